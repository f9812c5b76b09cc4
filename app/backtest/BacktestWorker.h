// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/backtest/BacktestRun.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace otto {

/// Runs the console's backtests, each on a thread of its own, beside engine and window.
class BacktestWorker final : public BacktestPort
{
public:
    struct Source
    {
        /// Called on the run's thread.
        std::function<std::shared_ptr<const RuleSet>()> inForce;
        /// Called on the console's thread.
        std::function<std::string()> capture;
        std::string folder;
    };

    explicit BacktestWorker(Source source);
    /// Cancels, and waits for the end.
    ~BacktestWorker() override;
    BacktestWorker(const BacktestWorker&) = delete;
    BacktestWorker& operator=(const BacktestWorker&) = delete;

    [[nodiscard]] std::string capture() const override { return m_source.capture(); }
    [[nodiscard]] std::string folder() const override { return m_source.folder; }
    void start(BacktestOrder order) override;
    void cancel() override { m_isCancelled = true; }
    [[nodiscard]] BacktestState state() const override;

private:
    void run(BacktestOrder order);
    BacktestRun::Outcome judge(BacktestOrder order);
    void end(BacktestState::Stage stage, std::shared_ptr<const BacktestFailure> failure);

    const Source m_source;
    std::atomic<bool> m_isCancelled{false};
    mutable std::mutex m_mutex;
    BacktestState m_state;
    std::thread m_thread;
};

}  // namespace otto
