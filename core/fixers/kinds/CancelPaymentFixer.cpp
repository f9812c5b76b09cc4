// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"
#include "core/model/Lifecycle.h"

namespace otto {
namespace {

class CancelPaymentFixer final : public FixerOf<CancelPayment>
{
protected:
    [[nodiscard]] CancelPayment command(FixerPlanner& planner) const override
    {
        const Payment::Merged merged = planner.payment().merged();
        planner.require("not-sent", merged.isSet && merged.status.isKnown()
                                        && (isBeforeSending(merged.status.known())
                                            || merged.status.is(PaymentStatus::Held)));
        return {{}, planner.value("reason")};
    }

    [[nodiscard]] bool isProof(const CancelPayment&, const Payment&,
                               const ProofCandidate& fact) const override
    {
        return fact.status == PaymentStatus::Cancelled;
    }
};

}  // namespace

const Fixer& cancelPaymentFixer()
{
    static const CancelPaymentFixer fixer;
    return fixer;
}

}  // namespace otto
