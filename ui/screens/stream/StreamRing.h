// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterWorker.h"
#include "ui/screens/stream/StreamRecord.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace otto {

/// Records with sequence numbers that follow each other. Records are added at the end and never
/// change or move, so that another thread may read those of a slice it was given while more are
/// added.
class StreamChunk final : public FilterChunk
{
public:
    static constexpr std::size_t kRecordsMax = 1024;

    StreamChunk() { m_records.reserve(kRecordsMax); }

    const void* row(std::size_t at) const override { return m_records.data() + at; }
    const StreamRecord& at(std::size_t index) const { return *(m_records.data() + index); }
    std::size_t size() const { return m_records.size(); }
    /// Is there room for one more, and is it the next one?
    bool takes(const StreamRecord& record) const;
    void add(StreamRecord&& record) { m_records.push_back(std::move(record)); }

private:
    std::vector<StreamRecord> m_records;
};

/// The newest records in the order of their sequence numbers, which ascend and may have holes. GUI
/// thread only.
class StreamRing
{
public:
    bool isEmpty() const { return m_size == 0; }
    std::size_t size() const { return m_size; }
    /// Of a ring that is not empty.
    std::uint64_t firstSequence() const { return m_chunks.front()->at(m_front).sequence; }

    /// Returns where they are.
    std::vector<FilterSlice> append(std::vector<StreamRecord>&& records);
    /// `dropped` sees each of the oldest `count` records before it goes.
    template <typename Visit>
    void dropFront(std::size_t count, Visit dropped);

    /// Null when there is none of that number.
    const StreamRecord* find(std::uint64_t sequence) const;
    /// The record at that place, from the oldest.
    const StreamRecord& at(std::size_t index) const;
    /// From the newest to the oldest, until `visit` returns true; the record it did so for.
    template <typename Visit>
    const StreamRecord* findLast(Visit visit) const;
    template <typename Visit>
    void forEach(Visit visit) const;

    /// All records, the newest slice first.
    std::deque<FilterSlice> slicesFromEnd() const;

private:
    std::deque<std::shared_ptr<StreamChunk>> m_chunks;
    /// Records of the first chunk that were dropped.
    std::size_t m_front = 0;
    std::size_t m_size = 0;
};

template <typename Visit>
void StreamRing::dropFront(std::size_t count, Visit dropped)
{
    m_size -= count;
    for (; count > 0; --count) {
        dropped(m_chunks.front()->at(m_front));
        if (++m_front == m_chunks.front()->size()) {
            m_chunks.pop_front();
            m_front = 0;
        }
    }
}

template <typename Visit>
const StreamRecord* StreamRing::findLast(Visit visit) const
{
    for (std::size_t c = m_chunks.size(); c-- > 0;) {
        const std::size_t begin = c == 0 ? m_front : 0;
        for (std::size_t i = m_chunks[c]->size(); i-- > begin;) {
            if (visit(m_chunks[c]->at(i)))
                return &m_chunks[c]->at(i);
        }
    }
    return nullptr;
}

template <typename Visit>
void StreamRing::forEach(Visit visit) const
{
    for (std::size_t c = 0; c < m_chunks.size(); ++c) {
        for (std::size_t i = c == 0 ? m_front : 0; i < m_chunks[c]->size(); ++i)
            visit(m_chunks[c]->at(i));
    }
}

}  // namespace otto
