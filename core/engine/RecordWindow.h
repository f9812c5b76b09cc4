// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"
#include "core/bus/RecordRef.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace otto {

/// The most recent raw records, bounded by bytes: what inspectors can show without asking the
/// broker again. Kafka is the archive (design 3.9).
class RecordWindow
{
public:
    explicit RecordWindow(std::size_t bytesMax) : m_bytesMax(bytesMax) {}

    void add(Record record)
    {
        const std::size_t size = sizeOf(record);
        if (size > m_bytesMax) {
            return;
        }
        m_bytes += size;
        // Offsets of a partition only grow, so each list is sorted by itself.
        Places& places = m_places[record.topic][record.partition];
        places.push_back({record.offset, m_first + m_records.size()});
        m_records.push_back({std::move(record), &places, size});
        while (m_bytes > m_bytesMax) {
            const Held& oldest = m_records.front();
            m_bytes -= oldest.size;
            oldest.places->pop_front();
            m_records.pop_front();
            ++m_first;
        }
    }
    /// Null when it is no longer (or was never) held.
    [[nodiscard]] const Record* find(const RecordRef& at) const
    {
        const auto topic = m_places.find(at.topic);
        if (topic == m_places.end()) {
            return nullptr;
        }
        const auto partition = topic->second.find(at.partition);
        if (partition == topic->second.end()) {
            return nullptr;
        }
        const auto place = std::lower_bound(
            partition->second.begin(), partition->second.end(), at.offset,
            [](const Place& known, std::int64_t offset) { return known.offset < offset; });
        return place == partition->second.end() || place->offset != at.offset
                   ? nullptr
                   : &m_records[place->position - m_first].record;
    }

private:
    struct Place
    {
        std::int64_t offset = 0;
        std::size_t position = 0;
    };
    using Places = std::deque<Place>;
    struct Held
    {
        Record record;
        /// Of its partition.
        Places* places = nullptr;
        std::size_t size = 0;
    };

    static std::size_t sizeOf(const Record& record)
    {
        std::size_t size = 256 + record.topic.size();
        size += record.key ? record.key->size() : 0;
        size += record.value ? record.value->size() : 0;
        for (const Header& header : record.headers) {
            size += 64 + header.name.size() + header.value.size();
        }
        return size;
    }

    std::size_t m_bytesMax;
    std::size_t m_bytes = 0;
    std::size_t m_first = 0;
    std::deque<Held> m_records;
    std::unordered_map<std::string, std::map<std::int32_t, Places>> m_places;
};

}  // namespace otto
