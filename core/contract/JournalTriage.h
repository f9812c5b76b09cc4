// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/JournalRecords.h"

// Journal records of an operator's work on a flag besides claim and release (contract README,
// "Journal"). The record's key is the subject.

namespace otto {

/// Seen, not necessarily worked on: four states are kept apart, acknowledged, snoozed, muted and
/// closed (product.md 0.7).
struct Acknowledged
{
    static constexpr std::string_view kName = "Acknowledged";

    Writer writer;
    FlagId flagId;
    std::string subject;
    OperatorId operatorId;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("flagId", s.flagId);
        f("subject", s.subject);
        f("operatorId", s.operatorId);
        f("at", s.at);
    }
    friend bool operator==(const Acknowledged&, const Acknowledged&) = default;
};

struct Snoozed
{
    static constexpr std::string_view kName = "Snoozed";

    Writer writer;
    FlagId flagId;
    std::string subject;
    OperatorId operatorId;
    /// Of the two at least one is set by the console.
    std::optional<Instant> until;
    /// FACT_ARRIVES or GETS_WORSE.
    std::optional<std::string> condition;
    std::optional<std::string> comment;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("flagId", s.flagId);
        f("subject", s.subject);
        f("operatorId", s.operatorId);
        f("until", s.until);
        f("condition", s.condition);
        f("comment", s.comment);
        f("at", s.at);
    }
    friend bool operator==(const Snoozed&, const Snoozed&) = default;
};

struct Noted
{
    static constexpr std::string_view kName = "Noted";

    Writer writer;
    /// The same id again replaces the text.
    std::string noteId;
    FlagId flagId;
    std::string subject;
    OperatorId operatorId;
    std::string text;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("noteId", s.noteId);
        f("flagId", s.flagId);
        f("subject", s.subject);
        f("operatorId", s.operatorId);
        f("text", s.text);
        f("at", s.at);
    }
    friend bool operator==(const Noted&, const Noted&) = default;
};

/// An operator closed the flag by hand.
struct Closed
{
    static constexpr std::string_view kName = "Closed";

    Writer writer;
    FlagId flagId;
    std::string subject;
    OperatorId operatorId;
    std::string reasonCode;
    std::string comment;
    /// The claim version so far, as in Claimed.
    std::uint32_t expectedVersion = 0;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("flagId", s.flagId);
        f("subject", s.subject);
        f("operatorId", s.operatorId);
        f("reasonCode", s.reasonCode);
        f("comment", s.comment);
        f("expectedVersion", s.expectedVersion);
        f("at", s.at);
    }
    friend bool operator==(const Closed&, const Closed&) = default;
};

}  // namespace otto
