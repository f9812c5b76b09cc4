// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Zone.h"

#include "core/cel/PosixZone.h"

#include <algorithm>

namespace otto::cel {
namespace {

constexpr std::size_t kHeaderBytes = 44;

std::int64_t bigEndian(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char c : bytes)
        value = value << 8U | static_cast<unsigned char>(c);
    if (bytes.size() == 4)
        return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
    return static_cast<std::int64_t>(value);
}

/// The counts in a header of RFC 8536 section 3.1.
struct Header
{
    char version = 0;
    std::size_t utcIndicators = 0;
    std::size_t standardIndicators = 0;
    std::size_t leapSeconds = 0;
    std::size_t transitions = 0;
    std::size_t types = 0;
    std::size_t letters = 0;

    [[nodiscard]] std::size_t bodyBytes(std::size_t timeBytes) const
    {
        return transitions * (timeBytes + 1) + types * 6 + letters + leapSeconds * (timeBytes + 4)
               + standardIndicators + utcIndicators;
    }
};

bool readHeader(std::string_view bytes, Header& header)
{
    if (bytes.size() < kHeaderBytes || !bytes.starts_with("TZif"))
        return false;
    const auto count = [bytes](std::size_t index) {
        return static_cast<std::size_t>(
            static_cast<std::uint32_t>(bigEndian(bytes.substr(20 + 4 * index, 4))));
    };
    header.version = bytes[4];
    header.utcIndicators = count(0);
    header.standardIndicators = count(1);
    header.leapSeconds = count(2);
    header.transitions = count(3);
    header.types = count(4);
    header.letters = count(5);
    return header.types > 0;
}

}  // namespace

Result<Zone> Zone::parse(std::string_view tzif)
{
    const auto bad = [] { return fail("BAD_ZONE", "the time zone file is damaged"); };
    Header header;
    std::size_t timeBytes = 4;
    if (!readHeader(tzif, header))
        return bad();
    if (header.version != '\0') {
        // The first block is for readers of 32-bit times.
        const std::size_t skip = kHeaderBytes + header.bodyBytes(4);
        if (tzif.size() < skip || !readHeader(tzif.substr(skip), header))
            return bad();
        tzif.remove_prefix(skip);
        timeBytes = 8;
    }
    tzif.remove_prefix(kHeaderBytes);
    if (tzif.size() < header.bodyBytes(timeBytes))
        return bad();
    const std::string_view types = tzif.substr(header.transitions * (timeBytes + 1));
    const auto offsetOf = [types](std::size_t type) {
        return static_cast<std::int32_t>(bigEndian(types.substr(type * 6, 4)));
    };
    Zone zone;
    zone.m_firstOffset = offsetOf(0);
    for (std::size_t i = 0; i < header.transitions; ++i) {
        const auto type = static_cast<unsigned char>(tzif[header.transitions * timeBytes + i]);
        const std::int64_t at = bigEndian(tzif.substr(i * timeBytes, timeBytes));
        if (type >= header.types || (i > 0 && at <= zone.m_transitions.back()))
            return bad();
        zone.m_transitions.push_back(at);
        zone.m_offsets.push_back(offsetOf(type));
    }
    std::string_view footer = tzif.substr(header.bodyBytes(timeBytes));
    if (timeBytes == 8 && footer.size() > 2 && footer.front() == '\n' && footer.back() == '\n') {
        const auto rule = PosixZone::parse(footer.substr(1, footer.size() - 2));
        if (!rule)
            return bad();
        zone.m_rule = std::make_shared<const PosixZone>(*rule);
    }
    return zone;
}

std::int32_t Zone::offsetAt(std::int64_t seconds) const
{
    const auto after = std::upper_bound(m_transitions.begin(), m_transitions.end(), seconds);
    if (after == m_transitions.end() && m_rule)
        return m_rule->offsetAt(seconds);
    if (after == m_transitions.begin())
        return m_firstOffset;
    return m_offsets[static_cast<std::size_t>(after - m_transitions.begin()) - 1];
}

}  // namespace otto::cel
