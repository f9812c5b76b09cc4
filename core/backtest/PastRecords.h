// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace otto {

/// The records of a backtest, packed: a Record is a dozen strings and four to six times its bytes,
/// and a backtest holds millions. One thread at a time.
class PastRecords
{
public:
    void add(const Record& record);
    /// By timestamp; what has the same stays in the order of add().
    void sortByTime();

    [[nodiscard]] std::size_t size() const { return m_places.size(); }
    [[nodiscard]] bool isEmpty() const { return m_places.empty(); }
    [[nodiscard]] Instant timeOf(std::size_t index) const { return m_places[index].timestamp; }
    /// Beyond it a time is one that some clock made up: five minutes after at least two partitions
    /// still spoke, or one when there is no other, by the last record of each. Records of one
    /// partition are added in the order of their offsets.
    [[nodiscard]] Instant timeEnds() const;
    /// The buffers of `into` are used again.
    void unpack(std::size_t index, Record& into) const;

private:
    struct Place
    {
        Instant timestamp;
        std::uint32_t chunk = 0;
        std::uint32_t offset = 0;
    };

    std::uint32_t topicNumber(const std::string& topic);

    std::vector<std::string> m_chunks;
    std::vector<Place> m_places;
    std::vector<std::string> m_topics;
    std::unordered_map<std::string, std::uint32_t> m_topicNumbers;
    /// Of each topic's number and partition.
    std::map<std::pair<std::uint32_t, std::int32_t>, Instant> m_lastTimes;
};

}  // namespace otto
