// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/BacktestPort.h"

#include <QString>

// The words that backtests have on the screen.

namespace otto {

/// "Rules in force", "Built-in rules", or the folder.
QString ruleSetWord(const BacktestRules& rules);

/// "48 %  ·  Judging by the candidate: 310 000 facts, 150 000 a second".
QString progressText(const BacktestProgress& progress);

/// All flags of the candidate, or of the other set.
std::uint64_t flagsOf(const BacktestResult& result);
std::uint64_t flagsBeforeOf(const BacktestResult& result);
std::uint64_t gainedOf(const BacktestResult& result);
std::uint64_t lostOf(const BacktestResult& result);

/// "12 flags gained, 3 lost": what a rule owner has to know first.
QString headlineText(const BacktestResult& result);
/// "172 → 181 flags  ·  2.31 → 2.43 per operator-hour with 2 operators".
QString flagsText(const BacktestResult& result, int operators);
/// What was judged, by which rules, and how long it took.
QString scopeText(const BacktestResult& result);

QString changeWord(const BacktestChange& change);
/// "Gained: OT05 Limits not restored on PMT-1, raised ..., cleared after 39 s."
QString changeText(const BacktestChange& change, const QString& rule);

}  // namespace otto
