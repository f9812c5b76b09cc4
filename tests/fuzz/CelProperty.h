// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otto {

/// What must hold for any text taken as an expression over the sample variables: it is refused with
/// places inside the text, or it evaluates, each time to the same, with and without shortcuts and
/// check, and a value's text is an expression with that value. Returns what does not hold, or "".
std::string celFault(std::string_view text);

}  // namespace otto
