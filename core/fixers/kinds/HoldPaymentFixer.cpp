// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"
#include "core/model/Lifecycle.h"

namespace otto {
namespace {

class HoldPaymentFixer final : public FixerOf<HoldPayment>
{
protected:
    [[nodiscard]] HoldPayment command(FixerPlanner& planner) const override
    {
        const Payment::Merged merged = planner.payment().merged();
        planner.require("not-sent", merged.isSet && merged.status.isKnown()
                                        && isBeforeSending(merged.status.known()));
        const auto until = planner.time("until");
        planner.require("until-ahead", !until || *until > planner.now());
        return {{}, planner.value("holdId"), planner.value("reason"), until};
    }

    [[nodiscard]] bool isProof(const HoldPayment&, const Payment&,
                               const ProofCandidate& fact) const override
    {
        return fact.status == PaymentStatus::Held;
    }
};

}  // namespace

const Fixer& holdPaymentFixer()
{
    static const HoldPaymentFixer fixer;
    return fixer;
}

}  // namespace otto
