// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/DemoClock.h"
#include "core/base/Result.h"
#include "core/bus/Bus.h"
#include "core/bus/embedded/EmbeddedBroker.h"
#include "core/port/EngineHost.h"
#include "core/sim/Scenario.h"
#include "core/sim/World.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace otto {

class DemoColleague;

struct DemoOptions
{
    Scenario scenario;
    /// History simulated before the demo goes live.
    Duration past{15 * 60'000};
    bool hasColleague = true;
};

/// A whole small world inside the program: an embedded broker, the simulated source systems on it,
/// a clock, and a simulated colleague at a desk of his own.
///
/// First warmUp() simulates the recent past in virtual time on the caller's thread, then goLive()
/// lets the world run in real time on a thread of its own. clock() and connect() may be used by any
/// thread; the rest belongs to the thread that made it.
class DemoWorld
{
public:
    /// The environment whose topics the demo uses.
    static constexpr std::string_view kEnv = "qa";
    static constexpr std::string_view kColleague = "op-demo";

    explicit DemoWorld(DemoOptions options);
    ~DemoWorld();
    DemoWorld(const DemoWorld&) = delete;
    DemoWorld& operator=(const DemoWorld&) = delete;

    [[nodiscard]] const Clock& clock() const { return m_clock; }
    /// A client of the demo's broker.
    [[nodiscard]] std::unique_ptr<Bus> connect() const;

    /// Simulates the past with the engine taking part, up to the system's time.
    /// @pre called once; the host is not started; it outlives the world's thread
    void warmUp(EngineHost& host);
    /// @pre after warmUp()
    void goLive();
    /// Ends the thread. Idempotent.
    void stop();

private:
    void run();
    void act(Instant now, Duration wait);

    const DemoOptions m_options;
    DemoClock m_clock;
    const std::shared_ptr<EmbeddedBroker> m_broker;
    World m_world;
    std::unique_ptr<DemoColleague> m_colleague;
    Instant m_colleagueNext;
    std::atomic<bool> m_isStopping{false};
    std::thread m_thread;
};

}  // namespace otto
