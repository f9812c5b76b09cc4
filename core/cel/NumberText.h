// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace otto::cel {

// Numbers as text, the same in every locale.

/// `42`, `-0x1F`, `7u`, `1.5e3` as the lexer saw it; nothing when its type cannot hold it.
std::optional<Value> parseNumberLiteral(std::string_view text);

/// Decimal with an optional sign, nothing around it.
std::optional<std::int64_t> parseInt(std::string_view text);
std::optional<std::uint64_t> parseUint(std::string_view text);
/// Also `inf`, `infinity` and `nan` in any case; too small for a double is zero, too large nothing.
std::optional<double> parseDouble(std::string_view text);

/// The shortest text that reads back as the same number: `123.456`, `1e+99`, `-0.0045`, `NaN`,
/// `+Inf`. Numbers without a fraction have no point.
std::string doubleText(double value);

}  // namespace otto::cel
