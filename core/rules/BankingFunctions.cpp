// SPDX-License-Identifier: Apache-2.0
#include "core/rules/BankingFunctions.h"

#include "core/rules/BankingCalendar.h"
#include "core/rules/RuleText.h"

namespace otto {
namespace {

using cel::CallContext;
using cel::Type;
using cel::Value;

/// Beyond it a deadline is a slip of the pen, and counting takes time.
constexpr std::int64_t kDaysMax = 100;

bool isDated(const Value& value)
{
    return value.kind() == cel::Kind::Timestamp;
}

/// A time that is not known is null.
Value unfit(CallContext& context)
{
    return Value::error(cel::ErrorCode::NoMatchingOverload, "expected a time to count from",
                        context.arena);
}

Value bankingDays(CallContext& context, const Value* v)
{
    if (!isDated(v[0]) || v[1].kind() != cel::Kind::Int) {
        return unfit(context);
    }
    const std::int64_t days = v[1].asInt();
    if (days < 0 || days > kDaysMax) {
        return Value::error(cel::ErrorCode::Range, "expected 0 to 100 banking days", context.arena);
    }
    // A look at each of some ten days for every week.
    context.steps.take(static_cast<std::uint64_t>(days) + 1);
    return Value::duration(bankingDaysAfter(instantOf(v[0]), static_cast<std::uint32_t>(days)));
}

Value toEndOfDay(CallContext& context, const Value* v)
{
    return isDated(v[0]) ? Value::duration(toEndOfBankingDay(instantOf(v[0]))) : unfit(context);
}

}  // namespace

void addBankingFunctions(cel::Schema& schema)
{
    schema.addFunction("bankingDays",
                       {{Type::timestamp(), Type::integer()}, Type::duration(), bankingDays, true});
    schema.addFunction("toEndOfBankingDay",
                       {{Type::timestamp()}, Type::duration(), toEndOfDay, true});
}

}  // namespace otto
