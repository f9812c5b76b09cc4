// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/sim/Scenario.h"
#include "core/sim/World.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace otto {

/// What otto-sim was asked to do.
struct SimSetup
{
    std::string brokers;
    bool createTopics = false;
    std::optional<Duration> runFor;
    Scenario scenario;
    WorldOptions world;
};

/// The options of otto-sim.
class SimOptions
{
public:
    /// @pre called once, before the command line is read
    void addTo(CLI::App& app);

    /// After the command line was read; loads the scenario. `clockSeed` is used when no seed is
    /// given, so that runs do not use each other's payment ids. Errors are one sentence for a
    /// person.
    [[nodiscard]] Result<SimSetup> resolve(std::uint64_t clockSeed) const;

private:
    [[nodiscard]] Status resolveSystems(WorldOptions& world) const;
    [[nodiscard]] Status resolveNumbers(SimSetup& setup, std::uint64_t clockSeed) const;

    std::string m_brokers;
    std::string m_env;
    std::string m_scenario = "demo";
    std::string m_systems;
    std::string m_rate;
    std::string m_seed;
    std::string m_payments;
    std::string m_runFor;
    bool m_createTopics = false;
};

}  // namespace otto
