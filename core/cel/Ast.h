// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace otto::cel {

using ExprId = std::uint32_t;

enum class ExprKind : std::uint8_t {
    Literal,
    /// `text`, from the root scope when isRooted.
    Name,
    /// [operand] with the field `text`.
    Select,
    /// has(operand.text): [operand].
    Has,
    /// Function `text`; the first child is the receiver when isReceiver.
    Call,
    /// A chain of two or more.
    And,
    Or,
    /// [condition, then, otherwise].
    Conditional,
    List,
    /// [key, value, key, value, …].
    Map,
    /// `text{field: value}`; our types cannot be made so, the checker says it.
    Struct,
    /// [range, predicate], [range, transform] or [range, predicate, transform]; `text` is the
    /// variable.
    Comprehension,
};

enum class Macro : std::uint8_t { All, Exists, ExistsOne, Map, Filter };

/// As it is written.
std::string_view macroName(Macro macro);

struct Expr
{
    ExprKind kind = ExprKind::Literal;
    Macro macro = Macro::All;
    bool isRooted = false;
    bool isReceiver = false;
    /// Written as an operator; `text` is then the function's name, such as `_+_`.
    bool isOperator = false;
    /// Levels of expressions below, from 1.
    std::uint32_t depth = 1;
    /// Bytes of the source: [begin, end).
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    /// Where an error about it points: its operator, field or name.
    std::uint32_t at = 0;
    std::uint32_t atEnd = 0;
    std::string text;
    Value literal;
    std::vector<ExprId> children;
};

/// What an expression says, children before parents.
struct Ast
{
    std::vector<Expr> exprs;
    ExprId root = 0;
    /// Texts of the literals.
    Arena literals;

    [[nodiscard]] const Expr& operator[](ExprId id) const { return exprs[id]; }
};

}  // namespace otto::cel
