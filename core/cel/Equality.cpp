// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Equality.h"

#include <algorithm>

namespace otto::cel {
namespace {

/// Values deeper than this are not compared: the comparison recurses.
constexpr std::size_t kDeepest = 500;

bool isNumber(Kind kind)
{
    return kind == Kind::Int || kind == Kind::Uint || kind == Kind::Double;
}

// An int or uint beyond the doubles' 53 bits is compared as the nearest double: the conformance
// suite (comparisons) has 9223372036854775807 >= 9223372036854775808.0.
std::partial_ordering compareToDouble(const Value& whole, double number)
{
    if (whole.kind() == Kind::Uint)
        return static_cast<double>(whole.asUint()) <=> number;
    return static_cast<double>(whole.asInt()) <=> number;
}

std::partial_ordering reversed(std::partial_ordering order)
{
    return 0 <=> order;
}

class DeepEquality
{
public:
    explicit DeepEquality(CallContext& context) : m_context(context) {}

    Value of(const Value& a, const Value& b, std::size_t depth)
    {
        if (a.isError() || b.isError())
            return a.isError() ? a : b;
        if (depth > kDeepest) {
            return Value::error(ErrorCode::BadArgument, "the values are nested too deep to compare",
                                m_context.arena);
        }
        if (a.kind() == Kind::List && b.kind() == Kind::List)
            return lists(a, b, depth);
        if (a.kind() == Kind::Map && b.kind() == Kind::Map)
            return maps(a, b, depth);
        if (a.kind() != b.kind() || a.kind() == Kind::Double) {
            return Value::boolean(isNumber(a.kind()) && isNumber(b.kind())
                                  && compareNumbers(a, b) == std::partial_ordering::equivalent);
        }
        return sameKind(a, b);
    }

private:
    Value sameKind(const Value& a, const Value& b)
    {
        switch (a.kind()) {
        case Kind::Null: return Value::boolean(true);
        case Kind::String:
        case Kind::Bytes:
            if (!m_context.steps.takeBytes(std::min(a.asText().size(), b.asText().size())))
                return Value::error(ErrorCode::TooManySteps);
            return Value::boolean(a.asText() == b.asText());
        case Kind::Type: return Value::boolean(a.asText() == b.asText());
        case Kind::Timestamp: return Value::boolean(a.asTimestamp() == b.asTimestamp());
        case Kind::Record:
            return Value::boolean(a.object() == b.object() && a.recordType() == b.recordType());
        case Kind::Money:
            if (!a.hasCurrencyOf(b))
                return Value::error(ErrorCode::CurrencyMismatch);
            return Value::boolean(a.asInt() == b.asInt());
        default: return Value::boolean(a.asUint() == b.asUint());
        }
    }

    /// a[0] == b[0] && a[1] == b[1] …: a difference outweighs an error.
    Value lists(const Value& a, const Value& b, std::size_t depth)
    {
        const std::size_t size = a.listSize();
        if (size != b.listSize())
            return Value::boolean(false);
        Value result = Value::boolean(true);
        for (std::size_t i = 0; i < size; ++i) {
            if (!m_context.steps.take(1))
                return Value::error(ErrorCode::TooManySteps);
            const Value same =
                of(a.listAt(i, m_context.arena), b.listAt(i, m_context.arena), depth + 1);
            if (same.isFalse())
                return same;
            if (same.isError())
                result = same;
        }
        return result;
    }

    Value maps(const Value& a, const Value& b, std::size_t depth)
    {
        const std::size_t size = a.mapSize();
        if (size != b.mapSize())
            return Value::boolean(false);
        Value result = Value::boolean(true);
        for (std::size_t i = 0; i < size; ++i) {
            if (!m_context.steps.take(1))
                return Value::error(ErrorCode::TooManySteps);
            Value key;
            Value value;
            Value other;
            a.mapEntryAt(i, m_context.arena, key, value);
            if (!b.mapFind(key, m_context.arena, other))
                return Value::boolean(false);
            const Value same = of(value, other, depth + 1);
            if (same.isFalse())
                return same;
            if (same.isError())
                result = same;
        }
        return result;
    }

    CallContext& m_context;
};

}  // namespace

std::partial_ordering compareNumbers(const Value& a, const Value& b)
{
    if (a.kind() == b.kind()) {
        if (a.kind() == Kind::Int)
            return a.asInt() <=> b.asInt();
        if (a.kind() == Kind::Uint)
            return a.asUint() <=> b.asUint();
        return a.asDouble() <=> b.asDouble();
    }
    if (a.kind() == Kind::Double)
        return reversed(compareToDouble(b, a.asDouble()));
    if (b.kind() == Kind::Double)
        return compareToDouble(a, b.asDouble());
    if (a.kind() == Kind::Int) {
        return a.asInt() < 0 ? std::partial_ordering::less
                             : static_cast<std::uint64_t>(a.asInt()) <=> b.asUint();
    }
    return reversed(compareNumbers(b, a));
}

Value equal(const Value& a, const Value& b, CallContext& context)
{
    return DeepEquality(context).of(a, b, 0);
}

Ordering compare(const Value& a, const Value& b)
{
    if (isNumber(a.kind()) && isNumber(b.kind()))
        return {compareNumbers(a, b), {}};
    if (a.kind() == b.kind()) {
        switch (a.kind()) {
        case Kind::Bool: return {a.asBool() <=> b.asBool(), {}};
        case Kind::String:
        case Kind::Bytes: return {a.asText() <=> b.asText(), {}};
        case Kind::Timestamp: return {a.asTimestamp() <=> b.asTimestamp(), {}};
        case Kind::Duration: return {a.asInt() <=> b.asInt(), {}};
        case Kind::Money:
            if (!a.hasCurrencyOf(b))
                return {std::partial_ordering::unordered, ErrorCode::CurrencyMismatch};
            return {a.asInt() <=> b.asInt(), {}};
        default: break;
        }
    }
    return {std::partial_ordering::unordered, ErrorCode::NoMatchingOverload};
}

}  // namespace otto::cel
