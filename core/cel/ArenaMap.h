// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Value.h"

#include <cstdint>
#include <span>

namespace otto::cel {

/// A map made at run time: entries in the order they were written, and beyond a few entries an open
/// hash table over them. Lives in an arena.
struct ArenaMap
{
    std::span<const MapEntry> entries;
    /// Index of an entry plus one, 0 where free; a power of two in size, or empty.
    std::span<const std::uint32_t> table;

    [[nodiscard]] const MapEntry* find(const Value& key) const;
};

extern const MapView kArenaMapView;

/// Int, uint, bool or string.
bool isKeyKind(Kind kind);

/// Equal keys have equal hashes, whatever their kind.
std::uint64_t hashOfKey(const Value& key);

/// Keys only: numbers on one line, no errors.
bool areKeysEqual(const Value& a, const Value& b);

}  // namespace otto::cel
