// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/backtest/BacktestRecords.h"
#include "core/backtest/Backtest.h"
#include "core/port/BacktestPort.h"

#include <chrono>
#include <functional>
#include <memory>

namespace otto {

/// One backtest of a capture for a console, from its order to its result. Everything is read and
/// judged in judge(), on the caller's thread.
class BacktestRun
{
public:
    /// Told what is under way, some times a second. False ends the run.
    using Tell = std::function<bool(const BacktestProgress&)>;
    using Outcome = tl::expected<std::shared_ptr<const BacktestResult>, BacktestFailure>;

    /// `inForce`: the rules of BacktestRules::Origin::InForce.
    BacktestRun(BacktestOrder order, std::shared_ptr<const RuleSet> inForce, Tell tell);

    /// Once. What was cancelled is a failure too: only the caller knows that he wanted it.
    Outcome judge();

private:
    using Set = std::shared_ptr<const RuleSet>;
    using Steady = std::chrono::steady_clock;

    [[nodiscard]] tl::expected<Set, BacktestFailure> setOf(const BacktestRules& rules) const;
    /// False when the run is to end.
    bool enter(BacktestPhase phase, double shareAfter);
    bool tell(double shareOfPhase);
    Result<BacktestRecords> readRecords();
    /// Null when the run is to end.
    std::unique_ptr<Backtest> judgeBy(const Set& set, const BacktestRecords& past,
                                      BacktestPhase phase, double shareAfter);

    const BacktestOrder m_order;
    const Set m_inForce;
    const Tell m_tell;
    BacktestProgress m_progress;
    Steady::time_point m_phaseBegan;
    double m_shareBefore = 0;
    double m_shareAfter = 0;
};

}  // namespace otto
