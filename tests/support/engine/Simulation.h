// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "core/engine/Engine.h"
#include "core/sim/Scenario.h"
#include "core/sim/World.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace otto::test {

struct SimulationOptions
{
    /// Instead of the scenario's.
    std::optional<std::uint64_t> seed;
    std::optional<std::uint64_t> payments;
    Instant begin{1'772'463'600'000};  // 2026-03-02T15:00:00Z
    /// How long the engine runs before there are any systems.
    Duration lead{0};
    /// The broker is asked what it holds, and rules are judged, at most this often.
    Duration proveEvery{0};
    /// Null: the catalogue.
    std::shared_ptr<const RuleSet> rules;
    /// What the broker keeps of each partition; 0: all.
    std::size_t recordsPerPartitionMax = 0;
    /// Instead of EngineOptions' own.
    std::optional<std::size_t> unpackedPayments;
};

/// Simulated systems, broker and engine of env dev in virtual time, on the calling thread. The same
/// scenario and options give the same bytes.
class Simulation
{
public:
    explicit Simulation(Scenario scenario, SimulationOptions options = {});

    void run(Duration time, Duration step = Duration{250});
    /// In steps until `condition` holds; false when `patience` is over before.
    bool runUntil(const std::function<bool()>& condition, Duration patience,
                  Duration step = Duration{250});

    /// In the engine's next step.
    Response ask(Request request);
    void offer(RulesOffer rules) { m_offer = std::move(rules); }

    [[nodiscard]] Engine& engine() { return *m_engine; }
    [[nodiscard]] Instant now() const { return m_clock.now(); }
    /// Another client's records, such as those of a system that is not simulated.
    void publish(OutgoingRecord record);

    /// Told of what the engine reads in one step, before it does.
    std::function<void(std::span<const Record>)> onRecords;
    /// Told after each step of the engine.
    std::function<void()> onStep;

private:
    void advance(Duration step);
    void turn();
    void stepEngine(StepInput input);

    SimulationOptions m_options;
    Scenario m_scenario;
    ManualClock m_clock;
    std::shared_ptr<EmbeddedBroker> m_broker;
    EmbeddedBus m_bus;
    EmbeddedBus m_client;
    std::unique_ptr<World> m_world;
    std::unique_ptr<Engine> m_engine;
    std::optional<RulesOffer> m_offer;
    std::vector<Reply> m_replies;
    Instant m_probedAt;
    Ticket m_ticket = 0;
};

/// A scenario of resources/scenarios by name such as `all-troubles` or `rules/OT01`; ends the test
/// when there is none.
Scenario scenarioNamed(const std::string& name);

}  // namespace otto::test
