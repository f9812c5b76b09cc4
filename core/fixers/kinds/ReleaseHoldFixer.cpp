// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"

namespace otto {
namespace {

class ReleaseHoldFixer final : public FixerOf<ReleaseHold>
{
protected:
    [[nodiscard]] ReleaseHold command(FixerPlanner& planner) const override
    {
        const auto& status = planner.payment().source(planner.target()).status;
        const bool isHeld = status && status.value.status.is(PaymentStatus::Held);
        const bool isFraud = isHeld && status.value.reason && status.value.reason->code == "FRAUD";
        planner.require("held", isHeld);
        planner.require("no-fraud", isHeld && !isFraud);
        return {{}, planner.value("holdId"), planner.value("reason")};
    }

    [[nodiscard]] bool isProof(const ReleaseHold&, const Payment&,
                               const ProofCandidate& fact) const override
    {
        return fact.status && *fact.status != PaymentStatus::Held;
    }
};

}  // namespace

const Fixer& releaseHoldFixer()
{
    static const ReleaseHoldFixer fixer;
    return fixer;
}

}  // namespace otto
