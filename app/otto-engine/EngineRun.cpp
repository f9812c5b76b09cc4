// SPDX-License-Identifier: Apache-2.0
#include "app/otto-engine/EngineRun.h"

#include "app/cli/StopSignal.h"
#include "core/port/json/RequestJson.h"
#include "core/port/json/ResponseJson.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <unistd.h>

namespace otto {
namespace {

constexpr Duration kTurn{10};
constexpr Duration kRetryTopics{1'000};

void say(std::string_view sentence)
{
    const std::string line = "otto-engine: " + std::string(sentence) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
}

/// Otto's own signs of life in the journal are no traffic: an idle engine writes them too.
bool isTraffic(const StreamRow& row)
{
    return row.kind != RecordKind::Journal;
}

}  // namespace

EngineRun::EngineRun(EngineSession& session, EngineRunOptions options)
    : m_session(session), m_options(options)
{}

ExitCode EngineRun::run()
{
    if (m_options.createTopics && !createTopics())
        return ExitCode::NeverConnected;
    m_session.start();
    m_startedAt = Steady::now();
    m_port = m_session.openPort();
    if (m_options.repl) {
        m_repl.emplace(*m_port, m_session.setup().principal);
        m_input.emplace(STDIN_FILENO, kRequestLineMax);
    }
    while (!isOver())
        turn();
    m_input.reset();
    m_session.stop();
    if (const auto delta = m_port->poll())
        apply(*delta);
    printReplies();
    print(summaryJson(m_status));
    if (!tellCaptureEnd())
        return ExitCode::Failed;
    return m_wasConnected ? ExitCode::Ok : ExitCode::NeverConnected;
}

bool EngineRun::createTopics()
{
    std::string told;
    while (true) {
        const Status made = m_session.createTopics();
        if (made)
            return true;
        if (made.error().text != told) {
            told = made.error().text;
            say("the topics cannot be made: " + told + "; trying again");
        }
        const Steady::time_point next = Steady::now() + kRetryTopics;
        while (Steady::now() < next) {
            if (waitForStop(kTurn) || isTimeUp())
                return false;
        }
    }
}

void EngineRun::turn()
{
    if (m_input && !m_input->isAtEnd()) {
        m_input->wait(kTurn);
        for (const std::string& line : m_input->take())
            m_repl->request(line);
    } else {
        waitForStop(kTurn);
    }
    if (const auto delta = m_port->poll())
        apply(*delta);
    tellCapture();
    printReplies();
}

void EngineRun::tellCapture()
{
    const auto capture = m_session.captureStatistics();
    if (capture && capture->failure && !std::exchange(m_toldCaptureFailure, true))
        say("the capture has ended: " + capture->failure->text);
}

bool EngineRun::tellCaptureEnd()
{
    if (m_session.isCapture()) {
        const CaptureShown shown = *m_session.captures().shown();
        say("read " + std::to_string(shown.recordsRead) + " records of " + shown.file);
        if (!shown.isClosed)
            say("the capture has no whole end: what its writer read last may be missing");
        if (!shown.damage.empty())
            say(shown.damage);
        return shown.damage.empty();
    }
    tellCapture();
    const auto capture = m_session.captureStatistics();
    if (!capture)
        return true;
    std::string told = "captured " + std::to_string(capture->records) + " records in "
                       + std::to_string(capture->bytesWritten) + " bytes";
    if (capture->leftOut > 0)
        told += "; " + std::to_string(capture->leftOut) + " were too large for a capture";
    say(told);
    return !capture->failure && capture->leftOut == 0;
}

void EngineRun::apply(const Delta& delta)
{
    m_status = delta.status;
    tell(m_status);
    m_wasConnected = m_wasConnected || m_status.connection == Connection::Up;
    const bool isCaughtUp = hasHistory();
    if (isCaughtUp
        && (!m_lastRecordAt || delta.streamRowsSkipped > 0
            || std::any_of(delta.streamRows.begin(), delta.streamRows.end(), isTraffic)))
        m_lastRecordAt = Steady::now();
    if (!m_repl)
        return;
    // With no broker in reach there is no history to wait for.
    if (isCaughtUp || m_status.connection == Connection::Down)
        m_repl->open();
    m_repl->apply(delta);
}

void EngineRun::tell(const EngineStatus& status)
{
    if (status.connection != m_toldConnection) {
        if (status.connection == Connection::Down)
            say(status.connectionReason + "; trying again");
        else if (m_toldConnection == Connection::Down && status.connection == Connection::Up)
            say("connected");
        if (status.connection != Connection::Connecting)
            m_toldConnection = status.connection;
    }
    if (status.duty != m_toldDuty) {
        m_toldDuty = status.duty;
        if (status.duty == DutyState::ReadOnly)
            say("read-only: " + status.dutyText);
    }
    if (status.warning != m_toldWarning) {
        m_toldWarning = status.warning;
        if (!m_toldWarning.empty())
            say(m_toldWarning);
    }
}

void EngineRun::printReplies()
{
    if (!m_repl)
        return;
    for (std::string& reply : m_repl->takeReplies())
        print(std::move(reply));
}

void EngineRun::print(std::string line)
{
    line.push_back('\n');
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size() || std::fflush(stdout) != 0)
        m_isOutputClosed = true;
}

bool EngineRun::isTimeUp() const
{
    return m_options.runFor && Steady::now() - m_startedAt >= *m_options.runFor;
}

bool EngineRun::isIdle() const
{
    return m_options.untilIdle && m_lastRecordAt
           && Steady::now() - *m_lastRecordAt >= *m_options.untilIdle
           && m_status.unjudgedPayments == 0 && (!m_repl || m_repl->isIdle());
}

bool EngineRun::isInputOver() const
{
    return m_input && !m_options.runFor && !m_options.untilIdle && m_input->isAtEnd()
           && m_repl->isIdle();
}

bool EngineRun::hasHistory() const
{
    if (m_session.isCapture()) {
        // The last proof of a replay is made of its end.
        return m_session.captures().shown()->isAllRead && m_status.watermark
               && *m_status.watermark >= m_session.clock().now();
    }
    return m_status.duty != DutyState::CatchingUp;
}

bool EngineRun::isReplayOver() const
{
    return m_session.isCapture() && !m_repl && !m_options.runFor && !m_options.untilIdle
           && hasHistory();
}

bool EngineRun::isOver() const
{
    return isStopRequested() || m_isOutputClosed || isTimeUp() || isIdle() || isInputOver()
           || isReplayOver();
}

}  // namespace otto
