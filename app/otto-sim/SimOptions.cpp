// SPDX-License-Identifier: Apache-2.0
#include "app/otto-sim/SimOptions.h"

#include "app/cli/Span.h"
#include "core/contract/Excerpt.h"
#include "core/contract/TopicName.h"
#include "core/sim/ScenarioFolder.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace otto {
namespace {

constexpr double kRateMin = 0.001;
constexpr double kRateMax = 10'000;

tl::unexpected<Error> usage(std::string text)
{
    return fail("USAGE", std::move(text));
}

template <typename T>
std::optional<T> parseAll(const std::string& text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isAll = error == std::errc() && end == text.data() + text.size();
    return isAll ? std::optional(value) : std::nullopt;
}

std::optional<System> simulatedSystem(std::string_view token)
{
    const auto at = std::find_if(kSimulatedSystems.begin(), kSimulatedSystems.end(),
                                 [token](System system) { return wireName(system) == token; });
    return at == kSimulatedSystems.end() ? std::nullopt : std::optional(*at);
}

}  // namespace

void SimOptions::addTo(CLI::App& app)
{
    app.add_option("--brokers", m_brokers, "Kafka brokers: host:port, separated by commas")
        ->type_name("LIST")
        ->required();
    app.add_option("--env", m_env, "Environment whose topics to use: dev, qa, stg, uat, prod")
        ->type_name("ENV")
        ->required();
    app.add_option("--scenario", m_scenario, "A scenario that comes with the program, or a file")
        ->type_name("FILE")
        ->capture_default_str();
    app.add_option("--systems", m_systems,
                   "Which systems to run here: cpr,zelle,wso2,limits,recon; all when not given. "
                   "CPR adds the outbound payments, WSO2 the inbound ones")
        ->type_name("LIST");
    app.add_option("--rate", m_rate, "Payments a second, instead of the scenario's")
        ->type_name("N");
    app.add_option("--seed", m_seed,
                   "Same seed, same payments; the time when not given. A seed used before on this "
                   "broker goes on behind the payments that are there")
        ->type_name("S");
    app.add_option("--payments", m_payments,
                   "Adds so many payments, then only finishes, answers and obeys")
        ->type_name("N");
    app.add_option("--run-for", m_runFor, "Ends after so long")->type_name("SECONDS");
    app.add_flag("--create-topics", m_createTopics,
                 "Makes the contract's topics where they are missing");
}

Status SimOptions::resolveSystems(WorldOptions& world) const
{
    if (m_systems.empty()) {
        return {};
    }
    world.systems.clear();
    std::string_view rest = m_systems;
    while (true) {
        const std::size_t comma = rest.find(',');
        const std::string_view token = rest.substr(0, comma);
        const std::optional<System> system = simulatedSystem(token);
        if (!system) {
            return usage("--systems: " + excerpt(token)
                         + " is not one of cpr, zelle, wso2, limits, recon");
        }
        world.systems.push_back(*system);
        if (comma == std::string_view::npos) {
            return {};
        }
        rest.remove_prefix(comma + 1);
    }
}

Status SimOptions::resolveNumbers(SimSetup& setup, std::uint64_t clockSeed) const
{
    setup.world.seed = clockSeed;
    if (!m_seed.empty()) {
        const auto seed = parseAll<std::uint64_t>(m_seed);
        if (!seed) {
            return usage("--seed: " + excerpt(m_seed) + " is not a whole number");
        }
        setup.world.seed = *seed;
    }
    if (!m_rate.empty()) {
        const auto rate = parseAll<double>(m_rate);
        if (!rate || !std::isfinite(*rate) || *rate < kRateMin || *rate > kRateMax) {
            return usage("--rate: " + excerpt(m_rate) + " is not a number from 0.001 to 10000");
        }
        setup.scenario.rate = *rate;
    }
    if (!m_payments.empty()) {
        setup.world.paymentsMax = parseAll<std::uint64_t>(m_payments);
        if (!setup.world.paymentsMax) {
            return usage("--payments: " + excerpt(m_payments) + " is not a whole number");
        }
    }
    if (!m_runFor.empty()) {
        const Result<Duration> span = parseSpan(m_runFor);
        if (!span) {
            return usage("--run-for: " + span.error().text);
        }
        setup.runFor = *span;
    }
    return {};
}

Result<SimSetup> SimOptions::resolve(std::uint64_t clockSeed) const
{
    SimSetup setup;
    setup.brokers = m_brokers;
    setup.createTopics = m_createTopics;
    if (!isKnownEnv(m_env)) {
        return usage("--env: " + excerpt(m_env) + " is not one of dev, qa, stg, uat, prod");
    }
    setup.world.env = m_env;
    if (const Status systems = resolveSystems(setup.world); !systems) {
        return tl::unexpected(systems.error());
    }
    Result<Scenario> scenario = ScenarioFolder().load(m_scenario);
    if (!scenario) {
        return tl::unexpected(scenario.error());
    }
    setup.scenario = *std::move(scenario);
    if (const Status numbers = resolveNumbers(setup, clockSeed); !numbers) {
        return tl::unexpected(numbers.error());
    }
    return setup;
}

}  // namespace otto
