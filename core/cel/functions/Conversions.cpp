// SPDX-License-Identifier: Apache-2.0
#include "core/cel/NumberText.h"
#include "core/cel/TimeText.h"
#include "core/cel/Utf8.h"
#include "core/cel/functions/StandardFunctions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace otto::cel {
namespace {

Value range()
{
    return Value::error(ErrorCode::Range);
}

Value cannotRead(CallContext& context, const Value& text, const char* as)
{
    return Value::error(ErrorCode::BadConversion,
                        "type conversion error: " + toText(text, 80) + " is not " + as,
                        context.arena);
}

template <typename Number>
Value parsed(CallContext& context, const Value& text, const std::optional<Number>& number,
             const char* as, Value (*make)(Number))
{
    return number ? make(*number) : cannotRead(context, text, as);
}

Value toInt(CallContext& context, const Value* v)
{
    switch (v->kind()) {
    case Kind::Int: return *v;
    case Kind::Uint:
        return v->asUint() > std::uint64_t{std::numeric_limits<std::int64_t>::max()}
                   ? range()
                   : Value::integer(static_cast<std::int64_t>(v->asUint()));
    case Kind::Double:
        // Both ends are excluded (langdef "Overflow"); NaN fails too.
        return v->asDouble() > -0x1p63 && v->asDouble() < 0x1p63
                   ? Value::integer(static_cast<std::int64_t>(v->asDouble()))
                   : range();
    case Kind::String:
        return parsed<std::int64_t>(context, *v, parseInt(v->asText()), "an int", Value::integer);
    case Kind::Timestamp: return Value::integer(v->asTimestamp().seconds);
    default: return noMatchingOverload();
    }
}

Value toUint(CallContext& context, const Value* v)
{
    switch (v->kind()) {
    case Kind::Uint: return *v;
    case Kind::Int: return v->asInt() < 0 ? range() : Value::unsignedInteger(v->asUint());
    case Kind::Double:
        return v->asDouble() >= 0 && v->asDouble() < 0x1p64
                   ? Value::unsignedInteger(static_cast<std::uint64_t>(v->asDouble()))
                   : range();
    case Kind::String:
        return parsed<std::uint64_t>(context, *v, parseUint(v->asText()), "a uint",
                                     Value::unsignedInteger);
    default: return noMatchingOverload();
    }
}

Value toDouble(CallContext& context, const Value* v)
{
    switch (v->kind()) {
    case Kind::Double: return *v;
    case Kind::Int: return Value::number(static_cast<double>(v->asInt()));
    case Kind::Uint: return Value::number(static_cast<double>(v->asUint()));
    case Kind::String:
        return parsed<double>(context, *v, parseDouble(v->asText()), "a double", Value::number);
    default: return noMatchingOverload();
    }
}

Value toString(CallContext& context, const Value* v)
{
    const auto text = [&context](std::string_view made) {
        return Value::string(context.arena.copy(made));
    };
    switch (v->kind()) {
    case Kind::String: return *v;
    case Kind::Bool: return Value::string(v->asBool() ? "true" : "false");
    case Kind::Int: return text(std::to_string(v->asInt()));
    case Kind::Uint: return text(std::to_string(v->asUint()));
    case Kind::Double: return text(doubleText(v->asDouble()));
    case Kind::Bytes:
        if (!context.steps.takeBytes(v->asText().size()))
            return Value::error(ErrorCode::TooManySteps);
        if (invalidUtf8At(v->asText()) != std::string_view::npos) {
            return Value::error(ErrorCode::BadConversion, "the bytes are not valid UTF-8",
                                context.arena);
        }
        return Value::string(v->asText());
    case Kind::Timestamp: return text(timestampText(v->asTimestamp()));
    case Kind::Duration: return text(durationText(v->asDuration()));
    case Kind::Money: {
        const Money amount = v->asMoney();
        return text(amount.amountText() + " " + std::string(amount.currency.text()));
    }
    default: return noMatchingOverload();
    }
}

Value toBytes(CallContext&, const Value* v)
{
    if (v->kind() == Kind::Bytes || v->kind() == Kind::String)
        return Value::bytes(v->asText());
    return noMatchingOverload();
}

Value toBool(CallContext& context, const Value* v)
{
    constexpr std::array<std::string_view, 5> kTrue{"1", "t", "true", "TRUE", "True"};
    constexpr std::array<std::string_view, 5> kFalse{"0", "f", "false", "FALSE", "False"};
    if (v->kind() == Kind::Bool)
        return *v;
    if (v->kind() != Kind::String)
        return noMatchingOverload();
    if (std::find(kTrue.begin(), kTrue.end(), v->asText()) != kTrue.end())
        return Value::boolean(true);
    if (std::find(kFalse.begin(), kFalse.end(), v->asText()) != kFalse.end())
        return Value::boolean(false);
    return cannotRead(context, *v, "a bool");
}

Value toTimestamp(CallContext& context, const Value* v)
{
    switch (v->kind()) {
    case Kind::Timestamp: return *v;
    case Kind::Int:
        return v->asInt() < kFirstSecond || v->asInt() > kLastSecond
                   ? range()
                   : Value::timestamp(Timestamp{v->asInt(), 0});
    case Kind::String: {
        const ParsedTimestamp read = parseTimestamp(v->asText());
        if (read.fault == TimeFault::Range)
            return range();
        return read.fault == TimeFault::None ? Value::timestamp(read.at)
                                             : cannotRead(context, *v, "an RFC 3339 timestamp");
    }
    default: return noMatchingOverload();
    }
}

Value toDuration(CallContext& context, const Value* v)
{
    if (v->kind() == Kind::Duration)
        return *v;
    if (v->kind() != Kind::String)
        return noMatchingOverload();
    const ParsedDuration read = parseDuration(v->asText());
    if (read.fault == TimeFault::Range)
        return range();
    return read.fault == TimeFault::None ? Value::duration(read.span)
                                         : cannotRead(context, *v, "a duration such as '1h30m'");
}

Value typeOf(CallContext&, const Value* v)
{
    return Value::type(typeName(*v));
}

Value asDyn(CallContext&, const Value* v)
{
    return *v;
}

}  // namespace

void addConversions(FunctionTable& table)
{
    const Type whole = Type::integer();
    const Type natural = Type::unsignedInteger();
    const Type number = Type::number();
    const Type string = Type::string();
    const Type any = Type::parameter(0);
    addOverloads(table, "int", {{whole}, {natural}, {number}, {string}, {Type::timestamp()}}, whole,
                 toInt);
    addOverloads(table, "uint", {{natural}, {whole}, {number}, {string}}, natural, toUint);
    addOverloads(table, "double", {{number}, {whole}, {natural}, {string}}, number, toDouble);
    addOverloads(table, "string",
                 {{string},
                  {Type::boolean()},
                  {whole},
                  {natural},
                  {number},
                  {Type::bytes()},
                  {Type::timestamp()},
                  {Type::duration()},
                  {Type::money()}},
                 string, toString);
    addOverloads(table, "bytes", {{Type::bytes()}, {string}}, Type::bytes(), toBytes);
    addOverloads(table, "bool", {{Type::boolean()}, {string}}, Type::boolean(), toBool);
    addOverloads(table, "timestamp", {{Type::timestamp()}, {string}, {whole}}, Type::timestamp(),
                 toTimestamp);
    addOverloads(table, "duration", {{Type::duration()}, {string}}, Type::duration(), toDuration);
    addOverloads(table, "type", {{any}}, Type::typeOfType(), typeOf);
    addOverloads(table, "dyn", {{any}}, Type::dyn(), asDyn);
}

}  // namespace otto::cel
