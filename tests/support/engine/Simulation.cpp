// SPDX-License-Identifier: Apache-2.0
#include "tests/support/engine/Simulation.h"

#include "core/sim/ScenarioFolder.h"
#include "core/sim/Topics.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace otto::test {

Scenario scenarioNamed(const std::string& name)
{
    const auto scenario = Scenario::load(ScenarioFolder().path() / (name + ".toml"));
    if (!scenario) {
        std::fprintf(stderr, "%s\n", scenario.error().text.c_str());
        std::abort();
    }
    return *scenario;
}

Simulation::Simulation(Scenario scenario, SimulationOptions options)
    : m_options(std::move(options)),
      m_scenario(std::move(scenario)),
      m_clock(m_options.begin),
      m_broker(std::make_shared<EmbeddedBroker>(
          m_clock,
          EmbeddedBrokerLimits{.recordsPerPartitionMax = m_options.recordsPerPartitionMax})),
      m_bus(m_broker),
      m_client(m_broker)
{
    (void)m_client.createTopics(ottoTopics("dev"));
    EngineOptions engine;
    engine.env = "dev";
    engine.instance = "simulated";
    engine.recordWindowBytes = 1024 * 1024;
    engine.rules = m_options.rules;
    if (m_options.unpackedPayments) {
        engine.unpackedPayments = *m_options.unpackedPayments;
    }
    m_engine = std::make_unique<Engine>(engine);
    TailOptions tail;
    tail.startAt = [this](std::string_view topic) { return m_engine->startAt(topic); };
    tail.lookbackFrom = m_options.begin - std::chrono::hours{1};
    m_bus.startTail(std::move(tail));
}

void Simulation::run(Duration time, Duration step)
{
    for (Duration done{0}; done < time; done += step) {
        advance(step);
    }
}

bool Simulation::runUntil(const std::function<bool()>& condition, Duration patience, Duration step)
{
    for (Duration done{0}; !condition(); done += step) {
        if (done >= patience) {
            return false;
        }
        advance(step);
    }
    return true;
}

Response Simulation::ask(Request request)
{
    const Ticket ticket = ++m_ticket;
    StepInput input;
    input.requests.push_back({0, ticket, std::move(request), {OperatorId("op-1"), Role::Operator}});
    stepEngine(std::move(input));
    turn();
    const auto replies = std::exchange(m_replies, {});
    const auto reply = std::find_if(replies.begin(), replies.end(),
                                    [ticket](const Reply& one) { return one.ticket == ticket; });
    return reply == replies.end() ? Response(Error{"NO_REPLY", "the engine did not reply"})
                                  : reply->response;
}

void Simulation::publish(OutgoingRecord record)
{
    m_client.produce(std::move(record), 0);
}

void Simulation::advance(Duration step)
{
    m_clock.advance(step);
    if (!m_world && m_clock.now() >= m_options.begin + m_options.lead) {
        WorldOptions options;
        options.env = "dev";
        options.seed = m_options.seed;
        options.paymentsMax = m_options.payments;
        m_world = std::make_unique<World>(m_scenario, options,
                                          std::make_unique<EmbeddedBus>(m_broker), m_clock.now());
    }
    if (m_world) {
        m_world->step(m_clock.now());
    }
    turn();
}

void Simulation::turn()
{
    if (m_clock.now() - m_probedAt >= m_options.proveEvery) {
        m_probedAt = m_clock.now();
        m_bus.probe();
    }
    for (bool more = true; more;) {
        StepInput input;
        m_bus.poll(Duration{0}, 4096, input.records, input.events);
        input.rules = std::exchange(m_offer, std::nullopt);
        more = !input.records.empty();
        stepEngine(std::move(input));
    }
}

void Simulation::stepEngine(StepInput input)
{
    if (onRecords) {
        onRecords(input.records);
    }
    StepEffects effects;
    m_engine->step(m_clock.now(), std::move(input), effects);
    for (Produce& produce : effects.produce) {
        m_bus.produce(std::move(produce.record), produce.token);
    }
    for (ReplyEffect& reply : effects.replies) {
        m_replies.push_back(std::move(reply.reply));
    }
    (void)m_engine->takeDelta();
    if (onStep) {
        onStep();
    }
}

}  // namespace otto::test
