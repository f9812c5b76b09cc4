// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/BacktestReplay.h"

namespace otto {
namespace {

constexpr std::size_t kWatchEvery = 2048;

}  // namespace

bool replay(Backtest& backtest, const PastRecords& records, Instant from, const ReplayWatch& watch)
{
    Record record;
    std::optional<Instant> proven;
    for (std::size_t taken = 0; taken < records.size(); ++taken) {
        if (taken % kWatchEvery == 0 && !watch(taken)) {
            return false;
        }
        records.unpack(taken, record);
        if (record.timestamp < from) {
            backtest.take(record, record.timestamp);
            continue;
        }
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
    if (!records.isEmpty()) {
        backtest.prove(record.timestamp + Duration{1});
    }
    return watch(records.size());
}

}  // namespace otto
