// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/EngineSetup.h"
#include "core/base/Clock.h"
#include "core/bus/Bus.h"
#include "core/port/ConsolePort.h"
#include "core/port/EngineHost.h"

#include <memory>
#include <string>

namespace otto {

class DemoWorld;

struct SessionOptions
{
    EngineSetup setup;
    /// `otto-engine 0.1.0`; for people on other desks.
    std::string program;
    /// In a demo.
    bool hasColleague = true;
};

/// An engine on its bus, real or simulated: the one place where the kind of bus is chosen.
/// Everything is called by the thread that made it.
class EngineSession
{
public:
    /// Connects in the background: an unreachable broker is no error. Errors name a wrong scenario,
    /// broker list or property.
    static Result<std::unique_ptr<EngineSession>> open(SessionOptions options);
    ~EngineSession();
    EngineSession(const EngineSession&) = delete;
    EngineSession& operator=(const EngineSession&) = delete;

    [[nodiscard]] const EngineSetup& setup() const { return m_options.setup; }
    [[nodiscard]] bool isDemo() const { return m_demo != nullptr; }
    [[nodiscard]] const Clock& clock() const;

    /// Makes the contract's topics where they are missing; waits at most 15 s for the broker.
    /// @pre before start()
    Status createTopics();
    /// Starts the engine on a thread of its own; a demo first simulates its past, which takes a
    /// second or two.
    void start();
    /// A door to the engine. @pre after start(); the session outlives it
    [[nodiscard]] std::unique_ptr<ConsolePort> openPort();
    /// Gives up the duty and ends all threads. Idempotent.
    void stop();

private:
    explicit EngineSession(SessionOptions options);
    Status openDemo();
    Status openKafka();

    const SessionOptions m_options;
    SystemClock m_systemClock;
    std::unique_ptr<DemoWorld> m_demo;
    /// Until start() gives it to the engine.
    std::unique_ptr<Bus> m_bus;
    std::unique_ptr<EngineHost> m_host;
};

}  // namespace otto
