// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/CommandLine.h"
#include "app/otto-engine/LineInput.h"
#include "app/otto-engine/Repl.h"
#include "app/session/EngineSession.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace otto {

struct EngineRunOptions
{
    bool createTopics = false;
    bool repl = false;
    std::optional<Duration> runFor;
    std::optional<Duration> untilIdle;
};

/// One run of the headless engine, from start to summary. Standard output carries replies and the
/// summary only; what a person should know of the run goes to standard error.
class EngineRun
{
public:
    EngineRun(EngineSession& session, EngineRunOptions options);

    /// Blocks until the run is over.
    ExitCode run();

private:
    using Steady = std::chrono::steady_clock;

    bool createTopics();
    void turn();
    void apply(const Delta& delta);
    void tell(const EngineStatus& status);
    void tellCapture();
    /// False when a capture that was read or written is not whole; says so.
    bool tellCaptureEnd();
    void printReplies();
    void print(std::string line);
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] bool isTimeUp() const;
    [[nodiscard]] bool isIdle() const;
    [[nodiscard]] bool isInputOver() const;
    [[nodiscard]] bool isReplayOver() const;
    /// All was read that there was at the start; of a capture, all.
    [[nodiscard]] bool hasHistory() const;

    EngineSession& m_session;
    const EngineRunOptions m_options;
    /// Of the program, then of the engine: a demo's warm-up does not count.
    Steady::time_point m_startedAt = Steady::now();
    std::unique_ptr<ConsolePort> m_port;
    std::optional<Repl> m_repl;
    std::optional<LineInput> m_input;
    EngineStatus m_status;
    /// Absent until the history was read for the first time.
    std::optional<Steady::time_point> m_lastRecordAt;
    bool m_wasConnected = false;
    bool m_isOutputClosed = false;
    /// What was told last, so that nothing is told twice.
    Connection m_toldConnection = Connection::Connecting;
    DutyState m_toldDuty = DutyState::CatchingUp;
    std::string m_toldWarning;
    bool m_toldCaptureFailure = false;
};

}  // namespace otto
