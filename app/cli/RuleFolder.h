// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/rules/RuleSet.h"

#include <filesystem>
#include <vector>

namespace otto {

/// The `*.toml` files of a folder, sorted by name. RULES_NOT_FOUND names the folder or file that
/// cannot be read; RULES_TOO_LARGE one of more than 1 MiB.
Result<std::vector<RuleFile>> readRuleFolder(const std::filesystem::path& folder);

}  // namespace otto
