// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Type.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace otto::cel {

enum class PartKind : std::uint8_t {
    Literal,
    /// A variable, constant, type name, or the element of a comprehension.
    Name,
    /// `a.b`.
    Field,
    /// `has(a.b)`.
    Has,
    /// `a && b && c`: a chain is one part.
    And,
    Or,
    Not,
    /// `== != < <= > >=` and `in`.
    Comparison,
    /// `+ - * / %` and the unary minus.
    Arithmetic,
    /// `a[b]`.
    Index,
    Conditional,
    /// A function.
    Call,
    List,
    Map,
    /// `all`, `exists`, `exists_one`, `map`, `filter`.
    Comprehension,
};

/// A subexpression. Parts are stored in the order of the tree, the whole first: a part's
/// descendants are the parts [index + 1, endOfSubtree).
struct Part
{
    PartKind kind = PartKind::Literal;
    /// `==`, `&&`, the function's, field's or macro's name, the name itself; empty for literals.
    std::string name;
    /// Bytes of the expression's text: [begin, end), without enclosing parentheses.
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t parent = kNone;
    std::vector<std::size_t> children;
    std::size_t endOfSubtree = 0;
    Type type;
    /// Within the predicate of a comprehension, so its value is that for one element.
    bool isPerElement = false;

    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
};

/// What a part came to. Parts that short-circuiting skipped have no value. Parts per element have
/// the value for the last element looked at: the one that decided `exists` or `all`.
struct PartValue
{
    bool wasEvaluated = false;
    Value value;
};

}  // namespace otto::cel
