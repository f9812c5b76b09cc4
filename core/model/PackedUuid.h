// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace otto {

/// A UUID in the canonical text form of RFC 9562 section 4, with small letters, in 16 bytes.
struct PackedUuid
{
    std::array<std::uint8_t, 16> bytes{};

    /// Nothing unless text() would give the very same text again.
    static std::optional<PackedUuid> of(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool isNil() const { return *this == PackedUuid{}; }

    friend bool operator==(const PackedUuid& a, const PackedUuid& b)
    {
        return std::memcmp(a.bytes.data(), b.bytes.data(), sizeof(a.bytes)) == 0;
    }
    /// The order of the texts.
    friend std::strong_ordering operator<=>(const PackedUuid& a, const PackedUuid& b)
    {
        return std::memcmp(a.bytes.data(), b.bytes.data(), sizeof(a.bytes)) <=> 0;
    }
};

}  // namespace otto
