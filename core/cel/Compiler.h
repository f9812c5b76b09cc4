// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Ast.h"
#include "core/cel/Checker.h"
#include "core/cel/Node.h"
#include "core/cel/Schema.h"

#include <cstddef>
#include <vector>

namespace otto::cel {

/// Makes the nodes of a checked expression in `code`. Constant subexpressions are evaluated here,
/// once; what they fail with is noted in code.certainFailures.
///
/// With `partOf` (the part of each expression, Part::kNone for those without) no shortcut is taken
/// and each part leaves its value in the trace.
const Node* compileNodes(const Ast& ast, const Checked& checked, const Schema& schema, Code& code,
                         const std::vector<std::size_t>* partOf);

/// The parts of an expression, and the part of each ExprId.
struct PartTree
{
    std::vector<Part> parts;
    std::vector<std::size_t> partOf;
};
PartTree partsOf(const Ast& ast, const Checked& checked);

/// Program::reads and the names of the variables in use.
struct Reads
{
    std::vector<std::string> paths;
    std::vector<std::string> variables;
};
Reads readsOf(const Ast& ast, const Checked& checked, const Schema& schema);

}  // namespace otto::cel
