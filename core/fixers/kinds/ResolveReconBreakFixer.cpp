// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"

namespace otto {
namespace {

class ResolveReconBreakFixer final : public FixerOf<ResolveReconBreak>
{
protected:
    [[nodiscard]] ResolveReconBreak command(FixerPlanner& planner) const override
    {
        const auto resolution = Open<ReconResolution>::fromText(planner.value("resolution"));
        const std::string& reference = planner.value("reference");
        const auto& recon = planner.payment().recon;
        planner.require("broken", recon && recon->value.result.is(ReconResult::Break));
        planner.require("reference-given",
                        !resolution.is(ReconResolution::MatchTo) || !reference.empty());
        if (resolution.is(ReconResolution::WriteOff)) {
            planner.requireSecondPerson("Writing a break off");
        }
        return {{},
                planner.value("runId"),
                planner.value("breakId"),
                resolution,
                reference.empty() ? std::nullopt : std::optional(reference)};
    }

    [[nodiscard]] bool isProof(const ResolveReconBreak& asked, const Payment& payment,
                               const ProofCandidate& fact) const override
    {
        // A later run may have said more since; then that is what Recon made of it.
        const bool isThis = payment.recon && payment.recon->from.id == fact.entry.from.id;
        return !isThis || asked.resolution.is(ReconResolution::Wait)
               || payment.recon->value.result.is(ReconResult::Matched);
    }
};

}  // namespace

const Fixer& resolveReconBreakFixer()
{
    static const ResolveReconBreakFixer fixer;
    return fixer;
}

}  // namespace otto
