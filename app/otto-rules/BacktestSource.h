// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/backtest/BacktestRecords.h"

#include <string>

namespace otto {

/// Reads the topics of an environment from `span.from` up to what the broker holds now.
/// NO_BROKER when none answers within 15 s.
Result<BacktestRecords> readBroker(const std::string& brokers, const std::string& env,
                                   const BacktestSpan& span, const BacktestReading& reading);

}  // namespace otto
