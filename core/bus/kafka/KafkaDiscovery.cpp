// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaDiscovery.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

namespace otto::kafka {

namespace {

/// A topic has to be missing that often in a row: a broker that has just started may not know all
/// yet.
constexpr int kMissesMax = 2;

}  // namespace

bool KafkaDiscovery::Topic::isRead() const
{
    return !isReading.empty()
           && std::all_of(isReading.begin(), isReading.end(), [](bool reading) { return reading; });
}

KafkaDiscovery::Step KafkaDiscovery::observe(const Topology& topology)
{
    Step step;
    std::set<std::string_view> present;
    for (const SurveyedTopic& surveyed : topology.topics) {
        present.insert(surveyed.name);
        auto known = m_topics.find(surveyed.name);
        if (known == m_topics.end()) {
            Topic topic;
            topic.startAt = m_options.startAt ? m_options.startAt(surveyed.name) : StartAt::Ignore;
            // All of what appears after the tail has begun came "from now on".
            if (m_hasObserved && topic.startAt == StartAt::End) {
                topic.startAt = StartAt::Beginning;
            }
            known = m_topics.emplace(surveyed.name, std::move(topic)).first;
        }
        if (known->second.startAt != StartAt::Ignore) {
            want(surveyed, known->second, step);
        }
    }
    for (auto entry = m_topics.begin(); entry != m_topics.end();) {
        Topic& topic = entry->second;
        topic.misses = present.contains(entry->first) ? 0 : topic.misses + 1;
        if (topic.misses > 0 && topic.startAt != StartAt::Ignore) {
            step.isWhole = false;
        }
        if (topic.misses < kMissesMax) {
            ++entry;
            continue;
        }
        step.gone.push_back(entry->first);
        entry = m_topics.erase(entry);
    }
    m_hasObserved = true;
    return step;
}

void KafkaDiscovery::want(const SurveyedTopic& surveyed, Topic& topic, Step& step)
{
    const auto count = static_cast<std::size_t>(surveyed.partitions);
    const bool isGrown = topic.partitionsTold > 0;
    if (count == 0) {
        step.isWhole = false;
    }
    if (topic.isReading.size() < count) {
        topic.isReading.resize(count, false);
    }
    for (std::size_t index = 0; index < topic.isReading.size(); ++index) {
        const auto partition = static_cast<std::int32_t>(index);
        const bool isLed = index < count
                           && !std::binary_search(surveyed.leaderless.begin(),
                                                  surveyed.leaderless.end(), partition);
        if (!isLed) {
            step.isWhole = false;
            continue;
        }
        OffsetQuery query{{surveyed.name, partition}, std::nullopt};
        if (!topic.isReading[index]) {
            query.start =
                isGrown && topic.startAt == StartAt::End ? OffsetQuery::kEarliest : startOf(topic);
        }
        step.queries.push_back(std::move(query));
    }
}

std::int64_t KafkaDiscovery::startOf(const Topic& topic) const
{
    switch (topic.startAt) {
    case StartAt::Beginning: return OffsetQuery::kEarliest;
    case StartAt::Lookback:
        // Negative timestamps have other meanings to Kafka.
        return std::max<std::int64_t>(m_options.lookbackFrom.ms, 0);
    case StartAt::Ignore:
    case StartAt::End: break;
    }
    return OffsetQuery::kLatest;
}

void KafkaDiscovery::noteReading(const TopicPartition& at)
{
    const auto known = m_topics.find(at.topic);
    const auto index = static_cast<std::size_t>(at.partition);
    if (known != m_topics.end() && index < known->second.isReading.size()) {
        known->second.isReading[index] = true;
    }
}

std::vector<TopicSpec> KafkaDiscovery::takeFound()
{
    std::vector<TopicSpec> found;
    for (auto& [name, topic] : m_topics) {
        const auto count = static_cast<std::int32_t>(topic.isReading.size());
        if (topic.isRead() && topic.partitionsTold != count) {
            topic.partitionsTold = count;
            found.push_back({name, count, {}});
        }
    }
    return found;
}

std::int64_t KafkaDiscovery::topicsRead() const
{
    return std::count_if(m_topics.begin(), m_topics.end(), [](const auto& entry) {
        return std::find(entry.second.isReading.begin(), entry.second.isReading.end(), true)
               != entry.second.isReading.end();
    });
}

}  // namespace otto::kafka
