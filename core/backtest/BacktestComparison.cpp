// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/BacktestComparison.h"

#include <algorithm>
#include <map>
#include <utility>

namespace otto {
namespace {

using Flags = std::vector<const BacktestFlag*>;

/// Of one rule on one subject; each in the order of its times, since only one is open at a time.
struct Pair
{
    Flags now;
    Flags before;
};

/// True when `a` was over before `b` began.
bool endsBefore(const BacktestFlag& a, const BacktestFlag& b)
{
    return a.clearedAt && *a.clearedAt < b.raisedAt;
}

void sortOut(const Pair& pair, RuleComparison& rule)
{
    auto now = pair.now.begin();
    auto before = pair.before.begin();
    while (now != pair.now.end() || before != pair.before.end()) {
        if (before == pair.before.end() || (now != pair.now.end() && endsBefore(**now, **before))) {
            rule.gained.push_back(*now++);
        } else if (now == pair.now.end() || endsBefore(**before, **now)) {
            rule.lost.push_back(*before++);
        } else {
            ++now;
            ++before;
        }
    }
}

void sortByTime(Flags& flags)
{
    std::stable_sort(flags.begin(), flags.end(), [](const BacktestFlag* a, const BacktestFlag* b) {
        return a->raisedAt < b->raisedAt;
    });
}

}  // namespace

std::vector<RuleComparison> compare(const std::vector<BacktestFlag>& now,
                                    const std::vector<BacktestFlag>& before)
{
    std::map<std::string, RuleComparison> byRule;
    std::map<std::pair<std::string, std::string>, Pair> pairs;
    for (const BacktestFlag& flag : now) {
        ++byRule[flag.ruleId].flags;
        pairs[{flag.ruleId, flag.subject}].now.push_back(&flag);
    }
    for (const BacktestFlag& flag : before) {
        ++byRule[flag.ruleId].before;
        pairs[{flag.ruleId, flag.subject}].before.push_back(&flag);
    }
    for (const auto& [key, pair] : pairs) {
        sortOut(pair, byRule[key.first]);
    }
    std::vector<RuleComparison> out;
    for (auto& [id, rule] : byRule) {
        rule.ruleId = id;
        sortByTime(rule.gained);
        sortByTime(rule.lost);
        out.push_back(std::move(rule));
    }
    return out;
}

}  // namespace otto
