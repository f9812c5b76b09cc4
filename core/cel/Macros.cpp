// SPDX-License-Identifier: Apache-2.0
#include "core/cel/AstBuilder.h"

#include <algorithm>
#include <array>

namespace otto::cel {
namespace {

struct MacroName
{
    std::string_view name;
    Macro macro;
    std::size_t fewest;
    std::size_t most;
};

constexpr std::array kMacros{
    MacroName{"all", Macro::All, 2, 2},
    MacroName{"exists", Macro::Exists, 2, 2},
    MacroName{"exists_one", Macro::ExistsOne, 2, 2},
    MacroName{"map", Macro::Map, 2, 3},
    MacroName{"filter", Macro::Filter, 2, 2},
};

Expr exprOf(const WrittenCall& call, ExprKind kind)
{
    Expr expr;
    expr.kind = kind;
    expr.begin = call.begin;
    expr.end = call.end;
    expr.at = call.at;
    expr.atEnd = call.atEnd;
    return expr;
}

ParseResult expandHas(const WrittenCall& call, AstBuilder& builder)
{
    const Expr& argument = builder[call.arguments[0]];
    if (argument.kind != ExprKind::Select) {
        return builder.fail(argument.begin, argument.end,
                            "has() takes a field, as in has(payment.status)");
    }
    Expr expr = exprOf(call, ExprKind::Has);
    expr.text = argument.text;
    expr.at = argument.at;
    expr.atEnd = argument.atEnd;
    expr.children = argument.children;
    return builder.add(std::move(expr));
}

ParseResult expandComprehension(const WrittenCall& call, Macro macro, AstBuilder& builder)
{
    const Expr& variable = builder[call.arguments[0]];
    if (variable.kind != ExprKind::Name || variable.isRooted) {
        return builder.fail(variable.begin, variable.end,
                            "the first argument of " + call.name
                                + "() is the name of a variable, as in list.all(x, x > 0)");
    }
    Expr expr = exprOf(call, ExprKind::Comprehension);
    expr.macro = macro;
    expr.text = variable.text;
    expr.children.push_back(*call.target);
    expr.children.insert(expr.children.end(), call.arguments.begin() + 1, call.arguments.end());
    return builder.add(std::move(expr));
}

}  // namespace

std::string_view macroName(Macro macro)
{
    return std::find_if(kMacros.begin(), kMacros.end(),
                        [macro](const MacroName& m) { return m.macro == macro; })
        ->name;
}

ParseResult expand(WrittenCall call, AstBuilder& builder)
{
    if (!call.target && !call.isRooted && call.name == "has" && call.arguments.size() == 1)
        return expandHas(call, builder);
    const auto* const macro = std::find_if(kMacros.begin(), kMacros.end(), [&](const MacroName& m) {
        return m.name == call.name && call.arguments.size() >= m.fewest
               && call.arguments.size() <= m.most;
    });
    if (call.target && macro != kMacros.end())
        return expandComprehension(call, macro->macro, builder);
    Expr expr = exprOf(call, ExprKind::Call);
    expr.text = std::move(call.name);
    expr.isRooted = call.isRooted;
    expr.isReceiver = call.target.has_value();
    if (call.target)
        expr.children.push_back(*call.target);
    expr.children.insert(expr.children.end(), call.arguments.begin(), call.arguments.end());
    return builder.add(std::move(expr));
}

}  // namespace otto::cel
