// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Vocabulary.h"
#include "core/engine/view/EngineStatus.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// Counts over time for the Overview: by event time where facts are counted, sampled by the
/// engine's time where levels are. Bounded: an hour of minutes, and ten minutes of samples.
class OverviewStatistics
{
public:
    static constexpr Duration kSampleEvery{10'000};
    static constexpr std::size_t kSamples = 60;
    static constexpr Duration kBacklogBucket{60'000};
    static constexpr std::size_t kBacklogBuckets = 60;

    /// The levels that are sampled.
    struct Levels
    {
        std::int64_t newFlags10Min = 0;
        std::int64_t openCritical = 0;
        std::int64_t oldestUnownedMs = 0;
        std::int64_t valueAtRiskMinor = 0;
        std::int64_t pendingQuestions = 0;
        std::int64_t openFixes = 0;
    };

    void onFact(System source, Instant time);
    void onFlagRaised(const std::string& ruleId, Instant at);
    void onFlagCleared(Instant at);
    void onAnswer(System from, Duration latency, Instant at);
    void onTimeout(System target, Instant at);

    /// True when a sample is due at `now`.
    [[nodiscard]] bool isSampleDue(Instant now) const;
    void sample(Instant now, const Levels& levels);

    [[nodiscard]] std::uint64_t factsPerMinute(System source, Instant now) const;
    [[nodiscard]] std::optional<Instant> lastRaisedAt() const { return m_lastRaisedAt; }
    [[nodiscard]] std::int64_t flagsRaisedSince(Instant from) const;
    [[nodiscard]] std::uint64_t raisedLastHour(const std::string& ruleId, Instant now) const;
    /// Latencies over the last hour, sorted; empty when none.
    [[nodiscard]] std::vector<Duration> latencies(System from, Instant now) const;
    [[nodiscard]] std::uint32_t timeoutsPerMille(System target, Instant now) const;
    /// Oldest first, without the level of open flags.
    [[nodiscard]] std::vector<BacklogPoint> backlog(Instant now) const;
    [[nodiscard]] std::vector<std::int64_t> history(std::int64_t Levels::*level) const;

private:
    struct Timed
    {
        Instant at;
        Duration latency{0};
    };
    struct Flow
    {
        std::uint32_t opened = 0;
        std::uint32_t cleared = 0;
    };
    struct PerSystem
    {
        std::map<std::int64_t, std::uint64_t> factsByBucket;
        std::deque<Timed> answers;
        std::deque<Timed> timeouts;
    };

    std::array<PerSystem, kSystemCount> m_systems;
    std::map<std::int64_t, Flow> m_backlog;
    std::map<std::string, std::deque<Instant>> m_raisedByRule;
    std::deque<Levels> m_samples;
    Instant m_sampledAt;
    std::optional<Instant> m_lastRaisedAt;
};

}  // namespace otto
