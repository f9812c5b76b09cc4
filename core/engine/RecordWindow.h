// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"
#include "core/bus/RecordRef.h"

#include <cstddef>
#include <deque>
#include <map>

namespace otto {

/// The most recent raw records, bounded by bytes: what inspectors can show without asking the broker
/// again. Kafka is the archive (design 3.9).
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
        m_index[{record.topic, record.partition, record.offset}] = m_first + m_records.size();
        m_records.push_back(std::move(record));
        while (m_bytes > m_bytesMax) {
            const Record& oldest = m_records.front();
            m_bytes -= sizeOf(oldest);
            m_index.erase({oldest.topic, oldest.partition, oldest.offset});
            m_records.pop_front();
            ++m_first;
        }
    }
    /// Null when it is no longer (or was never) held.
    [[nodiscard]] const Record* find(const RecordRef& at) const
    {
        const auto it = m_index.find(at);
        return it == m_index.end() ? nullptr : &m_records[it->second - m_first];
    }

private:
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
    std::deque<Record> m_records;
    std::map<RecordRef, std::size_t> m_index;
};

}  // namespace otto
