// SPDX-License-Identifier: Apache-2.0
#include "core/cel/ArenaMap.h"
#include "core/cel/Equality.h"
#include "core/cel/Utf8.h"
#include "core/cel/functions/StandardFunctions.h"

#include <cmath>
#include <optional>

namespace otto::cel {
namespace {

/// A list index may be any number that is whole.
std::optional<std::int64_t> wholeNumber(const Value& value)
{
    constexpr double kLimit = 0x1p62;
    switch (value.kind()) {
    case Kind::Int: return value.asInt();
    case Kind::Uint:
        return value.asUint() < (std::uint64_t{1} << 62U)
                   ? std::optional(static_cast<std::int64_t>(value.asUint()))
                   : std::nullopt;
    case Kind::Double: {
        const double number = value.asDouble();
        if (!(std::fabs(number) < kLimit) || number != std::trunc(number))
            return std::nullopt;
        return static_cast<std::int64_t>(number);
    }
    default: return std::nullopt;
    }
}

Value elementAt(CallContext& context, const Value& list, const Value& position)
{
    const auto index = wholeNumber(position);
    if (!index)
        return noMatchingOverload();
    if (*index < 0 || static_cast<std::uint64_t>(*index) >= list.listSize()) {
        return Value::error(ErrorCode::IndexOutOfRange,
                            "index out of range: " + std::to_string(*index) + " of "
                                + std::to_string(list.listSize()),
                            context.arena);
    }
    return list.listAt(static_cast<std::size_t>(*index), context.arena);
}

Value isInList(CallContext& context, const Value& wanted, const Value& list)
{
    Value result = Value::boolean(false);
    const std::size_t size = list.listSize();
    for (std::size_t i = 0; i < size; ++i) {
        if (!context.steps.take(1))
            return Value::error(ErrorCode::TooManySteps);
        const Value same = equal(wanted, list.listAt(i, context.arena), context);
        if (same.isTrue())
            return same;
        if (same.isError())
            result = same;
    }
    return result;
}

Value size(CallContext& context, const Value* v)
{
    const auto sizeValue = [](std::size_t count) {
        return Value::integer(static_cast<std::int64_t>(count));
    };
    switch (v[0].kind()) {
    case Kind::String:
        if (!context.steps.takeBytes(v[0].asText().size()))
            return Value::error(ErrorCode::TooManySteps);
        return sizeValue(codePoints(v[0].asText()));
    case Kind::Bytes: return sizeValue(v[0].asText().size());
    case Kind::List: return sizeValue(v[0].listSize());
    case Kind::Map: return sizeValue(v[0].mapSize());
    default: return noMatchingOverload();
    }
}

}  // namespace

Value callIndex(CallContext& context, const Value* v)
{
    if (v[0].kind() == Kind::List)
        return elementAt(context, v[0], v[1]);
    if (v[0].kind() != Kind::Map)
        return noMatchingOverload();
    Value found;
    if (v[0].mapFind(v[1], context.arena, found))
        return found;
    return Value::error(ErrorCode::NoSuchKey, "no such key: " + toText(v[1], 100), context.arena);
}

Value callIn(CallContext& context, const Value* v)
{
    if (v[1].kind() == Kind::List)
        return isInList(context, v[0], v[1]);
    if (v[1].kind() != Kind::Map)
        return noMatchingOverload();
    Value found;
    return Value::boolean(v[1].mapFind(v[0], context.arena, found));
}

void addCollectionFunctions(FunctionTable& table)
{
    const Type a = Type::parameter(0);
    const Type b = Type::parameter(1);
    table.add("_[_]", {{Type::list(a), Type::integer()}, a, callIndex});
    table.add("_[_]", {{Type::map(a, b), a}, b, callIndex});
    table.add("@in", {{a, Type::list(a)}, Type::boolean(), callIn});
    table.add("@in", {{a, Type::map(a, b)}, Type::boolean(), callIn});
    for (const bool isReceiver : {false, true}) {
        addOverloads(table, "size",
                     {{Type::string()}, {Type::bytes()}, {Type::list(a)}, {Type::map(a, b)}},
                     Type::integer(), size, isReceiver);
    }
}

}  // namespace otto::cel
