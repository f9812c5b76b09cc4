// SPDX-License-Identifier: Apache-2.0
#include "core/rules/ExpressionReader.h"

#include <algorithm>

namespace otto {
namespace {

/// The text from the start of that line and column on.
std::string_view textAt(std::string_view source, const toml::source_position& at)
{
    for (toml::source_index line = 1; line < at.line; ++line) {
        const std::size_t end = source.find('\n');
        if (end == std::string_view::npos) {
            return {};
        }
        source.remove_prefix(end + 1);
    }
    return source.substr(std::min<std::size_t>(source.size(), at.column - 1));
}

}  // namespace

toml::source_position ExpressionReader::placeOf(TomlTable& table, const std::string& key,
                                                const cel::CompileError& error) const
{
    toml::source_position at = table.position(key);
    const std::string_view text = textAt(m_source, at);
    const bool isMultiLine = text.starts_with("'''") || text.starts_with("\"\"\"");
    toml::source_index quotes = isMultiLine ? 3 : 1;
    if (isMultiLine) {
        // A line break right after the opening quotes does not belong to the text.
        const std::string_view rest = text.substr(3);
        if (rest.starts_with("\n") || rest.starts_with("\r\n")) {
            ++at.line;
            at.column = 1;
            quotes = 0;
        }
    }
    if (error.line > 1) {
        at.line += static_cast<toml::source_index>(error.line - 1);
        at.column = static_cast<toml::source_index>(error.column);
    } else {
        at.column += quotes + static_cast<toml::source_index>(error.column - 1);
    }
    return at;
}

void ExpressionReader::report(TomlTable& table, const std::string& key,
                              const cel::CompileErrors& errors) const
{
    for (const cel::CompileError& error : errors) {
        table.fault().report(placeOf(table, key, error), "in '" + key + "': " + error.message);
    }
}

std::optional<cel::Program> ExpressionReader::compile(TomlTable& table, const std::string& key,
                                                      const cel::Type* type) const
{
    std::string text;
    const std::size_t before = table.fault().errors().size();
    table.text(key, text);
    if (text.empty() || table.fault().errors().size() > before) {
        return std::nullopt;
    }
    auto program = cel::Program::compile(text, m_schema);
    if (!program) {
        report(table, key, program.error());
        return std::nullopt;
    }
    report(table, key, program->certainFailures());
    const cel::Type& found = program->resultType();
    if (type != nullptr && !(found == *type) && !found.isDyn()) {
        table.error(key, "expected an expression of type " + type->text() + " for '" + key
                             + "', this one is of type " + found.text());
        return std::nullopt;
    }
    return *std::move(program);
}

std::optional<cel::Program> ExpressionReader::expression(TomlTable& table, const std::string& key,
                                                         const cel::Type& type) const
{
    return compile(table, key, &type);
}

std::optional<cel::Program> ExpressionReader::expressionOfAnyType(TomlTable& table,
                                                                  const std::string& key) const
{
    return compile(table, key, nullptr);
}

TextTemplate ExpressionReader::text(TomlTable& table, const std::string& key) const
{
    std::string text;
    table.text(key, text);
    if (text.empty()) {
        return {};
    }
    auto compiled = TextTemplate::compile(text, m_schema);
    if (!compiled) {
        report(table, key, compiled.error());
        return {};
    }
    return *std::move(compiled);
}

}  // namespace otto
