// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/StreamRing.h"

#include <algorithm>

namespace otto {

bool StreamChunk::takes(const StreamRecord& record) const
{
    return m_records.empty()
           || (m_records.size() < kRecordsMax && m_records.back().sequence + 1 == record.sequence);
}

std::vector<FilterSlice> StreamRing::append(std::vector<StreamRecord>&& records)
{
    std::vector<FilterSlice> slices;
    for (StreamRecord& record : records) {
        const bool isNewChunk = m_chunks.empty() || !m_chunks.back()->takes(record);
        if (isNewChunk)
            m_chunks.push_back(std::make_shared<StreamChunk>());
        StreamChunk& chunk = *m_chunks.back();
        if (slices.empty() || isNewChunk)
            slices.push_back({m_chunks.back(), chunk.size(), chunk.size()});
        chunk.add(std::move(record));
        slices.back().end = chunk.size();
        ++m_size;
    }
    return slices;
}

const StreamRecord* StreamRing::find(std::uint64_t sequence) const
{
    const auto after =
        std::upper_bound(m_chunks.begin(), m_chunks.end(), sequence,
                         [](std::uint64_t wanted, const std::shared_ptr<StreamChunk>& chunk) {
                             return wanted < chunk->at(0).sequence;
                         });
    if (after == m_chunks.begin())
        return nullptr;
    const auto chunk = std::prev(after);
    const std::size_t index = sequence - (*chunk)->at(0).sequence;
    const bool isDropped = chunk == m_chunks.begin() && index < m_front;
    return isDropped || index >= (*chunk)->size() ? nullptr : &(*chunk)->at(index);
}

const StreamRecord& StreamRing::at(std::size_t index) const
{
    index += m_front;
    std::size_t chunk = 0;
    while (index >= m_chunks[chunk]->size())
        index -= m_chunks[chunk++]->size();
    return m_chunks[chunk]->at(index);
}

std::deque<FilterSlice> StreamRing::slicesFromEnd() const
{
    std::deque<FilterSlice> slices;
    for (std::size_t c = m_chunks.size(); c-- > 0;)
        slices.push_back({m_chunks[c], c == 0 ? m_front : 0, m_chunks[c]->size()});
    return slices;
}

}  // namespace otto
