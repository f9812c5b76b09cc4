// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/PastRecords.h"
#include "core/base/Result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace otto {

/// Records of the past, sorted by their timestamps, whatever order they were read in: so facts of
/// different topics meet as they did then.
struct BacktestRecords
{
    std::string env;
    PastRecords records;
    /// What of a capture is not whole, in sentences; empty when all is.
    std::string damage;
};

struct BacktestSpan
{
    /// Record timestamps: `from` <= t < `to`. Otto's own records are read from their beginning all
    /// the same: an answer within the span may belong to a question from before.
    Instant from{INT64_MIN / 4};
    Instant to{INT64_MAX / 4};

    [[nodiscard]] bool wants(std::string_view topic, Instant at) const;
};

/// `share` of the work, 0 to 1, and the records read so far. False ends the reading.
using BacktestReading = std::function<bool(double share, std::size_t records)>;

/// All of a capture within the span, in memory. Errors: those of CaptureReader::open, and CANCELLED
/// when `reading` said false. Damage is no error: what is whole is read.
Result<BacktestRecords> readCapture(const std::string& path, const BacktestSpan& span,
                                    const BacktestReading& reading);

}  // namespace otto
