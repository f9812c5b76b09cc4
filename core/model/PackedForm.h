// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Payment.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

// What PaymentPacker and PaymentUnpacker agree upon.
namespace otto::packed {

/// How a text is written. Greater numbers refer to a text written before (even) or to one in the
/// pool (odd).
enum class TextForm : std::uint8_t { Empty, Uuid, Verbatim };
constexpr std::uint64_t kTextForms = 3;
/// Verbatim texts that later ones may refer to; shorter ones would gain nothing.
constexpr std::size_t kReferredMin = 4;
constexpr std::size_t kReferredMax = 24;
/// Numbers are written in groups of bits, the lowest first, each but the last marked (LEB128).
constexpr unsigned kGroupBits = 7;
constexpr std::uint64_t kGroupMask = (1U << kGroupBits) - 1;
constexpr std::size_t kNumberBytesMax = 10;

inline AssertionKey keyOf(const PaymentEntry& entry)
{
    return {entry.version, entry.from.time, entry.from.id};
}

/// Moves `at` behind the number.
inline std::uint64_t takeNumber(const std::uint8_t*& at)
{
    std::uint64_t number = 0;
    for (unsigned shift = 0;; shift += kGroupBits) {
        const std::uint64_t group = *at++;
        number |= (group & kGroupMask) << shift;
        if (group <= kGroupMask) {
            return number;
        }
    }
}

/// Moves `at` behind the text, which stays where it is.
inline std::string_view takeText(const std::uint8_t*& at)
{
    const std::uint64_t size = takeNumber(at);
    const auto* text = reinterpret_cast<const char*>(at);
    at += size;
    return {text, size};
}

}  // namespace otto::packed
