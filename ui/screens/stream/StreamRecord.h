// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/StreamRow.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace otto {

/// A StreamRow as the ring keeps 200,000 of them: all texts in one allocation, each cut at
/// kFieldBytesMax bytes (on a UTF-8 boundary) so that no sender can fill the desk's memory.
class StreamRecord
{
public:
    static constexpr std::size_t kFieldBytesMax = 512;
    static constexpr std::int64_t kNoGap = std::numeric_limits<std::int64_t>::min();

    /// Those up to Correlation are what the operator can see, and what free text looks in.
    enum class Field : std::uint8_t {
        Name,
        Payment,
        Amount,
        StatusName,
        Reason,
        Correlation,
        Message,
        Causation,
        Topic,
    };

    explicit StreamRecord(const StreamRow& row);

    std::string_view text(Field field) const;
    /// The visible texts, one a line.
    std::string_view visibleText() const;
    RecordRef at() const;

    /// Order of arrival at this console, from 1, without holes.
    std::uint64_t sequence = 0;
    std::int64_t arrivedMs = 0;
    std::int64_t timeMs = 0;
    /// Event time less that of the payment's record before it in the ring; kNoGap for its first.
    std::int64_t gapMs = kNoGap;
    std::int64_t offset = -1;
    std::int32_t partition = -1;
    std::uint32_t sizeBytes = 0;
    RecordKind kind = RecordKind::Fact;
    std::optional<System> system;
    bool isDuplicate = false;

private:
    static constexpr std::size_t kFieldCount = 9;

    /// Field texts, each followed by a line feed.
    std::string m_text;
    std::array<std::uint16_t, kFieldCount> m_ends{};
};

}  // namespace otto
