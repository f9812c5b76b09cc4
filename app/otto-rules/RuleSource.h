// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/rules/RuleSet.h"

#include <cstdio>
#include <memory>
#include <string>

namespace otto {

/// The set of a folder. RULES_NOT_FOUND when it cannot be read; BAD_RULES holds every fault, one a
/// line.
Result<std::shared_ptr<const RuleSet>> readRuleSet(const std::string& folder);

void printLine(std::FILE* to, const std::string& text);

}  // namespace otto
