// SPDX-License-Identifier: Apache-2.0
#include "core/cel/TimeText.h"
#include "core/cel/functions/StandardFunctions.h"

#include <chrono>
#include <optional>

namespace otto::cel {
namespace {

/// A timestamp as the calendar and the clock of a zone show it.
struct LocalTime
{
    std::chrono::sys_days day;
    std::chrono::year_month_day date{};
    std::int64_t secondOfDay = 0;
    std::int32_t nanos = 0;
};

std::optional<std::int32_t> offsetOf(const CallContext& context, std::string_view zone,
                                     std::int64_t seconds)
{
    if (zone.empty() || zone == "UTC" || zone == "Z")
        return 0;
    if (const auto fixed = parseFixedOffset(zone))
        return fixed;
    const Zone* const known = context.zones == nullptr ? nullptr : context.zones->find(zone);
    return known == nullptr ? std::nullopt : std::optional(known->offsetAt(seconds));
}

LocalTime localTime(Timestamp at, std::int32_t offset)
{
    const std::chrono::sys_seconds local{std::chrono::seconds{at.seconds + offset}};
    LocalTime time;
    time.day = std::chrono::floor<std::chrono::days>(local);
    time.date = std::chrono::year_month_day{time.day};
    time.secondOfDay = (local - time.day).count();
    time.nanos = at.nanos;
    return time;
}

using Selector = std::int64_t (*)(const LocalTime& time);

template <Selector select>
Value ofTimestamp(CallContext&, const Value* v)
{
    if (v[0].kind() != Kind::Timestamp)
        return noMatchingOverload();
    return Value::integer(select(localTime(v[0].asTimestamp(), 0)));
}

template <Selector select>
Value ofTimestampInZone(CallContext& context, const Value* v)
{
    if (v[0].kind() != Kind::Timestamp || v[1].kind() != Kind::String)
        return noMatchingOverload();
    const auto offset = offsetOf(context, v[1].asText(), v[0].asTimestamp().seconds);
    if (!offset) {
        return Value::error(ErrorCode::BadArgument, "unknown time zone " + toText(v[1], 80),
                            context.arena);
    }
    return Value::integer(select(localTime(v[0].asTimestamp(), *offset)));
}

/// The whole span in that unit, towards zero.
template <std::int64_t unit, Selector select>
Value ofEither(CallContext& context, const Value* v)
{
    if (v[0].kind() == Kind::Duration)
        return Value::integer(v[0].asInt() / unit);
    return ofTimestamp<select>(context, v);
}

std::int64_t fullYear(const LocalTime& time)
{
    return int{time.date.year()};
}
std::int64_t month(const LocalTime& time)
{
    return std::int64_t{unsigned{time.date.month()}} - 1;
}
std::int64_t date(const LocalTime& time)
{
    return unsigned{time.date.day()};
}
std::int64_t dayOfMonth(const LocalTime& time)
{
    return date(time) - 1;
}
std::int64_t dayOfWeek(const LocalTime& time)
{
    return std::chrono::weekday{time.day}.c_encoding();
}
std::int64_t dayOfYear(const LocalTime& time)
{
    const std::chrono::sys_days newYear{time.date.year() / std::chrono::January / 1};
    return (time.day - newYear).count();
}
std::int64_t hours(const LocalTime& time)
{
    return time.secondOfDay / 3600;
}
std::int64_t minutes(const LocalTime& time)
{
    return time.secondOfDay / 60 % 60;
}
std::int64_t seconds(const LocalTime& time)
{
    return time.secondOfDay % 60;
}
std::int64_t milliseconds(const LocalTime& time)
{
    return time.nanos / 1'000'000;
}

/// Of a span, the part below a second (langdef, getMilliseconds).
Value eitherMilliseconds(CallContext& context, const Value* v)
{
    if (v[0].kind() == Kind::Duration)
        return Value::integer(v[0].asInt() % kNanosPerSecond / 1'000'000);
    return ofTimestamp<milliseconds>(context, v);
}

template <Selector select>
void addSelector(FunctionTable& table, const char* name, FunctionCall ofDuration = nullptr)
{
    const FunctionCall call = ofDuration == nullptr ? ofTimestamp<select> : ofDuration;
    table.add(name, {{Type::timestamp()}, Type::integer(), call, true});
    table.add(
        name,
        {{Type::timestamp(), Type::string()}, Type::integer(), ofTimestampInZone<select>, true});
    if (ofDuration != nullptr)
        table.add(name, {{Type::duration()}, Type::integer(), call, true});
}

}  // namespace

void addTimeFunctions(FunctionTable& table)
{
    addSelector<fullYear>(table, "getFullYear");
    addSelector<month>(table, "getMonth");
    addSelector<date>(table, "getDate");
    addSelector<dayOfMonth>(table, "getDayOfMonth");
    addSelector<dayOfWeek>(table, "getDayOfWeek");
    addSelector<dayOfYear>(table, "getDayOfYear");
    addSelector<hours>(table, "getHours", ofEither<3600 * kNanosPerSecond, hours>);
    addSelector<minutes>(table, "getMinutes", ofEither<60 * kNanosPerSecond, minutes>);
    addSelector<seconds>(table, "getSeconds", ofEither<kNanosPerSecond, seconds>);
    addSelector<milliseconds>(table, "getMilliseconds", eitherMilliseconds);
}

}  // namespace otto::cel
