// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Regex.h"
#include "core/cel/functions/StandardFunctions.h"

#include <cstring>

namespace otto::cel {
namespace {

/// A pattern that is not a constant is compiled for each call.
constexpr std::uint64_t kCompileSteps = 1000;

bool areStrings(const Value* v)
{
    return v[0].kind() == Kind::String && v[1].kind() == Kind::String;
}

Value contains(CallContext& context, const Value* v)
{
    if (!areStrings(v))
        return noMatchingOverload();
    const std::string_view text = v[0].asText();
    const std::string_view part = v[1].asText();
    if (!context.steps.takeBytes(text.size() + part.size()))
        return Value::error(ErrorCode::TooManySteps);
    // memmem is linear in the worst case too, string_view::find is not.
    return Value::boolean(
        part.empty()
        || (!text.empty()
            && memmem(text.data(), text.size(), part.data(), part.size()) != nullptr));
}

Value startsWith(CallContext& context, const Value* v)
{
    if (!areStrings(v))
        return noMatchingOverload();
    if (!context.steps.takeBytes(v[1].asText().size()))
        return Value::error(ErrorCode::TooManySteps);
    return Value::boolean(v[0].asText().starts_with(v[1].asText()));
}

Value endsWith(CallContext& context, const Value* v)
{
    if (!areStrings(v))
        return noMatchingOverload();
    if (!context.steps.takeBytes(v[1].asText().size()))
        return Value::error(ErrorCode::TooManySteps);
    return Value::boolean(v[0].asText().ends_with(v[1].asText()));
}

}  // namespace

Value callMatches(CallContext& context, const Value* v)
{
    if (!areStrings(v))
        return noMatchingOverload();
    if (!context.steps.take(kCompileSteps + v[1].asText().size()))
        return Value::error(ErrorCode::TooManySteps);
    const Regex regex(v[1].asText());
    if (!regex.error().empty())
        return Value::error(ErrorCode::BadArgument, regex.error(), context.arena);
    return regex.search(context, v[0].asText());
}

void addStringFunctions(FunctionTable& table)
{
    const std::vector<std::vector<Type>> twoStrings{{Type::string(), Type::string()}};
    addOverloads(table, "contains", twoStrings, Type::boolean(), contains, true);
    addOverloads(table, "startsWith", twoStrings, Type::boolean(), startsWith, true);
    addOverloads(table, "endsWith", twoStrings, Type::boolean(), endsWith, true);
    addOverloads(table, "matches", twoStrings, Type::boolean(), callMatches, true);
    addOverloads(table, "matches", twoStrings, Type::boolean(), callMatches, false);
}

}  // namespace otto::cel
