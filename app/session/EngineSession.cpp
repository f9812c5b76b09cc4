// SPDX-License-Identifier: Apache-2.0
#include "app/session/EngineSession.h"

#include "app/cli/LocalIdentity.h"
#include "app/demo/DemoWorld.h"
#include "core/bus/kafka/KafkaBus.h"
#include "core/sim/ScenarioFolder.h"
#include "core/sim/Topics.h"

#include <utility>

namespace otto {
namespace {

constexpr std::string_view kDefaultScenario = "demo";

}  // namespace

EngineSession::EngineSession(SessionOptions options) : m_options(std::move(options)) {}

EngineSession::~EngineSession()
{
    stop();
}

Result<std::unique_ptr<EngineSession>> EngineSession::open(SessionOptions options)
{
    std::unique_ptr<EngineSession> session(new EngineSession(std::move(options)));
    const Status opened =
        session->setup().demoScenario ? session->openDemo() : session->openKafka();
    if (!opened)
        return tl::unexpected(opened.error());
    return session;
}

Status EngineSession::openDemo()
{
    std::string name = *setup().demoScenario;
    if (name.empty())
        name = kDefaultScenario;
    Result<Scenario> scenario = ScenarioFolder().load(name);
    if (!scenario)
        return tl::unexpected(scenario.error());
    DemoOptions options;
    options.scenario = std::move(*scenario);
    options.hasColleague = m_options.hasColleague;
    m_demo = std::make_unique<DemoWorld>(std::move(options));
    m_bus = m_demo->connect();
    return {};
}

Status EngineSession::openKafka()
{
    KafkaConfig config;
    config.brokers = setup().brokers;
    config.clientId = "otto";
    config.properties = setup().kafka;
    Result<std::unique_ptr<KafkaBus>> bus = KafkaBus::create(config, m_systemClock);
    if (!bus)
        return tl::unexpected(bus.error());
    m_bus = std::move(*bus);
    return {};
}

const Clock& EngineSession::clock() const
{
    return m_demo ? m_demo->clock() : m_systemClock;
}

Status EngineSession::createTopics()
{
    return m_bus->createTopics(ottoTopics(setup().env));
}

void EngineSession::start()
{
    EngineHostOptions options;
    options.env = setup().env;
    options.instance = newInstanceId();
    options.description =
        m_options.program + " on " + hostName() + " by " + setup().principal.operatorId.value;
    options.lookback = setup().lookback;
    m_host = std::make_unique<EngineHost>(std::move(m_bus), clock(), std::move(options));
    if (m_demo)
        m_demo->warmUp(*m_host);
    m_host->start();
    if (m_demo)
        m_demo->goLive();
}

std::unique_ptr<ConsolePort> EngineSession::openPort()
{
    return m_host->openPort();
}

void EngineSession::stop()
{
    // The colleague's desk closes before the engine behind it.
    if (m_demo)
        m_demo->stop();
    if (m_host)
        m_host->stop();
}

}  // namespace otto
