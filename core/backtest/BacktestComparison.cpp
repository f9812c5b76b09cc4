// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/BacktestComparison.h"

#include <map>
#include <set>
#include <tuple>

namespace otto {
namespace {

using FlagKey = std::tuple<std::string_view, std::string_view, std::uint32_t>;

FlagKey keyOf(const BacktestFlag& flag)
{
    return {flag.ruleId, flag.subject, flag.occurrence};
}

std::set<FlagKey> keysOf(const std::vector<BacktestFlag>& flags)
{
    std::set<FlagKey> out;
    for (const BacktestFlag& flag : flags) {
        out.insert(keyOf(flag));
    }
    return out;
}

}  // namespace

std::vector<RuleComparison> compare(const std::vector<BacktestFlag>& now,
                                    const std::vector<BacktestFlag>& before)
{
    const std::set<FlagKey> keysNow = keysOf(now);
    const std::set<FlagKey> keysBefore = keysOf(before);
    std::map<std::string, RuleComparison> byRule;
    for (const BacktestFlag& flag : now) {
        RuleComparison& rule = byRule[flag.ruleId];
        ++rule.flags;
        if (!keysBefore.contains(keyOf(flag))) {
            rule.gained.push_back(&flag);
        }
    }
    for (const BacktestFlag& flag : before) {
        RuleComparison& rule = byRule[flag.ruleId];
        ++rule.before;
        if (!keysNow.contains(keyOf(flag))) {
            rule.lost.push_back(&flag);
        }
    }
    std::vector<RuleComparison> out;
    for (auto& [id, rule] : byRule) {
        rule.ruleId = id;
        out.push_back(std::move(rule));
    }
    return out;
}

}  // namespace otto
