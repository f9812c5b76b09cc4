// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Equality.h"
#include "core/cel/functions/StandardFunctions.h"

#include <array>

namespace otto::cel {
namespace {

template <typename Holds>
Value ordered(CallContext& context, const Value* v, Holds holds)
{
    if ((v[0].kind() == Kind::String || v[0].kind() == Kind::Bytes) && v[0].kind() == v[1].kind()
        && !context.steps.takeBytes(std::min(v[0].asText().size(), v[1].asText().size())))
        return Value::error(ErrorCode::TooManySteps);
    const Ordering ordering = compare(v[0], v[1]);
    if (ordering.error)
        return Value::error(*ordering.error);
    return Value::boolean(holds(ordering.order));
}

}  // namespace

Value callEqual(CallContext& context, const Value* v)
{
    return equal(v[0], v[1], context);
}

Value callNotEqual(CallContext& context, const Value* v)
{
    const Value same = equal(v[0], v[1], context);
    return same.isError() ? same : Value::boolean(!same.asBool());
}

Value callLess(CallContext& context, const Value* v)
{
    return ordered(context, v, [](std::partial_ordering o) { return o < 0; });
}

Value callLessOrEqual(CallContext& context, const Value* v)
{
    return ordered(context, v, [](std::partial_ordering o) { return o <= 0; });
}

Value callGreater(CallContext& context, const Value* v)
{
    return ordered(context, v, [](std::partial_ordering o) { return o > 0; });
}

Value callGreaterOrEqual(CallContext& context, const Value* v)
{
    return ordered(context, v, [](std::partial_ordering o) { return o >= 0; });
}

void addComparisons(FunctionTable& table)
{
    const Type any = Type::parameter(0);
    addOverloads(table, "_==_", {{any, any}}, Type::boolean(), callEqual);
    addOverloads(table, "_!=_", {{any, any}}, Type::boolean(), callNotEqual);
    const std::array<std::pair<const char*, FunctionCall>, 4> kOrders{{
        {"_<_", callLess},
        {"_<=_", callLessOrEqual},
        {"_>_", callGreater},
        {"_>=_", callGreaterOrEqual},
    }};
    const std::array kNumbers{Type::integer(), Type::unsignedInteger(), Type::number()};
    for (const auto& [name, call] : kOrders) {
        for (const Type& type : {Type::boolean(), Type::string(), Type::bytes(), Type::timestamp(),
                                 Type::duration(), Type::money()})
            table.add(name, {{type, type}, Type::boolean(), call});
        for (const Type& a : kNumbers) {
            for (const Type& b : kNumbers)
                table.add(name, {{a, b}, Type::boolean(), call});
        }
    }
}

}  // namespace otto::cel
