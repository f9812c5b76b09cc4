// SPDX-License-Identifier: Apache-2.0
#include "app/backtest/BacktestWorker.h"

#include <exception>
#include <new>
#include <string>
#include <utility>

namespace otto {
namespace {

std::shared_ptr<const BacktestFailure> failureOf(std::string text)
{
    auto failure = std::make_shared<BacktestFailure>();
    failure->text = std::move(text);
    return failure;
}

}  // namespace

BacktestWorker::BacktestWorker(Source source) : m_source(std::move(source)) {}

BacktestWorker::~BacktestWorker()
{
    cancel();
    if (m_thread.joinable())
        m_thread.join();
}

void BacktestWorker::start(BacktestOrder order)
{
    if (state().stage == BacktestState::Stage::Running)
        return;
    // Its last act was to say that it ended.
    if (m_thread.joinable())
        m_thread.join();
    m_isCancelled = false;
    {
        const std::lock_guard lock(m_mutex);
        m_state.stage = BacktestState::Stage::Running;
        ++m_state.run;
        m_state.progress = {};
        m_state.failure.reset();
    }
    try {
        m_thread = std::thread([this, given = std::move(order)] { run(given); });
    } catch (const std::exception& error) {
        end(BacktestState::Stage::Failed,
            failureOf(std::string("The backtest could not begin: ") + error.what()));
    }
}

BacktestState BacktestWorker::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void BacktestWorker::run(BacktestOrder order)
{
    try {
        BacktestRun::Outcome outcome = judge(std::move(order));
        if (outcome) {
            {
                const std::lock_guard lock(m_mutex);
                m_state.result = *std::move(outcome);
            }
            end(BacktestState::Stage::Done, nullptr);
        } else if (m_isCancelled) {
            end(BacktestState::Stage::Cancelled, nullptr);
        } else {
            end(BacktestState::Stage::Failed,
                std::make_shared<BacktestFailure>(std::move(outcome.error())));
        }
    } catch (const std::bad_alloc&) {
        end(BacktestState::Stage::Failed,
            failureOf("The capture is too large for this computer's memory; otto-rules backtest "
                      "takes a span of it with --from and --to."));
    } catch (const std::exception& error) {
        end(BacktestState::Stage::Failed,
            failureOf(std::string("The backtest ended by an error of the program: ")
                      + error.what()));
    }
}

BacktestRun::Outcome BacktestWorker::judge(BacktestOrder order)
{
    BacktestRun backtest(std::move(order), m_source.inForce(),
                         [this](const BacktestProgress& progress) {
                             const std::lock_guard lock(m_mutex);
                             m_state.progress = progress;
                             return !m_isCancelled;
                         });
    return backtest.judge();
}

void BacktestWorker::end(BacktestState::Stage stage, std::shared_ptr<const BacktestFailure> failure)
{
    const std::lock_guard lock(m_mutex);
    m_state.stage = stage;
    m_state.failure = std::move(failure);
}

}  // namespace otto
