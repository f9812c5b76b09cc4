// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/backtest/Backtest.h"
#include "core/backtest/BacktestComparison.h"

#include <cstdint>
#include <optional>
#include <string>

namespace otto {

/// What a backtest found, for people and for programs.
struct BacktestReport
{
    const Backtest* run = nullptr;
    /// The run of the rules compared against; null without.
    const Backtest* against = nullptr;
    double operators = 1;
    double seconds = 0;
    std::uint64_t peakBytes = 0;

    [[nodiscard]] std::string text() const;
    /// One line.
    [[nodiscard]] std::string json() const;

private:
    /// Hours of facts times operators.
    [[nodiscard]] double operatorHours() const;
};

/// `1,234,567`.
std::string groupedNumber(std::uint64_t number);

}  // namespace otto
