// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Ast.h"
#include "core/cel/CompileError.h"
#include "core/cel/Schema.h"

#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

/// What an expression of the tree means in a schema.
struct Meaning
{
    enum class Of : std::uint8_t {
        /// What its kind says.
        Itself,
        /// A name, or a whole path such as `params.timeout` (the operands of a Select are then not
        /// looked at).
        Variable,
        /// The variable of an enclosing comprehension.
        Local,
        Constant,
        /// Nothing; evaluating it is an error. Only without check.
        Unknown,
    };

    Of of = Of::Itself;
    /// Of the variable or local.
    std::size_t slot = 0;
    Value constant;
    /// Of a Select or Has on a record whose type is known.
    const Field* field = nullptr;
    /// Overloads of a Call that fit its number of arguments and style.
    std::vector<const Overload*> overloads;
    /// `a.f(x)` that calls the function `a.f`: the first child is part of the name.
    bool isNamespaced = false;
    /// Why it is Unknown.
    std::string fault;
    Type type;
};

struct Checked
{
    /// By ExprId. Points into the schema.
    std::vector<Meaning> meanings;
    /// Sorted by place; empty without check.
    CompileErrors errors;
    /// Slots that locals need.
    std::size_t locals = 0;
};

/// Resolves names, chooses overloads and finds the types (langdef "Name Resolution", "Gradual Type
/// Checking").
Checked check(const Ast& ast, std::string_view source, const Schema& schema);

}  // namespace otto::cel
