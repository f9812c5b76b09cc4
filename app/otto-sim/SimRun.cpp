// SPDX-License-Identifier: Apache-2.0
#include "app/otto-sim/SimRun.h"

#include "app/cli/StopSignal.h"
#include "app/otto-sim/SimSummary.h"
#include "core/base/Log.h"
#include "core/sim/Topics.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace otto {
namespace {

constexpr std::string_view kArea = "sim";
constexpr Duration kWaitMax{50};
constexpr Duration kTopicsPause{1000};
constexpr Duration kProblemPause{5000};
constexpr Duration kFlushMax{10'000};

}  // namespace

SimRun::SimRun(SimSetup setup, std::unique_ptr<Bus> bus, const Clock& clock)
    : m_setup(std::move(setup)), m_bus(std::move(bus)), m_clock(clock), m_start(clock.now())
{}

bool SimRun::isOver(Instant now) const
{
    return isStopRequested() || (m_setup.runFor && now - m_start >= *m_setup.runFor);
}

bool SimRun::makeTopics()
{
    const std::vector<TopicSpec> topics = ottoTopics(m_setup.world.env);
    while (!isOver(m_clock.now())) {
        const Status made = m_bus->createTopics(topics);
        if (made) {
            m_wasUp = true;
            return true;
        }
        log(LogLevel::Warning, kArea, "topics are not made yet: " + made.error().text);
        waitForStop(kTopicsPause);
    }
    return false;
}

void SimRun::reportConnection()
{
    const ConnectionChange& connection = m_world->connection();
    if (connection.state == m_connection) {
        return;
    }
    const bool wasLost = m_connection == ConnectionChange::State::Down;
    m_connection = connection.state;
    if (m_connection == ConnectionChange::State::Down) {
        log(LogLevel::Warning, kArea,
            "no broker since " + connection.since.text() + ": " + connection.reason
                + "; trying again, nothing is lost");
    } else if (m_connection == ConnectionChange::State::Up) {
        log(wasLost ? LogLevel::Warning : LogLevel::Info, kArea, "the broker is there");
        m_wasUp = true;
    }
}

void SimRun::reportProblem(Instant now)
{
    if (now < m_nextProblem) {
        return;
    }
    if (const std::string problem = m_world->takeProblem(); !problem.empty()) {
        log(LogLevel::Warning, kArea, "the broker refused a record, trying again: " + problem);
        m_nextProblem = now + kProblemPause;
    }
}

ExitCode SimRun::run()
{
    const bool hasTopics = !m_setup.createTopics || makeTopics();
    m_world =
        std::make_unique<World>(m_setup.scenario, m_setup.world, std::move(m_bus), m_clock.now());
    if (hasTopics) {
        while (!isOver(m_clock.now())) {
            const Instant now = m_clock.now();
            const Duration idle = m_world->nextWakeUp().value_or(now + kWaitMax) - now;
            m_world->step(now, std::clamp(idle, Duration::zero(), kWaitMax));
            reportConnection();
            reportProblem(now);
        }
        m_world->flush(kFlushMax);
    }
    const WorldStatistics statistics = m_world->statistics();
    const std::string line = summaryLine(m_world->scenario().name, m_world->seed(), statistics);
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
    if (!m_wasUp) {
        return ExitCode::NeverConnected;
    }
    if (statistics.unconfirmed > 0) {
        log(LogLevel::Error, kArea,
            "ended while the broker had not confirmed " + std::to_string(statistics.unconfirmed)
                + " records");
        return ExitCode::Failed;
    }
    return ExitCode::Ok;
}

}  // namespace otto
