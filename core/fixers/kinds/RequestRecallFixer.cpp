// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"

namespace otto {
namespace {

class RequestRecallFixer final : public FixerOf<RequestRecall>
{
protected:
    [[nodiscard]] RequestRecall command(FixerPlanner& planner) const override
    {
        const Payment::Merged merged = planner.payment().merged();
        planner.require("settled", merged.status.is(PaymentStatus::Settled)
                                       || merged.status.is(PaymentStatus::Reconciled));
        return {{},
                Open<RecallReason>::fromText(planner.value("reason")),
                planner.money("amount").value_or(Money{})};
    }

    [[nodiscard]] bool isProof(const RequestRecall&, const Payment&,
                               const ProofCandidate& fact) const override
    {
        return fact.status == PaymentStatus::RecallRequested;
    }
};

}  // namespace

const Fixer& requestRecallFixer()
{
    static const RequestRecallFixer fixer;
    return fixer;
}

}  // namespace otto
