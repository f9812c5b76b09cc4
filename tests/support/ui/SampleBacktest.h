// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/BacktestPort.h"

#include <memory>
#include <string>
#include <vector>

namespace otto::test {

/// Two hours of a Monday under a candidate against the rules in force: OT05 gains three flags and
/// loses one, OT30 is new and OT31 gone with a flag each, OT01 raises the same 20, OT22 nothing.
std::shared_ptr<const BacktestResult> sampleBacktest();

/// A door to backtests that the test moves.
class FakeBacktestPort final : public BacktestPort
{
public:
    std::string capture() const override { return openCapture; }
    std::string folder() const override { return rulesFolder; }
    void start(BacktestOrder order) override;
    void cancel() override { ++cancels; }
    BacktestState state() const override { return now; }

    void progress(const BacktestProgress& progress) { now.progress = progress; }
    void end(BacktestState::Stage stage, std::shared_ptr<const BacktestFailure> failure = nullptr);
    void end(std::shared_ptr<const BacktestResult> result);

    std::string openCapture = "/srv/otto/monday.ottocap";
    std::string rulesFolder = "/srv/otto/rules";
    std::vector<BacktestOrder> orders;
    int cancels = 0;
    BacktestState now;
};

}  // namespace otto::test
