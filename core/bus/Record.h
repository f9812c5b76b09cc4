// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// One Kafka record header. Names may repeat; the last one wins (domain.md 2.1). A null value reads
/// as empty.
struct Header
{
    std::string name;
    std::string value;

    friend bool operator==(const Header&, const Header&) = default;
};

struct TopicPartition
{
    std::string topic;
    std::int32_t partition = 0;

    friend auto operator<=>(const TopicPartition&, const TopicPartition&) = default;
};

/// A record as a broker holds it. Bytes are untrusted: any length, any content.
struct Record
{
    std::string topic;
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    /// The broker's record timestamp: a hint, never the time of the event (domain.md 3.2 rule 6).
    Instant timestamp;
    std::optional<std::string> key;
    std::vector<Header> headers;
    /// Absent is a tombstone.
    std::optional<std::string> value;

    /// The value of the last header of that name (exact case), or nullopt.
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;

    friend bool operator==(const Record&, const Record&) = default;
};

/// A record on its way to a broker.
struct OutgoingRecord
{
    std::string topic;
    /// Absent: chosen from the key as partitionFor() does.
    std::optional<std::int32_t> partition;
    std::optional<std::string> key;
    std::vector<Header> headers;
    std::optional<std::string> value;

    friend bool operator==(const OutgoingRecord&, const OutgoingRecord&) = default;
};

/// The partition that Kafka's own clients choose for a key: positive murmur2 modulo the count
/// (Apache Kafka, BuiltInPartitioner). Both buses and every system of the simulation use it, so
/// that one payment stays in one partition whoever writes.
/// @pre partitionCount > 0
std::int32_t partitionFor(std::string_view key, std::int32_t partitionCount);

}  // namespace otto
