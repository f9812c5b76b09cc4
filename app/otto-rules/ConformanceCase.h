// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/otto-rules/JsonValue.h"
#include "core/cel/Schema.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace otto {

struct CaseOutcome
{
    bool hasPassed = false;
    std::string expected;
    std::string got;
};

/// One case of the conformance suite of CEL (google/cel-spec, tests/simple) as JSON: an expression,
/// variables with types and values, and the value or the error it must come to.
class ConformanceCase
{
public:
    /// Error BAD_CASE says what is wrong with it.
    static Result<ConformanceCase> read(const rapidjson::Value& json);

    /// `file/section/name`.
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::string& expression() const { return m_expression; }

    [[nodiscard]] CaseOutcome run(const cel::ZoneSource& zones) const;

private:
    ConformanceCase() = default;

    Status readTypes(const rapidjson::Value& json);
    Status readBindings(const rapidjson::Value& json);
    Status readExpectation(const rapidjson::Value& json);

    std::string m_name;
    std::string m_expression;
    cel::Schema m_schema;
    /// Of the values below.
    std::unique_ptr<cel::Arena> m_arena;
    std::vector<cel::Value> m_variables;
    /// Nothing when evaluation must fail.
    std::optional<cel::Value> m_expected;
};

}  // namespace otto
