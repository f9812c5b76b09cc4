// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace otto {

/// The attributes we read, in the order in which binary mode writes them.
enum class Attribute : std::uint8_t {
    SpecVersion,
    Id,
    Source,
    Type,
    Subject,
    Time,
    RecordedTime,
    DataSchema,
    PartitionKey,
    CorrelationId,
    CausationId,
    Sequence,
    EntityVersion,
    Traceparent,
    ExpiryTime,
    ReplyTopic,
    SeverityText,
    SeverityNumber,
    AuthType,
    AuthId,
};

constexpr std::array<std::string_view, 20> kAttributeNames{
    "specversion", "id",           "source",         "type",         "subject",
    "time",        "recordedtime", "dataschema",     "partitionkey", "correlationid",
    "causationid", "sequence",     "entityversion",  "traceparent",  "expirytime",
    "replytopic",  "severitytext", "severitynumber", "authtype",     "authid"};

constexpr std::string_view attributeName(Attribute attribute)
{
    return kAttributeNames[static_cast<std::size_t>(attribute)];
}

/// The attributes of one record as text, whichever mode they came in. Views into the record or into
/// the parser's buffers: valid as long as those are.
class EnvelopeAttributes
{
public:
    /// Error BAD_ENVELOPE when name or value is not UTF-8, or the name is one that binary mode
    /// forbids. A repeated header replaces the earlier one (domain.md 2.1).
    Status addHeader(std::string_view name, std::string_view value);
    /// A known member of a structured record, absent when null; false when it was there already.
    bool addMember(std::string_view name, std::optional<std::string_view> value);
    void addExtra(std::string_view name, std::string value);

    [[nodiscard]] std::optional<std::string_view> get(Attribute attribute) const
    {
        const std::string_view value = m_values[static_cast<std::size_t>(attribute)];
        return value.data() == nullptr ? std::nullopt : std::optional(value);
    }
    [[nodiscard]] std::vector<std::pair<std::string, std::string>>& extra() { return m_extra; }

private:
    std::optional<std::size_t> indexOf(std::string_view name);

    /// A null view is an absent attribute; an empty one has a non-null pointer.
    std::array<std::string_view, kAttributeNames.size()> m_values{};
    std::bitset<kAttributeNames.size()> m_seen;
    std::vector<std::pair<std::string, std::string>> m_extra;
    std::size_t m_next = 0;
};

}  // namespace otto
