// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/PastRecords.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace otto {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{4} << 20U;
constexpr Duration kAheadMost = std::chrono::minutes{5};
constexpr std::uint32_t kAbsent = UINT32_MAX;

template <typename Number>
void put(std::string& to, Number number)
{
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    to.append(bytes, sizeof number);
}

void putText(std::string& to, std::string_view text)
{
    put(to, static_cast<std::uint32_t>(text.size()));
    to += text;
}

void putOptional(std::string& to, const std::optional<std::string>& text)
{
    if (text) {
        putText(to, *text);
    } else {
        put(to, kAbsent);
    }
}

/// Reads what put() wrote.
class Unpacker
{
public:
    explicit Unpacker(const char* at) : m_at(at) {}

    template <typename Number>
    Number number()
    {
        Number out;
        std::memcpy(&out, m_at, sizeof out);
        m_at += sizeof out;
        return out;
    }
    void text(std::uint32_t size, std::string& into)
    {
        into.assign(m_at, size);
        m_at += size;
    }
    void text(std::string& into) { text(number<std::uint32_t>(), into); }
    void optional(std::optional<std::string>& into)
    {
        const auto size = number<std::uint32_t>();
        if (size == kAbsent) {
            into.reset();
            return;
        }
        if (!into) {
            into.emplace();
        }
        text(size, *into);
    }

private:
    const char* m_at;
};

std::size_t bytesAtMost(const Record& record)
{
    constexpr std::size_t kNumbers = 64;
    std::size_t bytes = kNumbers + (record.key ? record.key->size() : 0)
                        + (record.value ? record.value->size() : 0);
    for (const Header& header : record.headers) {
        bytes += 2 * sizeof(std::uint32_t) + header.name.size() + header.value.size();
    }
    return bytes;
}

}  // namespace

std::uint32_t PastRecords::topicNumber(const std::string& topic)
{
    const auto [known, isNew] =
        m_topicNumbers.try_emplace(topic, static_cast<std::uint32_t>(m_topics.size()));
    if (isNew) {
        m_topics.push_back(topic);
    }
    return known->second;
}

void PastRecords::add(const Record& record)
{
    const std::size_t bytes = bytesAtMost(record);
    if (m_chunks.empty() || m_chunks.back().size() + bytes > m_chunks.back().capacity()) {
        m_chunks.emplace_back().reserve(std::max(bytes, kChunkBytes));
    }
    std::string& chunk = m_chunks.back();
    m_places.push_back({record.timestamp, static_cast<std::uint32_t>(m_chunks.size() - 1),
                        static_cast<std::uint32_t>(chunk.size())});
    const std::uint32_t topic = topicNumber(record.topic);
    m_lastTimes[{topic, record.partition}] = record.timestamp;
    put(chunk, topic);
    put(chunk, record.partition);
    put(chunk, record.offset);
    putOptional(chunk, record.key);
    putOptional(chunk, record.value);
    put(chunk, static_cast<std::uint32_t>(record.headers.size()));
    for (const Header& header : record.headers) {
        putText(chunk, header.name);
        putText(chunk, header.value);
    }
}

void PastRecords::sortByTime()
{
    std::stable_sort(m_places.begin(), m_places.end(),
                     [](const Place& a, const Place& b) { return a.timestamp < b.timestamp; });
}

Instant PastRecords::timeEnds() const
{
    Instant latest{INT64_MIN / 4};
    Instant second = latest;
    for (const auto& [partition, last] : m_lastTimes) {
        second = std::max(second, std::min(last, latest));
        latest = std::max(latest, last);
    }
    return (m_lastTimes.size() > 1 ? second : latest) + kAheadMost;
}

void PastRecords::unpack(std::size_t index, Record& into) const
{
    const Place& place = m_places[index];
    Unpacker in(m_chunks[place.chunk].data() + place.offset);
    into.topic = m_topics[in.number<std::uint32_t>()];
    into.timestamp = place.timestamp;
    into.partition = in.number<std::int32_t>();
    into.offset = in.number<std::int64_t>();
    in.optional(into.key);
    in.optional(into.value);
    into.headers.resize(in.number<std::uint32_t>());
    for (Header& header : into.headers) {
        in.text(header.name);
        in.text(header.value);
    }
}

}  // namespace otto
