// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// Bytes of a capture that could not be read.
struct CaptureDamage
{
    /// First byte, and the first one after.
    std::uint64_t from = 0;
    std::uint64_t to = 0;
    /// What was in them, where what follows says so; at the torn end of a file nobody knows.
    std::optional<std::uint64_t> blocksLost;
    std::optional<std::uint64_t> recordsLost;
    /// A clause: `the checksum of a block does not fit`.
    std::string reason;

    /// `bytes 128 to 4711: the checksum of a block does not fit; 1 block with 25 records is lost`
    [[nodiscard]] std::string text() const;
};

/// All of them in one sentence with sums, for people; empty when there is none.
std::string captureDamageText(const std::vector<CaptureDamage>& damage);

}  // namespace otto
