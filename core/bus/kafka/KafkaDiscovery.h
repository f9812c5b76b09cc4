// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"
#include "core/bus/kafka/Survey.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace otto::kafka {

/// Which topics and partitions the tail wants, decided from one survey after another: new ones get
/// a start, those that vanished are given up. Pure: it reads and asks nothing itself. One thread.
class KafkaDiscovery
{
public:
    struct Step
    {
        /// All partitions wanted that have a leader; with a start where reading has not begun yet.
        std::vector<OffsetQuery> queries;
        /// Topics that no longer exist.
        std::vector<std::string> gone;
        /// Whether `queries` are all partitions there are, so that their ends prove something.
        bool isWhole = true;
    };

    explicit KafkaDiscovery(TailOptions options) : m_options(std::move(options)) {}

    Step observe(const Topology& topology);

    /// Reading has begun there.
    void noteReading(const TopicPartition& at);
    /// Topics of which all partitions are read now and that were not told before in that size.
    std::vector<TopicSpec> takeFound();

    [[nodiscard]] std::int64_t topicsRead() const;

private:
    struct Topic
    {
        StartAt startAt = StartAt::Ignore;
        std::vector<bool> isReading;
        std::int32_t partitionsTold = 0;
        int misses = 0;

        [[nodiscard]] bool isRead() const;
    };

    void want(const SurveyedTopic& surveyed, Topic& topic, Step& step);
    [[nodiscard]] std::int64_t startOf(const Topic& topic) const;

    const TailOptions m_options;
    bool m_hasObserved = false;
    std::map<std::string, Topic, std::less<>> m_topics;
};

}  // namespace otto::kafka
