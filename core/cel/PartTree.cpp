// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Compiler.h"

#include <utility>

namespace otto::cel {
namespace {

PartKind kindOfCall(const Expr& expr)
{
    if (!expr.isOperator)
        return PartKind::Call;
    if (expr.text == "!_")
        return PartKind::Not;
    if (expr.text == "_[_]")
        return PartKind::Index;
    const bool isComparison = expr.text == "@in" || expr.text == "_==_" || expr.text == "_!=_"
                              || expr.text.find_first_of("<>") != std::string::npos;
    return isComparison ? PartKind::Comparison : PartKind::Arithmetic;
}

/// `==` of `_==_`, `in` of `@in`, `!` of `!_`.
std::string operatorName(const std::string& function)
{
    if (function == "@in")
        return "in";
    if (function == "_[_]")
        return "[]";
    const std::size_t first = function.front() == '_' ? 1 : 0;
    return function.substr(first, function.size() - 1 - first);
}

class Builder
{
public:
    Builder(const Ast& ast, const Checked& checked) : m_ast(ast), m_checked(checked)
    {
        m_tree.partOf.assign(ast.exprs.size(), Part::kNone);
    }

    PartTree run()
    {
        add(m_ast.root, Part::kNone, false);
        return std::move(m_tree);
    }

private:
    void add(ExprId id, std::size_t parent, bool isPerElement)
    {
        const Expr& expr = m_ast[id];
        const Meaning& meaning = m_checked.meanings[id];
        const std::size_t index = m_tree.parts.size();
        m_tree.partOf[id] = index;
        Part part = describe(expr, meaning);
        part.begin = expr.begin;
        part.end = expr.end;
        part.parent = parent;
        part.type = meaning.type;
        part.isPerElement = isPerElement;
        m_tree.parts.push_back(std::move(part));
        if (parent != Part::kNone)
            m_tree.parts[parent].children.push_back(index);
        const bool hasOperands =
            meaning.of == Meaning::Of::Itself || meaning.of == Meaning::Of::Unknown;
        for (std::size_t i = meaning.isNamespaced ? 1 : 0; hasOperands && i < expr.children.size();
             ++i) {
            const bool isBody = expr.kind == ExprKind::Comprehension && i > 0;
            add(expr.children[i], index, isPerElement || isBody);
        }
        m_tree.parts[index].endOfSubtree = m_tree.parts.size();
    }

    static Part describe(const Expr& expr, const Meaning& meaning)
    {
        Part part;
        part.name = expr.text;
        if (meaning.of != Meaning::Of::Itself && expr.kind == ExprKind::Select) {
            part.kind = PartKind::Name;
            return part;
        }
        switch (expr.kind) {
        case ExprKind::Literal: part.kind = PartKind::Literal; break;
        case ExprKind::Name: part.kind = PartKind::Name; break;
        case ExprKind::Select: part.kind = PartKind::Field; break;
        case ExprKind::Has: part.kind = PartKind::Has; break;
        case ExprKind::And: part.kind = PartKind::And; break;
        case ExprKind::Or: part.kind = PartKind::Or; break;
        case ExprKind::Conditional:
            part.kind = PartKind::Conditional;
            part.name = "?:";
            break;
        case ExprKind::List: part.kind = PartKind::List; break;
        case ExprKind::Map: part.kind = PartKind::Map; break;
        case ExprKind::Comprehension:
            part.kind = PartKind::Comprehension;
            part.name = macroName(expr.macro);
            break;
        case ExprKind::Call:
            part.kind = kindOfCall(expr);
            if (expr.isOperator)
                part.name = operatorName(expr.text);
            break;
        case ExprKind::Struct: part.kind = PartKind::Call; break;
        }
        return part;
    }

    const Ast& m_ast;
    const Checked& m_checked;
    PartTree m_tree;
};

}  // namespace

PartTree partsOf(const Ast& ast, const Checked& checked)
{
    return Builder(ast, checked).run();
}

}  // namespace otto::cel
