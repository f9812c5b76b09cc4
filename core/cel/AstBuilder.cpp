// SPDX-License-Identifier: Apache-2.0
#include "core/cel/AstBuilder.h"

#include <algorithm>

namespace otto::cel {

AstBuilder::AstBuilder(std::string_view source, const Limits& limits)
    : m_source(source),
      m_nesting(std::min(limits.nesting, Limits::kMaxNesting)),
      m_nodes(limits.nodes)
{}

ParseResult AstBuilder::add(Expr expr)
{
    for (const ExprId child : expr.children)
        expr.depth = std::max(expr.depth, m_ast.exprs[child].depth + 1);
    if (expr.depth > m_nesting)
        return failNesting(expr.begin, expr.begin + 1);
    if (m_ast.exprs.size() >= m_nodes) {
        return fail(expr.begin, expr.begin + 1,
                    "the expression has more than " + std::to_string(m_nodes)
                        + " operators, names and literals");
    }
    m_ast.exprs.push_back(std::move(expr));
    return static_cast<ExprId>(m_ast.exprs.size() - 1);
}

ParseResult AstBuilder::extend(ExprId chain, ExprId operand, std::uint32_t end)
{
    Expr& expr = m_ast.exprs[chain];
    expr.children.push_back(operand);
    expr.end = end;
    expr.depth = std::max(expr.depth, m_ast.exprs[operand].depth + 1);
    if (expr.depth > m_nesting)
        return failNesting(expr.begin, expr.begin + 1);
    return chain;
}

tl::unexpected<CompileError> AstBuilder::fail(std::size_t begin, std::size_t end,
                                              std::string message) const
{
    return tl::unexpected(compileErrorAt(m_source, begin, end, std::move(message)));
}

tl::unexpected<CompileError> AstBuilder::failNesting(std::size_t begin, std::size_t end) const
{
    return fail(begin, end,
                "the expression is nested more than " + std::to_string(m_nesting) + " levels deep");
}

Ast AstBuilder::finish(ExprId root)
{
    m_ast.root = root;
    return std::move(m_ast);
}

}  // namespace otto::cel
