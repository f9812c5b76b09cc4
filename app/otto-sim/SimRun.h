// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/CommandLine.h"
#include "app/otto-sim/SimOptions.h"
#include "core/base/Clock.h"
#include "core/bus/Bus.h"

#include <memory>
#include <string>

namespace otto {

/// One run of otto-sim in real time: topics, the world, the summary. What the broker has to say
/// (unreachable, lost, back, refusing) goes to standard error once per change; while it is away the
/// world waits and loses nothing.
class SimRun
{
public:
    /// `clock` outlives the run.
    SimRun(SimSetup setup, std::unique_ptr<Bus> bus, const Clock& clock);

    /// Until the time is over or the user stops it. Prints the summary on standard output.
    /// Failed: records were left that the broker never confirmed.
    ExitCode run();

private:
    /// False: stopped before it could.
    bool makeTopics();
    void reportConnection();
    void reportProblem(Instant now);
    [[nodiscard]] bool isOver(Instant now) const;

    const SimSetup m_setup;
    std::unique_ptr<Bus> m_bus;
    const Clock& m_clock;
    const Instant m_start;
    std::unique_ptr<World> m_world;
    ConnectionChange::State m_connection = ConnectionChange::State::Connecting;
    bool m_wasUp = false;
    Instant m_nextProblem;
};

}  // namespace otto
