// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/EngineSetup.h"
#include "app/session/SessionCapture.h"
#include "core/base/Clock.h"
#include "core/bus/Bus.h"
#include "core/port/BacktestPort.h"
#include "core/port/ConsolePort.h"
#include "core/port/EngineHost.h"
#include "core/port/RulePort.h"

#include <memory>
#include <string>

namespace otto {

class BacktestWorker;
class DemoWorld;
class RuleFolderWatch;
class RulesInForce;

struct SessionOptions
{
    EngineSetup setup;
    /// `otto-engine 0.1.0`; for people on other desks.
    std::string program;
    /// In a demo.
    bool hasColleague = true;
    /// A file that everything the engine reads is written to; empty for none.
    std::string captureTo;
};

/// An engine on its bus, real, simulated or a capture: the one place where the kind of bus is
/// chosen.
/// Everything is called by the thread that made it.
class EngineSession
{
public:
    /// Connects in the background: an unreachable broker is no error. Errors name a wrong scenario,
    /// broker list or property, a capture that cannot be read or written, or the first fault in the
    /// rule files.
    static Result<std::unique_ptr<EngineSession>> open(SessionOptions options);
    ~EngineSession();
    EngineSession(const EngineSession&) = delete;
    EngineSession& operator=(const EngineSession&) = delete;

    [[nodiscard]] const EngineSetup& setup() const { return m_options.setup; }
    [[nodiscard]] bool isDemo() const { return m_demo != nullptr; }
    [[nodiscard]] bool isCapture() const { return m_shownCapture != nullptr; }
    /// Of a capture the time of what was read last.
    [[nodiscard]] const Clock& clock() const;
    /// What a desk measures the engine's silence by: of a capture it stands at the end, since a
    /// replay is silent when it is done.
    [[nodiscard]] const Clock& deskClock() const;

    /// Makes the contract's topics where they are missing; waits at most 15 s for the broker.
    /// @pre before start()
    Status createTopics();
    /// Starts the engine on a thread of its own; a demo first simulates its past, which takes a
    /// second or two.
    void start();
    /// A door to the engine. @pre after start(); the session outlives it
    [[nodiscard]] std::unique_ptr<ConsolePort> openPort();
    /// Captures for a console. @pre after start(); the session outlives it
    [[nodiscard]] CapturePort& captures();
    /// The folder of rules; null when the built-in catalogue is in force. @pre after start()
    [[nodiscard]] RulePort* rules();
    /// Backtests beside the engine. @pre after start(); the session outlives it
    [[nodiscard]] BacktestPort& backtests();
    /// Of SessionOptions::captureTo; absent without.
    [[nodiscard]] std::optional<CaptureWriterStatistics> captureStatistics() const;
    /// Gives up the duty and ends all threads. Idempotent.
    void stop();

private:
    explicit EngineSession(SessionOptions options);
    Status openDemo();
    Status openKafka();
    Status openCapture();
    Status captureBus();
    Status readRules();
    void startBacktests();
    [[nodiscard]] std::string captureAtHand() const;
    [[nodiscard]] Result<std::unique_ptr<Bus>> connect() const;

    SessionOptions m_options;
    SystemClock m_systemClock;
    std::unique_ptr<DemoWorld> m_demo;
    std::unique_ptr<ManualClock> m_captureClock;
    std::unique_ptr<ManualClock> m_captureEnd;
    std::unique_ptr<ShownCapture> m_shownCapture;
    std::unique_ptr<SavingCaptures> m_savingCaptures;
    std::unique_ptr<CaptureWriter> m_captureWriter;
    /// Until start() gives it to the engine.
    std::unique_ptr<Bus> m_bus;
    /// The folder's rules as they were when the session was opened; null without a folder.
    std::shared_ptr<const RuleSet> m_rules;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<RulesInForce> m_inForce;
    std::unique_ptr<RuleFolderWatch> m_ruleWatch;
    std::unique_ptr<BacktestWorker> m_backtests;
};

}  // namespace otto
