// SPDX-License-Identifier: Apache-2.0
#include "core/engine/OverviewStatistics.h"

#include <algorithm>

namespace otto {
namespace {

constexpr Duration kHour = std::chrono::hours{1};
constexpr Duration kFactBucket{10'000};
/// Answers and raises kept per system and rule; beyond it the oldest are forgotten.
constexpr std::size_t kTimedMax = 20'000;

std::int64_t bucketOf(Instant at, Duration width)
{
    return at.ms / width.count();
}

template <typename Queue>
void bound(Queue& queue)
{
    if (queue.size() > kTimedMax) {
        queue.pop_front();
    }
}

}  // namespace

void OverviewStatistics::onFact(System source, Instant time)
{
    auto& buckets = m_systems[static_cast<std::size_t>(source)].factsByBucket;
    ++buckets[bucketOf(time, kFactBucket)];
    if (buckets.size() > kSamples) {
        buckets.erase(buckets.begin());
    }
}

void OverviewStatistics::onFlagRaised(const std::string& ruleId, Instant at)
{
    ++m_backlog[bucketOf(at, kBacklogBucket)].opened;
    auto& raised = m_raisedByRule[ruleId];
    raised.push_back(at);
    bound(raised);
    m_lastRaisedAt = m_lastRaisedAt ? std::max(*m_lastRaisedAt, at) : at;
}

void OverviewStatistics::onFlagCleared(Instant at)
{
    ++m_backlog[bucketOf(at, kBacklogBucket)].cleared;
    while (m_backlog.size() > 2 * kBacklogBuckets) {
        m_backlog.erase(m_backlog.begin());
    }
}

void OverviewStatistics::onAnswer(System from, Duration latency, Instant at)
{
    auto& answers = m_systems[static_cast<std::size_t>(from)].answers;
    answers.push_back({at, latency});
    bound(answers);
}

void OverviewStatistics::onTimeout(System target, Instant at)
{
    auto& timeouts = m_systems[static_cast<std::size_t>(target)].timeouts;
    timeouts.push_back({at, Duration{0}});
    bound(timeouts);
}

bool OverviewStatistics::isSampleDue(Instant now) const
{
    return bucketOf(now, kSampleEvery) > bucketOf(m_sampledAt, kSampleEvery);
}

void OverviewStatistics::sample(Instant now, const Levels& levels)
{
    m_sampledAt = now;
    m_samples.push_back(levels);
    if (m_samples.size() > kSamples) {
        m_samples.pop_front();
    }
}

std::uint64_t OverviewStatistics::factsPerMinute(System source, Instant now) const
{
    const auto& buckets = m_systems[static_cast<std::size_t>(source)].factsByBucket;
    const std::int64_t last = bucketOf(now, kFactBucket);
    std::uint64_t sum = 0;
    // The bucket under way would understate the rate, so the six before it are counted.
    for (auto it = buckets.lower_bound(last - 6); it != buckets.end() && it->first < last; ++it) {
        sum += it->second;
    }
    return sum;
}

std::int64_t OverviewStatistics::flagsRaisedSince(Instant from) const
{
    std::int64_t sum = 0;
    for (const auto& [rule, raised] : m_raisedByRule) {
        sum +=
            std::count_if(raised.begin(), raised.end(), [from](Instant at) { return at >= from; });
    }
    return sum;
}

std::uint64_t OverviewStatistics::raisedLastHour(const std::string& ruleId, Instant now) const
{
    const auto it = m_raisedByRule.find(ruleId);
    if (it == m_raisedByRule.end()) {
        return 0;
    }
    return static_cast<std::uint64_t>(std::count_if(
        it->second.begin(), it->second.end(), [now](Instant at) { return at >= now - kHour; }));
}

std::vector<Duration> OverviewStatistics::latencies(System from, Instant now) const
{
    std::vector<Duration> out;
    for (const Timed& answer : m_systems[static_cast<std::size_t>(from)].answers) {
        if (answer.at >= now - kHour) {
            out.push_back(answer.latency);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::uint32_t OverviewStatistics::timeoutsPerMille(System target, Instant now) const
{
    const PerSystem& system = m_systems[static_cast<std::size_t>(target)];
    const auto recent = [now](const std::deque<Timed>& queue) {
        return std::count_if(queue.begin(), queue.end(),
                             [now](const Timed& timed) { return timed.at >= now - kHour; });
    };
    const auto timeouts = recent(system.timeouts);
    const auto total = timeouts + recent(system.answers);
    return total == 0 ? 0 : static_cast<std::uint32_t>(timeouts * 1000 / total);
}

std::vector<BacklogPoint> OverviewStatistics::backlog(Instant now) const
{
    std::vector<BacklogPoint> out;
    const std::int64_t last = bucketOf(now, kBacklogBucket);
    for (std::int64_t bucket = last - static_cast<std::int64_t>(kBacklogBuckets) + 1;
         bucket <= last; ++bucket) {
        BacklogPoint point;
        point.from = Instant{bucket * kBacklogBucket.count()};
        const auto it = m_backlog.find(bucket);
        if (it != m_backlog.end()) {
            point.opened = it->second.opened;
            point.cleared = it->second.cleared;
        }
        out.push_back(point);
    }
    return out;
}

std::vector<std::int64_t> OverviewStatistics::history(std::int64_t Levels::*level) const
{
    std::vector<std::int64_t> out;
    out.reserve(m_samples.size());
    for (const Levels& levels : m_samples) {
        out.push_back(levels.*level);
    }
    return out;
}

}  // namespace otto
