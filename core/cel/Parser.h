// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Ast.h"
#include "core/cel/CompileError.h"
#include "core/cel/Limits.h"

#include <tl/expected.hpp>

#include <string_view>

namespace otto::cel {

/// Parses the whole text (langdef "Syntax") and expands the macros. The tree is at most
/// limits.nesting deep, so what walks it may recurse.
tl::expected<Ast, CompileError> parse(std::string_view source, const Limits& limits);

}  // namespace otto::cel
