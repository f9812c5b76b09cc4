// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/fixers/FixerSpec.h"

#include <string>
#include <string_view>

namespace otto {

/// Reads one description, strictly: an unknown key, path or message name, a wrong type or a value
/// out of range is an error BAD_FIXER with `file:line:column: what was expected`. `file` is for
/// messages.
Result<FixerSpec> readFixer(std::string_view toml, const std::string& file);

}  // namespace otto
