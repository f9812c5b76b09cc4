// SPDX-License-Identifier: Apache-2.0
#include "core/cel/TimeText.h"
#include "core/cel/functions/StandardFunctions.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace otto::cel {
namespace {

constexpr std::int64_t kLeastInt = std::numeric_limits<std::int64_t>::min();

Value overflow()
{
    return Value::error(ErrorCode::Overflow);
}

Value tooManySteps()
{
    return Value::error(ErrorCode::TooManySteps);
}

Value timestampOrRange(const std::optional<Timestamp>& at)
{
    return at ? Value::timestamp(*at) : Value::error(ErrorCode::Range);
}

std::chrono::nanoseconds nanos(std::int64_t count)
{
    return std::chrono::nanoseconds{count};
}

Value concatenate(CallContext& context, const Value& a, const Value& b)
{
    const std::string_view left = a.asText();
    const std::string_view right = b.asText();
    if (!context.steps.takeBytes(left.size() + right.size()))
        return tooManySteps();
    if (left.empty() || right.empty())
        return left.empty() ? b : a;
    char* const text = static_cast<char*>(context.arena.allocate(left.size() + right.size(), 1));
    std::memcpy(text, left.data(), left.size());
    std::memcpy(text + left.size(), right.data(), right.size());
    const std::string_view joined{text, left.size() + right.size()};
    return a.kind() == Kind::String ? Value::string(joined) : Value::bytes(joined);
}

Value joinLists(CallContext& context, const Value& a, const Value& b)
{
    const std::size_t left = a.listSize();
    const std::size_t right = b.listSize();
    if (!context.steps.takeBytes((left + right) * sizeof(Value)))
        return tooManySteps();
    if (left == 0 || right == 0)
        return left == 0 ? b : a;
    const std::span<Value> joined = context.arena.array<Value>(left + right);
    for (std::size_t i = 0; i < left; ++i)
        joined[i] = a.listAt(i, context.arena);
    for (std::size_t i = 0; i < right; ++i)
        joined[left + i] = b.listAt(i, context.arena);
    return Value::list(joined);
}

Value addMoney(const Money& a, const Money& b, bool isMinus)
{
    if (a.currency != b.currency)
        return Value::error(ErrorCode::CurrencyMismatch);
    std::int64_t minor = 0;
    const bool isOver = isMinus ? __builtin_sub_overflow(a.minor, b.minor, &minor)
                                : __builtin_add_overflow(a.minor, b.minor, &minor);
    return isOver ? overflow() : Value::money(Money{minor, a.currency});
}

Value subtract(CallContext&, const Value* v)
{
    const Value& a = v[0];
    const Value& b = v[1];
    std::int64_t signedResult = 0;
    std::uint64_t unsignedResult = 0;
    if (a.kind() == Kind::Timestamp && b.kind() == Kind::Duration)
        return timestampOrRange(minus(a.asTimestamp(), b.asDuration()));
    if (a.kind() != b.kind())
        return noMatchingOverload();
    switch (a.kind()) {
    case Kind::Int:
        return __builtin_sub_overflow(a.asInt(), b.asInt(), &signedResult)
                   ? overflow()
                   : Value::integer(signedResult);
    case Kind::Uint:
        return __builtin_sub_overflow(a.asUint(), b.asUint(), &unsignedResult)
                   ? overflow()
                   : Value::unsignedInteger(unsignedResult);
    case Kind::Double: return Value::number(a.asDouble() - b.asDouble());
    case Kind::Duration:
        return __builtin_sub_overflow(a.asInt(), b.asInt(), &signedResult)
                   ? Value::error(ErrorCode::Range)
                   : Value::duration(nanos(signedResult));
    case Kind::Timestamp: {
        const auto span = minus(a.asTimestamp(), b.asTimestamp());
        return span ? Value::duration(*span) : Value::error(ErrorCode::Range);
    }
    case Kind::Money: return addMoney(a.asMoney(), b.asMoney(), true);
    default: return noMatchingOverload();
    }
}

Value multiply(CallContext&, const Value* v)
{
    std::int64_t signedResult = 0;
    std::uint64_t unsignedResult = 0;
    if (v[0].kind() != v[1].kind())
        return noMatchingOverload();
    switch (v[0].kind()) {
    case Kind::Int:
        return __builtin_mul_overflow(v[0].asInt(), v[1].asInt(), &signedResult)
                   ? overflow()
                   : Value::integer(signedResult);
    case Kind::Uint:
        return __builtin_mul_overflow(v[0].asUint(), v[1].asUint(), &unsignedResult)
                   ? overflow()
                   : Value::unsignedInteger(unsignedResult);
    case Kind::Double: return Value::number(v[0].asDouble() * v[1].asDouble());
    default: return noMatchingOverload();
    }
}

Value divide(CallContext&, const Value* v)
{
    if (v[0].kind() != v[1].kind())
        return noMatchingOverload();
    switch (v[0].kind()) {
    case Kind::Int:
        if (v[1].asInt() == 0)
            return Value::error(ErrorCode::DivideByZero);
        if (v[0].asInt() == kLeastInt && v[1].asInt() == -1)
            return overflow();
        return Value::integer(v[0].asInt() / v[1].asInt());
    case Kind::Uint:
        if (v[1].asUint() == 0)
            return Value::error(ErrorCode::DivideByZero);
        return Value::unsignedInteger(v[0].asUint() / v[1].asUint());
    case Kind::Double: return Value::number(v[0].asDouble() / v[1].asDouble());
    default: return noMatchingOverload();
    }
}

Value modulo(CallContext& context, const Value* v)
{
    const auto byZero = [&context] {
        return Value::error(ErrorCode::DivideByZero, "modulus by zero", context.arena);
    };
    if (v[0].kind() != v[1].kind())
        return noMatchingOverload();
    switch (v[0].kind()) {
    case Kind::Int:
        if (v[1].asInt() == 0)
            return byZero();
        if (v[0].asInt() == kLeastInt && v[1].asInt() == -1)
            return overflow();
        return Value::integer(v[0].asInt() % v[1].asInt());
    case Kind::Uint:
        if (v[1].asUint() == 0)
            return byZero();
        return Value::unsignedInteger(v[0].asUint() % v[1].asUint());
    default: return noMatchingOverload();
    }
}

Value negate(CallContext&, const Value* v)
{
    switch (v[0].kind()) {
    case Kind::Int: return v[0].asInt() == kLeastInt ? overflow() : Value::integer(-v[0].asInt());
    case Kind::Double: return Value::number(-v[0].asDouble());
    default: return noMatchingOverload();
    }
}

Value logicalNot(CallContext&, const Value* v)
{
    return v[0].kind() == Kind::Bool ? Value::boolean(!v[0].asBool()) : noMatchingOverload();
}

}  // namespace

Value callAdd(CallContext& context, const Value* v)
{
    const Value& a = v[0];
    const Value& b = v[1];
    std::int64_t signedResult = 0;
    std::uint64_t unsignedResult = 0;
    if (a.kind() == Kind::Timestamp && b.kind() == Kind::Duration)
        return timestampOrRange(plus(a.asTimestamp(), b.asDuration()));
    if (a.kind() == Kind::Duration && b.kind() == Kind::Timestamp)
        return timestampOrRange(plus(b.asTimestamp(), a.asDuration()));
    if (a.kind() != b.kind())
        return noMatchingOverload();
    switch (a.kind()) {
    case Kind::Int:
        return __builtin_add_overflow(a.asInt(), b.asInt(), &signedResult)
                   ? overflow()
                   : Value::integer(signedResult);
    case Kind::Uint:
        return __builtin_add_overflow(a.asUint(), b.asUint(), &unsignedResult)
                   ? overflow()
                   : Value::unsignedInteger(unsignedResult);
    case Kind::Double: return Value::number(a.asDouble() + b.asDouble());
    case Kind::String:
    case Kind::Bytes: return concatenate(context, a, b);
    case Kind::List: return joinLists(context, a, b);
    case Kind::Duration:
        return __builtin_add_overflow(a.asInt(), b.asInt(), &signedResult)
                   ? Value::error(ErrorCode::Range)
                   : Value::duration(nanos(signedResult));
    case Kind::Money: return addMoney(a.asMoney(), b.asMoney(), false);
    default: return noMatchingOverload();
    }
}

void addArithmetic(FunctionTable& table)
{
    const Type list = Type::list(Type::parameter(0));
    const auto same = [&table](const char* name, const std::vector<Type>& types,
                               FunctionCall call) {
        for (const Type& type : types)
            table.add(name, {{type, type}, type, call});
    };
    const std::vector<Type> numbers{Type::integer(), Type::unsignedInteger(), Type::number()};
    same("_+_", numbers, callAdd);
    same("_+_", {Type::string(), Type::bytes(), list, Type::duration(), Type::money()}, callAdd);
    table.add("_+_", {{Type::timestamp(), Type::duration()}, Type::timestamp(), callAdd});
    table.add("_+_", {{Type::duration(), Type::timestamp()}, Type::timestamp(), callAdd});
    same("_-_", numbers, subtract);
    same("_-_", {Type::duration(), Type::money()}, subtract);
    table.add("_-_", {{Type::timestamp(), Type::duration()}, Type::timestamp(), subtract});
    table.add("_-_", {{Type::timestamp(), Type::timestamp()}, Type::duration(), subtract});
    same("_*_", numbers, multiply);
    same("_/_", numbers, divide);
    same("_%_", {Type::integer(), Type::unsignedInteger()}, modulo);
    table.add("-_", {{Type::integer()}, Type::integer(), negate});
    table.add("-_", {{Type::number()}, Type::number(), negate});
    table.add("!_", {{Type::boolean()}, Type::boolean(), logicalNot});
}

}  // namespace otto::cel
