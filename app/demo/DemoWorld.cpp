// SPDX-License-Identifier: Apache-2.0
#include "app/demo/DemoWorld.h"

#include "app/demo/DemoColleague.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "core/sim/Topics.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

/// Short enough for a question and its answer to look alive, long enough to be quick.
constexpr Duration kWarmUpStep{200};
constexpr Duration kLiveWait{20};
constexpr Duration kColleagueEvery{500};
/// An hour or two of a demo; the journal is kept whole by its topic's own setting.
constexpr std::size_t kRecordsPerPartitionMax = 20'000;

std::shared_ptr<EmbeddedBroker> makeBroker(const Clock& clock)
{
    auto broker =
        std::make_shared<EmbeddedBroker>(clock, EmbeddedBrokerLimits{kRecordsPerPartitionMax});
    // A fresh embedded broker takes every topic of the contract.
    std::ignore = broker->createTopics(ottoTopics(DemoWorld::kEnv));
    return broker;
}

WorldOptions worldOptions()
{
    WorldOptions options;
    options.env = DemoWorld::kEnv;
    return options;
}

}  // namespace

DemoWorld::DemoWorld(DemoOptions options)
    : m_options(std::move(options)),
      m_clock(SystemClock().now() - m_options.past),
      m_broker(makeBroker(m_clock)),
      m_world(m_options.scenario, worldOptions(), connect(), m_clock.now())
{}

DemoWorld::~DemoWorld()
{
    stop();
}

std::unique_ptr<Bus> DemoWorld::connect() const
{
    return std::make_unique<EmbeddedBus>(m_broker);
}

void DemoWorld::act(Instant now, Duration wait)
{
    m_world.step(now, wait);
    if (m_colleague && now >= m_colleagueNext) {
        m_colleague->step(now);
        m_colleagueNext = now + kColleagueEvery;
    }
}

void DemoWorld::warmUp(EngineHost& host)
{
    if (m_options.hasColleague) {
        m_colleague = std::make_unique<DemoColleague>(
            host.openPort(), OperatorId(std::string(kColleague)), m_world.seed());
    }
    const SystemClock real;
    for (Instant now = m_clock.now(); now < real.now();) {
        now = std::min(now + kWarmUpStep, real.now());
        m_clock.moveTo(now);
        act(now, Duration::zero());
        host.runOnce(Duration::zero());
    }
    m_clock.goLive();
}

void DemoWorld::goLive()
{
    m_thread = std::thread([this] { run(); });
}

void DemoWorld::run()
{
    while (!m_isStopping)
        act(m_clock.now(), kLiveWait);
}

void DemoWorld::stop()
{
    m_isStopping = true;
    if (m_thread.joinable())
        m_thread.join();
    m_colleague.reset();
}

}  // namespace otto
