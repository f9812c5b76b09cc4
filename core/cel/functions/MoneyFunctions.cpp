// SPDX-License-Identifier: Apache-2.0
#include "core/cel/functions/StandardFunctions.h"

namespace otto::cel {
namespace {

Value toMoney(CallContext& context, const Value* v)
{
    if (v[0].kind() != Kind::String || v[1].kind() != Kind::String)
        return noMatchingOverload();
    const Result<Money> amount = Money::parse(v[0].asText(), v[1].asText());
    if (!amount)
        return Value::error(ErrorCode::BadConversion, amount.error().text, context.arena);
    return Value::money(*amount);
}

Value currency(CallContext& context, const Value* v)
{
    if (v[0].kind() != Kind::Money)
        return noMatchingOverload();
    return Value::string(context.arena.copy(v[0].asMoney().currency.text()));
}

Value amount(CallContext& context, const Value* v)
{
    if (v[0].kind() != Kind::Money)
        return noMatchingOverload();
    return Value::string(context.arena.copy(v[0].asMoney().amountText()));
}

Value minorUnits(CallContext&, const Value* v)
{
    return v[0].kind() == Kind::Money ? Value::integer(v[0].asInt()) : noMatchingOverload();
}

}  // namespace

void addMoneyFunctions(FunctionTable& table)
{
    table.add("money", {{Type::string(), Type::string()}, Type::money(), toMoney});
    table.add("currency", {{Type::money()}, Type::string(), currency, true});
    table.add("amount", {{Type::money()}, Type::string(), amount, true});
    table.add("minorUnits", {{Type::money()}, Type::integer(), minorUnits, true});
}

}  // namespace otto::cel
