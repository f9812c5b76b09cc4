// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/rules/RuleSet.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace otto {

/// Fixed for the life of an engine.
struct EngineOptions
{
    std::string env = "qa";
    /// Names this run in the journal; unique over all engines on the broker.
    std::string instance;
    std::string description;
    /// Partitions of the journal topic.
    std::uint32_t shards = 12;
    /// An owner not heard for so long has lost the duty to whoever takes it.
    Duration lease{10'000};
    /// The bus reports every record within this time: what an owner handed over before its lease
    /// ran out is in the log, or never will be, when another one acts.
    Duration deliveryTimeout{5'000};
    /// How far the clocks of two engines may differ.
    Duration clockSkewMax{60'000};
    /// Orders are taken only while the broker has answered within this time.
    Duration freshFor{5'000};
    /// How often the owner gives a sign of life.
    Duration tickEvery{3'000};
    /// Public records of decisions older than this at start are taken as published: their topics
    /// may have forgotten them.
    Duration lookback{std::chrono::hours{24}};
    /// Null: the catalogue this program was built with.
    std::shared_ptr<const RuleSet> rules;
    /// Where they come from: a folder, or "built in".
    std::string rulesOrigin = "built in";
    std::size_t recordWindowBytes = std::size_t{256} * 1024 * 1024;
    /// Payments that are kept ready to work on, a few kilobytes each; the others are packed.
    std::size_t unpackedPayments = 30'000;
    /// Payments and keys that rules look at in one step, or twice as many as the step has records
    /// if that is more: a step stays short after a new set of rules or a takeover.
    std::size_t looksPerStep = 10'000;
    /// So long a set of rules is in force, on proven time, before flags of rules that it lacks are
    /// closed.
    Duration supersedeAfter{60'000};
    std::size_t quarantineMax = 10'000;
    std::size_t quarantineBytesMax = std::size_t{64} * 1024 * 1024;
    std::size_t oddAnswersMax = 2'000;
    /// Answers and outcomes kept until time is proven; beyond it the oldest is an orphan at once.
    std::size_t unmatchedMax = 10'000;
    /// The same while history is read, where those of all questions may come before the journal.
    std::size_t unmatchedAtStartMax = 500'000;
    /// One sentence; empty for an engine that decides when it has the duty. Otherwise it only
    /// looks: it never takes the duty, and every command is refused with this reason.
    std::string readOnlyBecause;
};

/// The suspenders and fixers that rules may name.
RuleVocabulary ruleVocabulary();

}  // namespace otto
