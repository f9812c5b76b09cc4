// SPDX-License-Identifier: Apache-2.0
#include "core/bus/Record.h"

#include <algorithm>

namespace otto {

namespace {

/// Apache Kafka, org.apache.kafka.common.utils.Utils.murmur2.
std::uint32_t murmur2(std::string_view bytes)
{
    constexpr std::uint32_t kSeed = 0x9747b28c;
    constexpr std::uint32_t kMultiplier = 0x5bd1e995;
    constexpr std::uint32_t kShift = 24;

    const auto byteAt = [&](std::size_t at) {
        return std::uint32_t{static_cast<unsigned char>(bytes[at])};
    };

    const std::size_t length = bytes.size();
    std::uint32_t hash = kSeed ^ static_cast<std::uint32_t>(length);
    std::size_t at = 0;
    for (; at + 4 <= length; at += 4) {
        std::uint32_t word =
            byteAt(at) | (byteAt(at + 1) << 8U) | (byteAt(at + 2) << 16U) | (byteAt(at + 3) << 24U);
        word *= kMultiplier;
        word ^= word >> kShift;
        word *= kMultiplier;
        hash *= kMultiplier;
        hash ^= word;
    }
    const std::size_t rest = length - at;
    if (rest >= 3) {
        hash ^= byteAt(at + 2) << 16U;
    }
    if (rest >= 2) {
        hash ^= byteAt(at + 1) << 8U;
    }
    if (rest >= 1) {
        hash ^= byteAt(at);
        hash *= kMultiplier;
    }
    hash ^= hash >> 13U;
    hash *= kMultiplier;
    hash ^= hash >> 15U;
    return hash;
}

}  // namespace

std::optional<std::string_view> Record::header(std::string_view name) const
{
    const auto found = std::find_if(headers.rbegin(), headers.rend(),
                                    [&](const Header& header) { return header.name == name; });
    if (found == headers.rend()) {
        return std::nullopt;
    }
    return found->value;
}

std::int32_t partitionFor(std::string_view key, std::int32_t partitionCount)
{
    constexpr std::uint32_t kPositiveMask = 0x7fffffff;
    return static_cast<std::int32_t>(murmur2(key) & kPositiveMask) % partitionCount;
}

}  // namespace otto
