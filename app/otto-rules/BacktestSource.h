// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/bus/Record.h"

#include <functional>
#include <string>
#include <vector>

namespace otto {

/// Records of the past in the order of their timestamps, whatever order they were read in: so facts
/// of different topics meet as they did then.
struct BacktestRecords
{
    std::string env;
    std::vector<Record> records;
    /// What of a capture is not whole; empty when all is.
    std::string damage;
};

/// `share` of the work, 0 to 1.
using BacktestProgress = std::function<void(double share)>;

struct BacktestSpan
{
    /// Record timestamps: `from` <= t < `to`. Otto's own records are read from their beginning all
    /// the same: an answer within the span may belong to a question from before.
    Instant from{INT64_MIN / 4};
    Instant to{INT64_MAX / 4};
};

Result<BacktestRecords> readCapture(const std::string& path, const BacktestSpan& span,
                                    const BacktestProgress& progress);

/// Reads the topics of an environment from `span.from` up to what the broker holds now.
/// NO_BROKER when none answers within 15 s.
Result<BacktestRecords> readBroker(const std::string& brokers, const std::string& env,
                                   const BacktestSpan& span, const BacktestProgress& progress);

}  // namespace otto
