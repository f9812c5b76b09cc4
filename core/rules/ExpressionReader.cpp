// SPDX-License-Identifier: Apache-2.0
#include "core/rules/ExpressionReader.h"

#include "core/base/TomlText.h"

namespace otto {

void ExpressionReader::report(TomlTable& table, const std::string& key,
                              const cel::CompileErrors& errors) const
{
    for (const cel::CompileError& error : errors) {
        table.fault().report(placeInText(m_source, table.position(key), error.begin),
                             "in '" + key + "': " + error.message);
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
