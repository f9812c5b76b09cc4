// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"
#include "core/model/Lifecycle.h"

namespace otto {
namespace {

class ResyncPaymentStatusFixer final : public FixerOf<ResyncPaymentStatus>
{
protected:
    [[nodiscard]] ResyncPaymentStatus command(FixerPlanner& planner) const override
    {
        const Payment::Merged merged = planner.payment().merged();
        planner.require("not-final", merged.isSet && merged.status.isKnown()
                                         && !isTerminal(merged.status.known()));
        return {};
    }

    [[nodiscard]] bool isProof(const ResyncPaymentStatus&, const Payment&,
                               const ProofCandidate& fact) const override
    {
        return fact.status.has_value();
    }
};

}  // namespace

const Fixer& resyncPaymentStatusFixer()
{
    static const ResyncPaymentStatusFixer fixer;
    return fixer;
}

}  // namespace otto
