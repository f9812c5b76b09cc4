// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureBlock.h"

#include "core/bus/capture/CaptureEntry.h"

#include <algorithm>
#include <limits>

namespace otto {
namespace {

constexpr auto kOffsetMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
constexpr auto kPartitionMax = static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max());

}  // namespace

/// Reads a payload of any content; after the first thing that does not fit everything is empty and
/// isFine() false.
class CaptureBlock::Cursor
{
public:
    explicit Cursor(std::string_view bytes) : m_at(bytes.data()), m_end(bytes.data() + bytes.size())
    {}

    [[nodiscard]] bool isFine() const { return m_isFine; }
    [[nodiscard]] bool isAtEnd() const { return m_at == m_end; }
    bool fail()
    {
        m_isFine = false;
        m_at = m_end;
        return false;
    }

    std::uint8_t byte()
    {
        if (m_at == m_end) {
            fail();
            return 0;
        }
        return static_cast<std::uint8_t>(*m_at++);
    }
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t next = byte();
            value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
            if ((next & 0x80U) == 0)
                return shift == 63 && next > 1 ? failed() : value;
        }
        return failed();
    }
    std::uint64_t upTo(std::uint64_t most)
    {
        const std::uint64_t value = varint();
        return value <= most ? value : failed();
    }
    std::uint64_t zigzag()
    {
        const std::uint64_t value = varint();
        return (value >> 1U) ^ ((value & 1U) != 0 ? ~std::uint64_t{0} : 0);
    }
    std::string_view bytes(std::uint64_t count)
    {
        if (count > static_cast<std::uint64_t>(m_end - m_at)) {
            fail();
            return {};
        }
        const std::string_view taken(m_at, static_cast<std::size_t>(count));
        m_at += count;
        return taken;
    }
    std::string_view text() { return bytes(varint()); }
    std::optional<std::string_view> optionalText()
    {
        const std::uint64_t sizeAndOne = varint();
        if (sizeAndOne == 0)
            return std::nullopt;
        return bytes(sizeAndOne - 1);
    }

private:
    std::uint64_t failed()
    {
        fail();
        return 0;
    }

    const char* m_at;
    const char* m_end;
    bool m_isFine = true;
};

Record CapturedRecord::toRecord() const
{
    Record record;
    record.topic = topic;
    record.partition = partition;
    record.offset = offset;
    record.timestamp = timestamp;
    if (key)
        record.key.emplace(*key);
    record.headers.reserve(headers.size());
    for (const CapturedHeader& header : headers)
        record.headers.push_back({std::string(header.name), std::string(header.value)});
    if (value)
        record.value.emplace(*value);
    return record;
}

std::span<char> CaptureBlock::room(std::size_t bytes)
{
    clear();
    // Grows only: to set bytes to 0 that are written at once is a tenth of reading a capture.
    if (m_plain.size() < bytes)
        m_plain.resize(bytes);
    m_plainBytes = bytes;
    return {m_plain.data(), bytes};
}

void CaptureBlock::clear()
{
    m_plainBytes = 0;
    m_topics.clear();
    m_records.clear();
    m_headersFrom.clear();
    m_headers.clear();
    m_marks.clear();
    m_lastOffset = 0;
    m_lastTimestamp = 0;
    m_lastArrival = 0;
}

bool CaptureBlock::decode(const CaptureContent& content)
{
    Cursor in({m_plain.data(), m_plainBytes});
    m_records.reserve(content.records);
    CaptureContent found;
    if (!decodeEntries(in, found) || !in.isFine() || found != content) {
        clear();
        return false;
    }
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        const std::size_t end =
            i + 1 < m_headersFrom.size() ? m_headersFrom[i + 1] : m_headers.size();
        m_records[i].headers = {m_headers.data() + m_headersFrom[i], end - m_headersFrom[i]};
    }
    return true;
}

bool CaptureBlock::decodeEntries(Cursor& in, CaptureContent& found)
{
    while (!in.isAtEnd()) {
        if (m_topics.size() + m_marks.size() > kCaptureOthersMax)
            return false;
        switch (in.byte()) {
        case CaptureEntry::Topic: m_topics.push_back(in.bytes(in.upTo(kCaptureTopicMax))); break;
        case CaptureEntry::Record:
            if (!decodeArrival(in, found) || !decodeRecord(in, found))
                return false;
            break;
        case CaptureEntry::Proof: {
            if (!decodeArrival(in, found))
                return false;
            const Instant asOf{static_cast<std::int64_t>(m_lastArrival + in.zigzag())};
            if (!isCaptureArrival(asOf))
                return false;
            m_marks.push_back({m_records.size(), Instant{static_cast<std::int64_t>(m_lastArrival)},
                               CaughtUp{asOf}});
            break;
        }
        case CaptureEntry::Gap:
            if (!decodeArrival(in, found) || !decodeGap(in))
                return false;
            break;
        default: return false;
        }
    }
    return true;
}

bool CaptureBlock::decodeArrival(Cursor& in, CaptureContent& found)
{
    const bool isFirst = m_records.empty() && m_marks.empty();
    m_lastArrival += in.zigzag();
    const Instant arrival{static_cast<std::int64_t>(m_lastArrival)};
    if (isFirst)
        found.arrivalFirst = arrival;
    found.arrivalLast = arrival;
    return in.isFine() && isCaptureArrival(arrival);
}

bool CaptureBlock::decodeRecord(Cursor& in, CaptureContent& found)
{
    CapturedRecord record;
    record.arrival = Instant{static_cast<std::int64_t>(m_lastArrival)};
    const std::uint64_t topic = in.varint();
    if (topic >= m_topics.size())
        return false;
    record.topic = m_topics[static_cast<std::size_t>(topic)];
    record.partition = static_cast<std::int32_t>(in.upTo(kPartitionMax));
    m_lastOffset += in.zigzag();
    record.offset = static_cast<std::int64_t>(m_lastOffset);
    m_lastTimestamp += in.zigzag();
    record.timestamp.ms = static_cast<std::int64_t>(m_lastTimestamp);
    record.key = in.optionalText();
    m_headersFrom.push_back(m_headers.size());
    for (std::uint64_t left = in.upTo(kCaptureHeadersMax); left > 0 && in.isFine(); --left) {
        const std::string_view name = in.text();
        m_headers.push_back({name, in.text()});
    }
    record.value = in.optionalText();
    if (!in.isFine() || record.offset < 0)
        return false;
    ++found.records;
    found.timestampFirst = std::min(found.timestampFirst, record.timestamp);
    found.timestampLast = std::max(found.timestampLast, record.timestamp);
    m_records.push_back(record);
    return true;
}

bool CaptureBlock::decodeGap(Cursor& in)
{
    TailGap gap;
    const std::uint64_t topic = in.varint();
    if (topic >= m_topics.size())
        return false;
    gap.at.topic = m_topics[static_cast<std::size_t>(topic)];
    gap.at.partition = static_cast<std::int32_t>(in.upTo(kPartitionMax));
    gap.expectedOffset = static_cast<std::int64_t>(in.upTo(kOffsetMax));
    gap.resumedAt = static_cast<std::int64_t>(in.upTo(kOffsetMax));
    gap.reason = in.text();
    if (!in.isFine())
        return false;
    m_marks.push_back(
        {m_records.size(), Instant{static_cast<std::int64_t>(m_lastArrival)}, std::move(gap)});
    return true;
}

void CaptureBlock::restrictTo(Instant from, Instant to)
{
    std::size_t kept = 0;
    auto mark = m_marks.begin();
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        for (; mark != m_marks.end() && mark->recordsBefore <= i; ++mark)
            mark->recordsBefore = kept;
        if (m_records[i].timestamp >= from && m_records[i].timestamp < to)
            m_records[kept++] = m_records[i];
    }
    for (; mark != m_marks.end(); ++mark)
        mark->recordsBefore = kept;
    m_records.resize(kept);
}

}  // namespace otto
