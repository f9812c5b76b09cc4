// SPDX-License-Identifier: Apache-2.0
#include "core/rules/ParameterReader.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace otto {
namespace {

struct TypedValue
{
    cel::Type type;
    cel::Value value;
};

/// The text outlives the rule's values: a deque's elements do not move.
std::string_view keep(std::deque<std::string>& texts, std::string text)
{
    texts.push_back(std::move(text));
    return texts.back();
}

TypedValue textValue(const std::string& text, std::deque<std::string>& texts)
{
    if (const auto duration = parseDuration(text)) {
        return {cel::Type::duration(), cel::Value::duration(*duration)};
    }
    if (const auto amount = parseAmount(text)) {
        return {cel::Type::money(), cel::Value::money(*amount)};
    }
    return {cel::Type::string(), cel::Value::string(keep(texts, text))};
}

std::optional<TypedValue> valueOf(const toml::node& node, std::deque<std::string>& texts)
{
    if (const auto* text = node.as_string()) {
        return textValue(text->get(), texts);
    }
    if (const auto* number = node.as_integer()) {
        return TypedValue{cel::Type::integer(), cel::Value::integer(number->get())};
    }
    if (const auto* number = node.as_floating_point()) {
        return TypedValue{cel::Type::number(), cel::Value::number(number->get())};
    }
    if (const auto* flag = node.as_boolean()) {
        return TypedValue{cel::Type::boolean(), cel::Value::boolean(flag->get())};
    }
    return std::nullopt;
}

bool isName(std::string_view name)
{
    const auto isLetter = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    };
    return !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) != 0
           && std::all_of(name.begin(), name.end(), isLetter);
}

std::optional<std::size_t> railOf(std::string_view name)
{
    const auto& names = WireNames<Rail>::names;
    const auto it = std::find(names.begin(), names.end(), name);
    return it == names.end() ? std::nullopt
                             : std::optional(static_cast<std::size_t>(it - names.begin()));
}

void readForRail(TomlTable& table, std::size_t rail, Rule::Definition& definition)
{
    for (const std::string& name : table.keys()) {
        const toml::node* node = table.node(name);
        const auto known = std::find_if(
            definition.parameters.begin(), definition.parameters.end(),
            [&name](const RuleParameter& parameter) { return parameter.name == name; });
        if (known == definition.parameters.end()) {
            table.error(name, "expected '" + name + "' in [params] too: its value for other rails");
            continue;
        }
        const auto value = valueOf(*node, definition.texts);
        if (!value || !(value->type == known->type)) {
            table.error(name,
                        "expected a " + known->type.text() + " for '" + name + "', as in [params]");
            continue;
        }
        known->byRail[rail] = value->value;
    }
}

}  // namespace

std::optional<Money> parseAmount(std::string_view text)
{
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) {
        return std::nullopt;
    }
    const auto amount = Money::parse(text.substr(0, space), text.substr(space + 1));
    return amount ? std::optional(*amount) : std::nullopt;
}

void readParameters(TomlTable& table, Rule::Definition& definition)
{
    for (const std::string& name : table.keys()) {
        if (railOf(name)) {
            continue;
        }
        const toml::node* node = table.node(name);
        const auto value = valueOf(*node, definition.texts);
        if (!isName(name) || !value) {
            table.error(name, "expected a name with a duration, an amount, a text, a number or a "
                              "truth value, or a table for a rail, in [params]");
            continue;
        }
        const toml::source_position at = table.position(name);
        definition.parameters.push_back({name,
                                         value->type,
                                         value->value,
                                         {},
                                         static_cast<std::uint32_t>(at.line),
                                         static_cast<std::uint32_t>(at.column)});
    }
    for (const std::string& name : table.keys()) {
        const auto rail = railOf(name);
        if (!rail) {
            continue;
        }
        if (auto own = table.table(name)) {
            readForRail(*own, *rail, definition);
        }
    }
    table.finish();
}

}  // namespace otto
