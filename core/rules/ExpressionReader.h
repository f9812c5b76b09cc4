// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/TomlTable.h"
#include "core/cel/Program.h"
#include "core/rules/TextTemplate.h"

#include <optional>
#include <string>
#include <string_view>

namespace otto {

/// Compiles the expressions in a TOML file, so that an error names the line and column of the file
/// at which it stands, also within a text of several lines.
class ExpressionReader
{
public:
    /// `source` is the text of the whole file; both must outlive the reader.
    ExpressionReader(std::string_view source, const cel::Schema& schema)
        : m_source(source), m_schema(schema)
    {}

    /// The expression at the key, whose value must be of that type (or dyn). Nothing when absent or
    /// wrong; what is wrong is reported to the table's fault.
    std::optional<cel::Program> expression(TomlTable& table, const std::string& key,
                                           const cel::Type& type) const;
    std::optional<cel::Program> expressionOfAnyType(TomlTable& table, const std::string& key) const;
    /// Text with expressions in braces; empty when absent or wrong.
    TextTemplate text(TomlTable& table, const std::string& key) const;
    /// Errors in the expression or text at the key, at their places in the file.
    void report(TomlTable& table, const std::string& key, const cel::CompileErrors& errors) const;

private:
    std::optional<cel::Program> compile(TomlTable& table, const std::string& key,
                                        const cel::Type* type) const;

    std::string_view m_source;
    const cel::Schema& m_schema;
};

}  // namespace otto
