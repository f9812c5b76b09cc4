// SPDX-License-Identifier: Apache-2.0
#include "core/cel/ArenaMap.h"

#include "core/cel/Equality.h"

#include <bit>
#include <cmath>
#include <functional>
#include <optional>

namespace otto::cel {
namespace {

/// Up to so many entries are looked through one by one.
constexpr std::size_t kSmallMap = 8;

const ArenaMap& self(const void* map)
{
    return *static_cast<const ArenaMap*>(map);
}

std::uint64_t mix(std::uint64_t bits)
{
    bits ^= bits >> 33U;
    bits *= 0xFF51'AFD7'ED55'8CCDULL;
    bits ^= bits >> 33U;
    bits *= 0xC4CE'B9FE'1A85'EC53ULL;
    return bits ^ (bits >> 33U);
}

/// An int or uint; of a double the one of exactly its value.
std::optional<Value> asWhole(const Value& value)
{
    if (value.kind() == Kind::Int || value.kind() == Kind::Uint)
        return value;
    if (value.kind() != Kind::Double || value.asDouble() != std::trunc(value.asDouble()))
        return std::nullopt;
    const double number = value.asDouble();
    if (number >= 0 && number < 0x1p64)
        return Value::unsignedInteger(static_cast<std::uint64_t>(number));
    if (number < 0 && number >= -0x1p63)
        return Value::integer(static_cast<std::int64_t>(number));
    return std::nullopt;
}

}  // namespace

const MapView kArenaMapView{
    [](const void* map) { return self(map).entries.size(); },
    [](const void* map, const Value& key, Arena&, Value& found) {
        const MapEntry* const entry = self(map).find(key);
        if (entry != nullptr)
            found = entry->value;
        return entry != nullptr;
    },
    [](const void* map, std::size_t index, Arena&, Value& key, Value& value) {
        const MapEntry& entry = self(map).entries[index];
        key = entry.key;
        value = entry.value;
    },
};

bool isKeyKind(Kind kind)
{
    return kind == Kind::Int || kind == Kind::Uint || kind == Kind::Bool || kind == Kind::String;
}

std::uint64_t hashOfKey(const Value& key)
{
    switch (key.kind()) {
    case Kind::String: return std::hash<std::string_view>()(key.asText());
    case Kind::Bool: return key.asBool() ? 0x9E37'79B9U : 0x85EB'CA6BU;
    case Kind::Double: {
        const std::optional<Value> whole = asWhole(key);
        return whole ? mix(whole->asUint()) : 0;
    }
    default: return mix(key.asUint());
    }
}

bool areKeysEqual(const Value& a, const Value& b)
{
    if (a.kind() == b.kind() && a.kind() == Kind::String)
        return a.asText() == b.asText();
    if (a.kind() == b.kind() && a.kind() == Kind::Bool)
        return a.asBool() == b.asBool();
    const std::optional<Value> left = asWhole(a);
    const std::optional<Value> right = asWhole(b);
    return left && right && compareNumbers(*left, *right) == std::partial_ordering::equivalent;
}

const MapEntry* ArenaMap::find(const Value& key) const
{
    if (table.empty()) {
        for (const MapEntry& entry : entries) {
            if (areKeysEqual(entry.key, key))
                return &entry;
        }
        return nullptr;
    }
    const std::size_t mask = table.size() - 1;
    for (std::size_t slot = hashOfKey(key) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
        const MapEntry& entry = entries[table[slot] - 1];
        if (areKeysEqual(entry.key, key))
            return &entry;
    }
    return nullptr;
}

Value Value::map(std::span<const MapEntry> entries, Arena& arena)
{
    ArenaMap map{entries, {}};
    std::span<std::uint32_t> table;
    if (entries.size() > kSmallMap)
        table = arena.array<std::uint32_t>(std::bit_ceil(entries.size() * 2));
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Value& key = entries[i].key;
        if (!isKeyKind(key.kind()))
            return error(ErrorCode::UnsupportedKey,
                         std::string("a map key is an int, uint, bool or string, not ")
                             .append(typeName(key)),
                         arena);
        const ArenaMap before{entries.first(i), table};
        if (before.find(key) != nullptr)
            return error(ErrorCode::RepeatedKey,
                         "the map has the key " + toText(key, 100) + " twice", arena);
        if (table.empty())
            continue;
        std::size_t slot = hashOfKey(key) & (table.size() - 1);
        while (table[slot] != 0)
            slot = (slot + 1) & (table.size() - 1);
        table[slot] = static_cast<std::uint32_t>(i + 1);
    }
    map.table = table;
    return Value::map(arena.make(map), &kArenaMapView);
}

}  // namespace otto::cel
