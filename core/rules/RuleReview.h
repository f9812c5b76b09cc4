// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/PlainDesk.h"
#include "core/rules/RuleSet.h"

#include <string>
#include <vector>

namespace otto {

/// An example of a rule and what came of it.
struct ReviewedExample
{
    const Rule* rule = nullptr;
    const RuleExample* example = nullptr;
    ExampleResult result;
};

/// The examples of every rule of the set and what came of them when it was read.
std::vector<ReviewedExample> reviewExamples(const RuleSet& rules);

/// What a sound set of rules still lacks: parameters nothing uses, rules without a response, rules
/// that never fire on their own examples or have none, each with its place.
std::vector<RuleError> reviewRules(const RuleSet& rules);

}  // namespace otto
