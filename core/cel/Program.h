// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/CompileError.h"
#include "core/cel/Limits.h"
#include "core/cel/Part.h"
#include "core/cel/Schema.h"
#include "core/cel/Value.h"

#include <tl/expected.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

struct Code;

/// A compiled expression. Constant: any number of threads may evaluate it at once, each with its
/// own arena. Copies share what is compiled.
class Program
{
public:
    /// Parses, checks and compiles. All errors of the first phase that has any.
    static tl::expected<Program, CompileErrors> compile(std::string_view text, const Schema& schema,
                                                        const Limits& limits = {});

    /// `variables` by the schema's slots; a missing one, or one that is an Error value, is an error
    /// where it is used. The result lives as long as the variables, the program, and the arena's
    /// content. What went wrong is an Error value with its place in the text.
    [[nodiscard]] Value evaluate(std::span<const Value> variables, Arena& arena) const;

    /// The type as far as it is known without evaluating.
    [[nodiscard]] const Type& resultType() const;
    [[nodiscard]] const std::string& text() const;
    /// The paths the expression reads, sorted, each once: `payment.status`,
    /// `payment.postings[].amount` for what a comprehension or an index reads of the elements, and
    /// `payment` alone where the whole value is used.
    [[nodiscard]] const std::vector<std::string>& reads() const;
    /// By its declared name.
    [[nodiscard]] bool usesVariable(std::string_view name) const;
    /// Places that fail whatever the variables are, such as `1 / 0` or an invalid pattern. The
    /// specification makes them errors of evaluation; who loads rules may refuse them earlier.
    [[nodiscard]] const CompileErrors& certainFailures() const;

    [[nodiscard]] const std::vector<Part>& parts() const;
    /// The value of each part, by index, for an explanation; slower than evaluate() but equal in
    /// result: the first part's value is the expression's.
    [[nodiscard]] std::vector<PartValue> evaluateParts(std::span<const Value> variables,
                                                       Arena& arena) const;

private:
    explicit Program(std::shared_ptr<const Code> code);

    std::shared_ptr<const Code> m_code;
};

/// `1:9: sentence` with the source line and a caret for an Error value of that text.
std::string renderError(const Value& error, std::string_view source);

}  // namespace otto::cel
