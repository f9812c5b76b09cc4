// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/BacktestReplay.h"

namespace otto {
namespace {

constexpr std::size_t kWatchEvery = 2048;

}  // namespace

bool replay(Backtest& backtest, const PastRecords& records, Instant from, const ReplayWatch& watch)
{
    const Instant ends = records.timeEnds();
    Record record;
    std::optional<Instant> proven;
    std::optional<Instant> latest;
    for (std::size_t taken = 0; taken < records.size(); ++taken) {
        if (taken % kWatchEvery == 0 && !watch(taken)) {
            return false;
        }
        records.unpack(taken, record);
        if (record.timestamp < from) {
            backtest.take(record, record.timestamp);
            continue;
        }
        if (record.timestamp > ends) {
            // It was read before its own time, and proves nothing.
            backtest.take(record, latest.value_or(ends));
            continue;
        }
        latest = record.timestamp;
        if (!proven) {
            proven = record.timestamp;
        }
        const Duration behind = record.timestamp - *proven;
        if (behind >= kBacktestProveEvery) {
            proven = *proven + behind / kBacktestProveEvery * kBacktestProveEvery;
            backtest.prove(*proven);
        }
        backtest.take(record, record.timestamp);
    }
    if (latest) {
        backtest.prove(*latest + Duration{1});
    }
    return watch(records.size());
}

}  // namespace otto
