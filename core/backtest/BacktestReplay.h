// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/Backtest.h"
#include "core/backtest/PastRecords.h"

#include <cstddef>
#include <functional>

namespace otto {

/// How finely the past is judged: rules are looked at after each second of it.
inline constexpr Duration kBacktestProveEvery{1000};

/// Called before the first record, every few thousand of them and at the end with the number that
/// was taken. False ends the replay.
using ReplayWatch = std::function<bool(std::size_t taken)>;

/// Takes all records, which are sorted by their timestamps, and judges the rules after each
/// second from `from` on: what was written in a second counts as read when the next one begins.
/// What came before `from` is known and not judged. Times beyond PastRecords::timeEnds() move
/// nothing. Returns false when the watch ended it.
bool replay(Backtest& backtest, const PastRecords& records, Instant from, const ReplayWatch& watch);

}  // namespace otto
