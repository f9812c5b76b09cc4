// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Value.h"

#include "core/cel/RecordType.h"

#include <array>

namespace otto::cel {
namespace {

// By ErrorCode.
constexpr std::array kDetails{
    ErrorDetail{ErrorCode::NoMatchingOverload, "no such overload"},
    ErrorDetail{ErrorCode::NoSuchField, "no such field"},
    ErrorDetail{ErrorCode::NoSuchKey, "no such key"},
    ErrorDetail{ErrorCode::IndexOutOfRange, "index out of range"},
    ErrorDetail{ErrorCode::DivideByZero, "divide by zero"},
    ErrorDetail{ErrorCode::Overflow, "the number leaves the range of its type"},
    ErrorDetail{ErrorCode::Range, "the value leaves the range of its type"},
    ErrorDetail{ErrorCode::BadConversion, "type conversion error"},
    ErrorDetail{ErrorCode::BadArgument, "invalid argument"},
    ErrorDetail{ErrorCode::RepeatedKey, "repeated key"},
    ErrorDetail{ErrorCode::UnsupportedKey, "unsupported key type"},
    ErrorDetail{ErrorCode::UnboundName, "unbound name"},
    ErrorDetail{ErrorCode::CurrencyMismatch, "the amounts are of different currencies"},
    ErrorDetail{ErrorCode::TooManySteps, "the evaluation takes too many steps"},
};

constexpr std::int64_t kMillisPerSecond = 1000;
constexpr std::int32_t kNanosPerMilli = 1'000'000;

std::uint32_t letters(const Currency& currency)
{
    std::uint32_t packed = 0;
    for (const char c : currency.code)
        packed = packed << 8U | static_cast<unsigned char>(c);
    return packed;
}

}  // namespace

Value Value::timestamp(Instant at)
{
    std::int64_t seconds = at.ms / kMillisPerSecond;
    std::int64_t millis = at.ms % kMillisPerSecond;
    if (millis < 0) {
        --seconds;
        millis += kMillisPerSecond;
    }
    return timestamp(Timestamp{seconds, static_cast<std::int32_t>(millis) * kNanosPerMilli});
}

Value Value::money(const Money& amount)
{
    return {Kind::Money, Word(amount.minor), letters(amount.currency)};
}

Money Value::asMoney() const
{
    const auto letter = [this](unsigned shift) {
        return static_cast<char>(static_cast<unsigned char>(m_extra >> shift));
    };
    return {m_word.integer, Currency{{letter(16), letter(8), letter(0)}}};
}

Value Value::error(ErrorCode code)
{
    return error(&kDetails[static_cast<std::size_t>(code)]);
}

Value Value::error(ErrorCode code, std::string_view message, Arena& arena)
{
    return error(arena.make(ErrorDetail{code, arena.copy(message)}));
}

std::string_view typeName(const Value& value)
{
    switch (value.kind()) {
    case Kind::Null: return "null_type";
    case Kind::Bool: return "bool";
    case Kind::Int: return "int";
    case Kind::Uint: return "uint";
    case Kind::Double: return "double";
    case Kind::String: return "string";
    case Kind::Bytes: return "bytes";
    case Kind::Timestamp: return "google.protobuf.Timestamp";
    case Kind::Duration: return "google.protobuf.Duration";
    case Kind::Money: return "money";
    case Kind::List: return "list";
    case Kind::Map: return "map";
    case Kind::Type: return "type";
    case Kind::Record: return value.recordType()->name();
    case Kind::Error: return "error";
    }
    return "error";
}

}  // namespace otto::cel
