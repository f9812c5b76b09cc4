// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureBlock.h"
#include "core/bus/capture/CaptureEntry.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

constexpr std::size_t kVarintMax = 10;

/// Differences wrap around, so that every pair of values has one.
std::uint64_t bitsOf(Instant at)
{
    return static_cast<std::uint64_t>(at.ms);
}

}  // namespace

std::size_t CaptureBlockEncoder::bytesAtMost(const Record& record)
{
    std::size_t bytes = 12 * kVarintMax + record.topic.size();
    bytes += record.key ? record.key->size() : 0;
    bytes += record.value ? record.value->size() : 0;
    for (const Header& header : record.headers)
        bytes += 2 * kVarintMax + header.name.size() + header.value.size();
    return bytes;
}

void CaptureBlockEncoder::varint(std::uint64_t value)
{
    while (value >= 0x80U) {
        m_bytes.push_back(static_cast<char>(static_cast<unsigned char>(value | 0x80U)));
        value >>= 7U;
    }
    m_bytes.push_back(static_cast<char>(value));
}

void CaptureBlockEncoder::zigzag(std::uint64_t difference)
{
    const std::uint64_t sign = (difference >> 63U) != 0 ? ~std::uint64_t{0} : 0;
    varint((difference << 1U) ^ sign);
}

void CaptureBlockEncoder::text(std::string_view bytes)
{
    varint(bytes.size());
    m_bytes += bytes;
}

void CaptureBlockEncoder::optionalText(const std::optional<std::string>& bytes)
{
    varint(bytes ? bytes->size() + 1 : 0);
    if (bytes)
        m_bytes += *bytes;
}

std::uint64_t CaptureBlockEncoder::topicNumber(const std::string& topic)
{
    if (m_lastTopic != nullptr && *m_lastTopic == topic)
        return m_lastTopicNumber;
    const auto [found, isNew] = m_topics.try_emplace(topic, m_topics.size());
    if (isNew) {
        ++m_others;
        m_bytes.push_back(static_cast<char>(CaptureEntry::Topic));
        text(topic);
    }
    m_lastTopic = &found->first;
    m_lastTopicNumber = found->second;
    return found->second;
}

void CaptureBlockEncoder::beginEntry(std::uint8_t kind, Instant arrival)
{
    m_bytes.push_back(static_cast<char>(kind));
    zigzag(bitsOf(arrival) - std::exchange(m_lastArrival, bitsOf(arrival)));
    if (!std::exchange(m_hasArrival, true))
        m_content.arrivalFirst = arrival;
    m_content.arrivalLast = arrival;
}

void CaptureBlockEncoder::add(const Record& record, Instant arrival)
{
    const std::uint64_t topic = topicNumber(record.topic);
    beginEntry(CaptureEntry::Record, arrival);
    varint(topic);
    varint(static_cast<std::uint64_t>(record.partition));
    const auto offset = static_cast<std::uint64_t>(record.offset);
    zigzag(offset - std::exchange(m_lastOffset, offset));
    const std::uint64_t timestamp = bitsOf(record.timestamp);
    zigzag(timestamp - std::exchange(m_lastTimestamp, timestamp));
    optionalText(record.key);
    varint(record.headers.size());
    for (const Header& header : record.headers) {
        text(header.name);
        text(header.value);
    }
    optionalText(record.value);
    ++m_content.records;
    m_content.timestampFirst = std::min(m_content.timestampFirst, record.timestamp);
    m_content.timestampLast = std::max(m_content.timestampLast, record.timestamp);
}

void CaptureBlockEncoder::add(const CaughtUp& proof, Instant arrival)
{
    ++m_others;
    beginEntry(CaptureEntry::Proof, arrival);
    zigzag(bitsOf(proof.asOf) - bitsOf(arrival));
}

void CaptureBlockEncoder::add(const TailGap& gap, Instant arrival)
{
    const std::uint64_t topic = topicNumber(gap.at.topic);
    ++m_others;
    beginEntry(CaptureEntry::Gap, arrival);
    varint(topic);
    varint(static_cast<std::uint64_t>(gap.at.partition));
    varint(static_cast<std::uint64_t>(gap.expectedOffset));
    varint(static_cast<std::uint64_t>(gap.resumedAt));
    text(gap.reason);
}

std::string CaptureBlockEncoder::take()
{
    std::string bytes = std::exchange(m_bytes, {});
    *this = CaptureBlockEncoder();
    return bytes;
}

}  // namespace otto
