// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Money.h"
#include "core/base/Time.h"
#include "core/cel/Arena.h"

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace otto::cel {

class RecordType;
class Value;

/// What a value is at run time (langdef "Values"; Money and Record are ours, see README.md).
enum class Kind : std::uint8_t {
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    Money,
    List,
    Map,
    Type,
    Record,
    Error,
};

/// A point in UTC time between 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999999Z.
struct Timestamp
{
    /// Since 1970-01-01T00:00:00Z.
    std::int64_t seconds = 0;
    /// 0 to 999'999'999, always forward in time.
    std::int32_t nanos = 0;

    friend auto operator<=>(const Timestamp&, const Timestamp&) = default;
};

enum class ErrorCode : std::uint8_t {
    NoMatchingOverload,
    NoSuchField,
    NoSuchKey,
    IndexOutOfRange,
    DivideByZero,
    Overflow,
    Range,
    BadConversion,
    BadArgument,
    RepeatedKey,
    UnsupportedKey,
    UnboundName,
    CurrencyMismatch,
    /// The evaluation took more steps than Limits::steps; never absorbed by `&&` or `||`.
    TooManySteps,
};

/// What an Error value points to; it lives in an arena or is a constant.
struct ErrorDetail
{
    ErrorCode code = ErrorCode::BadArgument;
    /// One sentence without position.
    std::string_view message;
};

/// A list that is not made of Values: a C++ vector inside a record, say, without copying. `list` is
/// the object given to Value::list; both functions are pure and may be called from any thread.
struct ListView
{
    std::size_t (*size)(const void* list);
    /// `index` is below size.
    Value (*at)(const void* list, std::size_t index, Arena& arena);
};

/// The same for a map. Keys are int, uint, bool or string; the order of entries is stable.
struct MapView
{
    std::size_t (*size)(const void* map);
    /// False when there is no such key. An int key equals a uint key of the same number.
    bool (*find)(const void* map, const Value& key, Arena& arena, Value& found);
    void (*entryAt)(const void* map, std::size_t index, Arena& arena, Value& key, Value& value);
};

struct MapEntry;

/// One CEL value: 24 bytes, copied like a number. It owns nothing: strings, lists, maps, records
/// and error texts belong to an arena, to the program, or to the caller's objects and must outlive
/// it. Accessors are valid for the matching kind only. A default value is null.
class Value
{
public:
    constexpr Value() = default;

    static constexpr Value null() { return {}; }
    static constexpr Value boolean(bool value) { return {Kind::Bool, Word(std::uint64_t{value})}; }
    static constexpr Value integer(std::int64_t value) { return {Kind::Int, Word(value)}; }
    static constexpr Value unsignedInteger(std::uint64_t value)
    {
        return {Kind::Uint, Word(value)};
    }
    static constexpr Value number(double value) { return {Kind::Double, Word(value)}; }
    /// Valid UTF-8.
    static constexpr Value string(std::string_view text)
    {
        return {Kind::String, Word(std::uint64_t{text.size()}), 0, text.data()};
    }
    static constexpr Value bytes(std::string_view octets)
    {
        return {Kind::Bytes, Word(std::uint64_t{octets.size()}), 0, octets.data()};
    }
    static constexpr Value timestamp(Timestamp at)
    {
        return {Kind::Timestamp, Word(at.seconds), static_cast<std::uint32_t>(at.nanos)};
    }
    static Value timestamp(Instant at);
    static constexpr Value duration(std::chrono::nanoseconds span)
    {
        return {Kind::Duration, Word(std::int64_t{span.count()})};
    }
    static Value money(const Money& amount);
    /// The values stay where they are.
    static constexpr Value list(std::span<const Value> values)
    {
        return {Kind::List, Word(std::uint64_t{values.size()}), 0, values.data()};
    }
    static constexpr Value list(const void* object, const ListView* view)
    {
        return {Kind::List, Word(view), kNative, object};
    }
    static constexpr Value map(const void* object, const MapView* view)
    {
        return {Kind::Map, Word(view), kNative, object};
    }
    /// A map of entries in the arena. Error RepeatedKey or UnsupportedKey; the cost is linear.
    static Value map(std::span<const MapEntry> entries, Arena& arena);
    /// A type as a value, by its name ("int", "google.protobuf.Timestamp", a record type's name).
    static constexpr Value type(std::string_view name)
    {
        return {Kind::Type, Word(std::uint64_t{name.size()}), 0, name.data()};
    }
    static constexpr Value record(const void* object, const RecordType* type)
    {
        return {Kind::Record, Word(type), 0, object};
    }
    static constexpr Value error(const ErrorDetail* detail, std::uint32_t offset = kNoOffset)
    {
        return {Kind::Error, Word(std::uint64_t{0}), offset, detail};
    }
    /// An error with the code's standard sentence.
    static Value error(ErrorCode code);
    static Value error(ErrorCode code, std::string_view message, Arena& arena);

    [[nodiscard]] constexpr Kind kind() const { return m_kind; }
    [[nodiscard]] constexpr bool isError() const { return m_kind == Kind::Error; }
    [[nodiscard]] constexpr bool isNull() const { return m_kind == Kind::Null; }
    [[nodiscard]] constexpr bool isTrue() const
    {
        return m_kind == Kind::Bool && m_word.natural != 0;
    }
    [[nodiscard]] constexpr bool isFalse() const
    {
        return m_kind == Kind::Bool && m_word.natural == 0;
    }

    [[nodiscard]] constexpr bool asBool() const { return m_word.natural != 0; }
    [[nodiscard]] constexpr std::int64_t asInt() const { return m_word.integer; }
    [[nodiscard]] constexpr std::uint64_t asUint() const { return m_word.natural; }
    [[nodiscard]] constexpr double asDouble() const { return m_word.number; }
    /// Of String, Bytes and Type.
    [[nodiscard]] constexpr std::string_view asText() const
    {
        return {static_cast<const char*>(m_pointer), static_cast<std::size_t>(m_word.natural)};
    }
    [[nodiscard]] constexpr Timestamp asTimestamp() const
    {
        return {m_word.integer, static_cast<std::int32_t>(m_extra)};
    }
    [[nodiscard]] constexpr std::chrono::nanoseconds asDuration() const
    {
        return std::chrono::nanoseconds{m_word.integer};
    }
    [[nodiscard]] Money asMoney() const;
    /// Of two amounts.
    [[nodiscard]] constexpr bool hasCurrencyOf(const Value& other) const
    {
        return m_extra == other.m_extra;
    }
    [[nodiscard]] const void* object() const { return m_pointer; }
    [[nodiscard]] const RecordType* recordType() const { return m_word.record; }
    [[nodiscard]] const ErrorDetail& asError() const
    {
        return *static_cast<const ErrorDetail*>(m_pointer);
    }
    /// Where in the expression the error arose, kNoOffset when unknown.
    [[nodiscard]] constexpr std::uint32_t errorOffset() const { return m_extra; }

    [[nodiscard]] std::size_t listSize() const
    {
        return m_extra == kNative ? m_word.list->size(m_pointer)
                                  : static_cast<std::size_t>(m_word.natural);
    }
    [[nodiscard]] Value listAt(std::size_t index, Arena& arena) const
    {
        return m_extra == kNative ? m_word.list->at(m_pointer, index, arena)
                                  : static_cast<const Value*>(m_pointer)[index];
    }
    [[nodiscard]] std::size_t mapSize() const { return m_word.map->size(m_pointer); }
    [[nodiscard]] bool mapFind(const Value& key, Arena& arena, Value& found) const
    {
        return m_word.map->find(m_pointer, key, arena, found);
    }
    void mapEntryAt(std::size_t index, Arena& arena, Value& key, Value& value) const
    {
        m_word.map->entryAt(m_pointer, index, arena, key, value);
    }

    static constexpr std::uint32_t kNoOffset = 0xFFFF'FFFF;

private:
    static constexpr std::uint32_t kNative = 1;

    union Word
    {
        std::uint64_t natural;
        std::int64_t integer;
        double number;
        const ListView* list;
        const MapView* map;
        const RecordType* record;

        constexpr explicit Word(std::uint64_t value) : natural(value) {}
        constexpr explicit Word(std::int64_t value) : integer(value) {}
        constexpr explicit Word(double value) : number(value) {}
        constexpr explicit Word(const ListView* view) : list(view) {}
        constexpr explicit Word(const MapView* view) : map(view) {}
        constexpr explicit Word(const RecordType* type) : record(type) {}
    };

    constexpr Value(Kind kind, Word word, std::uint32_t extra = 0, const void* pointer = nullptr)
        : m_kind(kind), m_extra(extra), m_word(word), m_pointer(pointer)
    {}

    Kind m_kind = Kind::Null;
    /// Nanoseconds of a timestamp, letters of a currency, offset of an error, native list or map.
    std::uint32_t m_extra = 0;
    Word m_word{std::uint64_t{0}};
    const void* m_pointer = nullptr;
};
static_assert(sizeof(Value) == 24 && std::is_trivially_copyable_v<Value>);

struct MapEntry
{
    Value key;
    Value value;
};

/// The run-time type's name as `type(x)` gives it: "int", "list", "google.protobuf.Timestamp",
/// "money", a record type's name.
std::string_view typeName(const Value& value);

/// The value in CEL's literal syntax where there is one: `[1, 2u, 'x', b'\xff', null]`,
/// `timestamp('…')`, `duration('90s')`, `money('12.50', 'USD')`, records as `Name{field: value}`,
/// errors as `error: sentence`. Deterministic; cut with `…` beyond `limit` bytes.
std::string toText(const Value& value, std::size_t limit = 4096);

}  // namespace otto::cel
