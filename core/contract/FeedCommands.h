// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Commands.h"

// The command to publish facts again (domain.md 6, F12).

namespace otto {

/// All facts of one payment, or, with paymentId `feed`, a range of the source's feed. The facts
/// come again with their old ids.
struct ReplayEvents
{
    static constexpr std::string_view kName = "ReplayEvents";

    CommandHead head;
    std::optional<std::uint64_t> fromSequence;
    /// Inclusive.
    std::optional<std::uint64_t> toSequence;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("fromSequence", s.fromSequence);
        f("toSequence", s.toSequence);
    }
    friend bool operator==(const ReplayEvents&, const ReplayEvents&) = default;
};

struct EventsReplayed
{
    static constexpr std::string_view kName = "EventsReplayed";

    OutcomeHead head;
    std::optional<std::uint64_t> fromSequence;
    std::optional<std::uint64_t> toSequence;
    /// How many facts were published again.
    std::optional<std::uint64_t> replayed;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("fromSequence", s.fromSequence);
        f("toSequence", s.toSequence);
        f("replayed", s.replayed);
    }
    friend bool operator==(const EventsReplayed&, const EventsReplayed&) = default;
};

}  // namespace otto
