// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"
#include "core/base/Time.h"
#include "core/bus/RecordRef.h"
#include "core/contract/Vocabulary.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace otto {

enum class Connection : std::uint8_t { Connecting, Up, Down };

enum class DutyState : std::uint8_t {
    CatchingUp,  ///< reading history; decides nothing
    Deciding,    ///< this engine decides
    ReadOnly,    ///< another engine decides
};

/// Where the engine stands; what banner and status bar show.
struct EngineStatus
{
    std::string env;
    std::string instance;
    Instant now;
    Connection connection = Connection::Connecting;
    /// One sentence; empty when up.
    std::string connectionReason;
    Instant connectionSince;
    DutyState duty = DutyState::CatchingUp;
    /// One sentence: who decides, since when.
    std::string dutyText;
    /// Everything the broker held by then has been read; deadlines fire only up to here. Absent
    /// until first proven.
    std::optional<Instant> watermark;
    /// Payments that rules have yet to look at: those of the last moments, or after a new set of
    /// rules or a takeover any number. An engine that does not decide only indexes them.
    std::uint64_t unjudgedPayments = 0;
    /// Records behind the end offsets known last; -1 while unknown.
    std::int64_t lag = -1;
    std::uint64_t records = 0;
    std::uint64_t facts = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t quarantined = 0;
    std::uint64_t unknownKinds = 0;
    std::uint64_t flagsRaised = 0;
    std::uint64_t flagsCleared = 0;
    std::uint64_t questionsAsked = 0;
    std::uint64_t answered = 0;
    std::uint64_t fixersSent = 0;
    std::uint64_t verified = 0;
    std::uint64_t payments = 0;
    std::uint64_t openPayments = 0;
    std::uint64_t openFlags = 0;
    std::uint64_t pendingQuestions = 0;
    std::uint64_t openFixes = 0;
    std::uint64_t recordsPerSecond = 0;
    /// Longest engine step over the last second, in microseconds, as the host measured it.
    std::uint64_t stepUsMax = 0;
    /// Counts up whenever a set of rules was taken into use or refused.
    std::uint64_t rulesRevision = 0;
    /// Faults of the latest set, when it was refused.
    std::uint64_t ruleErrors = 0;
    /// Something the operator must know that is no connection or duty trouble, for example a hole
    /// in the tail; one sentence, empty when nothing.
    std::string warning;
};

struct QuarantineView
{
    std::uint64_t index = 0;
    RecordRef at;
    /// The record's timestamp.
    Instant time;
    std::uint64_t sizeBytes = 0;
    std::string reason;
    /// The first bytes of the value, invalid and control bytes escaped as \xNN.
    std::string head;
};

enum class SystemState : std::uint8_t { NeverHeard, Live, Silent };

/// One row of Overview's systems table.
struct SystemView
{
    System system = System::Otto;
    SystemState state = SystemState::NeverHeard;
    std::optional<Instant> lastFactAt;
    std::optional<Duration> heartbeatEvery;
    std::uint64_t factsPerMinute = 0;
    std::uint64_t questionsPending = 0;
    /// Over the last hour of answers; absent when none.
    std::optional<Duration> answerP50;
    std::optional<Duration> answerP95;
    /// Of 1000 questions, how many attempts timed out in the last hour.
    std::uint32_t timeoutsPerMille = 0;
    std::uint64_t openFlags = 0;
    /// Sum over payments with an open flag that waits on this system, by currency.
    std::vector<Money> valueAtRisk;
};

/// One bucket of the backlog curve.
struct BacklogPoint
{
    Instant from;
    std::uint32_t opened = 0;
    std::uint32_t cleared = 0;
    std::uint32_t open = 0;
};

/// A number of the strip with its recent history, oldest first, one point a bucket.
struct SeriesView
{
    std::int64_t value = 0;
    std::vector<std::int64_t> history;
};

struct RuleVolume
{
    std::string ruleId;
    std::string ruleName;
    Severity severity = Severity::Warn;
    std::uint64_t open = 0;
    std::uint64_t raisedLastHour = 0;
};

struct OverviewView
{
    Instant asOf;
    Duration bucket{10'000};
    SeriesView newFlags10Min;
    SeriesView openCritical;
    /// Milliseconds; 0 when no flag is unowned.
    SeriesView oldestUnownedMs;
    /// Minor units of the main currency; the rest is in `valueAtRisk`.
    SeriesView valueAtRiskMinor;
    std::vector<Money> valueAtRisk;
    SeriesView pendingQuestions;
    SeriesView openFixes;
    std::vector<SystemView> systems;
    Duration backlogBucket{60'000};
    std::vector<BacklogPoint> backlog;
    std::vector<RuleVolume> rules;
    std::optional<Instant> lastFlagAt;
};

}  // namespace otto
