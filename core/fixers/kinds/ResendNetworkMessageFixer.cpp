// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"

namespace otto {
namespace {

class ResendNetworkMessageFixer final : public FixerOf<ResendNetworkMessage>
{
protected:
    [[nodiscard]] ResendNetworkMessage command(FixerPlanner& planner) const override
    {
        const Payment& payment = planner.payment();
        const Payment::Merged merged = payment.merged();
        planner.require("on-the-way", merged.isSet
                                          && (merged.status.is(PaymentStatus::Sent)
                                              || merged.status.is(PaymentStatus::SendUnknown)));
        planner.requireSecondPersonAbove(payment.amount(), "Resending");
        return {{}, planner.value("networkReference"), true};
    }

    [[nodiscard]] bool isProof(const ResendNetworkMessage&, const Payment&,
                               const ProofCandidate& fact) const override
    {
        return fact.status.has_value();
    }
};

}  // namespace

const Fixer& resendNetworkMessageFixer()
{
    static const ResendNetworkMessageFixer fixer;
    return fixer;
}

}  // namespace otto
