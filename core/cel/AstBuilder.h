// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Ast.h"
#include "core/cel/CompileError.h"
#include "core/cel/Limits.h"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace otto::cel {

using ParseResult = tl::expected<ExprId, CompileError>;

/// Puts expressions into a tree and holds it to the limits.
class AstBuilder
{
public:
    AstBuilder(std::string_view source, const Limits& limits);

    [[nodiscard]] ParseResult add(Expr expr);
    [[nodiscard]] const Expr& operator[](ExprId id) const { return m_ast.exprs[id]; }
    /// Adds an operand to a chain of `&&` or `||`.
    [[nodiscard]] ParseResult extend(ExprId chain, ExprId operand, std::uint32_t end);
    [[nodiscard]] std::string_view keep(std::string_view text) { return m_ast.literals.copy(text); }
    [[nodiscard]] tl::unexpected<CompileError> fail(std::size_t begin, std::size_t end,
                                                    std::string message) const;
    [[nodiscard]] tl::unexpected<CompileError> failNesting(std::size_t begin,
                                                           std::size_t end) const;
    [[nodiscard]] std::size_t nesting() const { return m_nesting; }
    [[nodiscard]] Ast finish(ExprId root);

private:
    std::string_view m_source;
    std::size_t m_nesting;
    std::size_t m_nodes;
    Ast m_ast;
};

/// A call as written, before it is known whether a macro is meant.
struct WrittenCall
{
    std::string name;
    std::optional<ExprId> target;
    std::vector<ExprId> arguments;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t at = 0;
    std::uint32_t atEnd = 0;
    bool isRooted = false;
};

/// The macro's expansion (langdef "Macros"), or the call itself when the name and number of
/// arguments are those of none.
ParseResult expand(WrittenCall call, AstBuilder& builder);

}  // namespace otto::cel
