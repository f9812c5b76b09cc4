// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"

#include <algorithm>

namespace otto {
namespace {

class ReplayEventsFixer final : public FixerOf<ReplayEvents>
{
protected:
    [[nodiscard]] ReplayEvents command(FixerPlanner& planner) const override
    {
        const auto from = planner.number("fromSequence");
        const auto to = planner.number("toSequence");
        planner.require("range", !from || !to || *from <= *to);
        return {{}, from, to};
    }

    [[nodiscard]] bool isProof(const ReplayEvents&, const Payment& payment,
                               const ProofCandidate& fact) const override
    {
        // The facts keep their ids and causes, so what proves them is that none is missing any
        // more.
        const auto& versions = payment.source(fact.entry.source).versions;
        for (std::uint32_t version = 1; version <= fact.entry.version; ++version) {
            const auto isIt = [version](const VersionSeen& one) { return one.version == version; };
            if (std::none_of(versions.begin(), versions.end(), isIt)) {
                return false;
            }
        }
        return true;
    }
};

}  // namespace

const Fixer& replayEventsFixer()
{
    static const ReplayEventsFixer fixer;
    return fixer;
}

}  // namespace otto
