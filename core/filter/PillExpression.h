// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/CompileError.h"
#include "core/filter/FilterItem.h"
#include "core/filter/FilterSchema.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace otto {

/// The CEL of a pill: true, false, never an error of evaluation. The error is a sentence about a
/// value that the field cannot have, at its place in the line.
tl::expected<std::string, cel::CompileError> pillExpression(std::string_view line,
                                                            const FilterItem& pill,
                                                            const FilterContext& context);

/// A text as a CEL literal.
std::string celLiteral(std::string_view text);

}  // namespace otto
