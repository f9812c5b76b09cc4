// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
};

}  // namespace otto
