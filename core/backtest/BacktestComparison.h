// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/Backtest.h"

#include <cstdint>
#include <string>
#include <vector>

namespace otto {

/// One rule in two runs over the same records.
struct RuleComparison
{
    std::string ruleId;
    std::uint64_t flags = 0;
    std::uint64_t before = 0;
    /// Flags that only one of the two raised, in the order of their times.
    std::vector<const BacktestFlag*> gained;
    std::vector<const BacktestFlag*> lost;
};

/// By rule id. A flag of one run is the same as a flag of the other when rule and subject are and
/// both were open at one time, one to one: so `flags` is `before` with the gained and without the
/// lost. The flags must outlive the result.
std::vector<RuleComparison> compare(const std::vector<BacktestFlag>& now,
                                    const std::vector<BacktestFlag>& before);

}  // namespace otto
