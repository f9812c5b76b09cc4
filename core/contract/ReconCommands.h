// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Commands.h"

// The command to reconciliation (domain.md 6, F10).

namespace otto {

struct ResolveReconBreak
{
    static constexpr std::string_view kName = "ResolveReconBreak";

    CommandHead head;
    std::string runId;
    std::string breakId;
    Open<ReconResolution> resolution;
    /// What to match to; present for MATCH_TO.
    std::optional<std::string> reference;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("runId", s.runId);
        f("breakId", s.breakId);
        f("resolution", s.resolution);
        f("reference", s.reference);
    }
    friend bool operator==(const ResolveReconBreak&, const ResolveReconBreak&) = default;
};

struct ReconBreakResolved
{
    static constexpr std::string_view kName = "ReconBreakResolved";

    OutcomeHead head;
    std::optional<std::string> breakId;
    std::optional<Open<ReconResolution>> resolution;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("breakId", s.breakId);
        f("resolution", s.resolution);
    }
    friend bool operator==(const ReconBreakResolved&, const ReconBreakResolved&) = default;
};

}  // namespace otto
