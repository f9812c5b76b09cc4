// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// First byte of an entry in a block's payload (README.md, "Entries").
namespace otto::CaptureEntry {

inline constexpr std::uint8_t Topic = 1;
inline constexpr std::uint8_t Record = 2;
inline constexpr std::uint8_t Proof = 3;
inline constexpr std::uint8_t Gap = 4;

}  // namespace otto::CaptureEntry
