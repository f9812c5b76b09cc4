// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/engine/request/Requests.h"

#include <CLI/CLI.hpp>

#include <map>
#include <optional>
#include <string>

namespace otto {

/// Where a program's engine reads and as whom it acts: command line, then profile, then defaults.
struct EngineSetup
{
    /// A scenario's name or file (empty: the program's own choice): the embedded broker with
    /// simulated systems. Absent: a real broker.
    std::optional<std::string> demoScenario;
    /// Absent: a broker. `env` is that of the file then and not known before it was opened.
    std::optional<std::string> captureFile;
    /// host:port, separated by commas.
    std::string brokers;
    std::string env;
    /// Further librdkafka properties.
    std::map<std::string, std::string> kafka;
    /// For people: the profile's name, `demo`, or the environment.
    std::string profileName;
    Principal principal;
    Duration lookback{std::chrono::hours{24}};
    /// A folder of rule files; empty for the catalogue the program was built with.
    std::string rulesFolder;
};

/// The options that every program with an engine takes.
class EngineSetupOptions
{
public:
    /// @pre addTo() is called once, before the command line is read
    void addTo(CLI::App& app);
    /// The option, or with a name without dashes the argument, that names a capture to read instead
    /// of a broker. @pre after addTo()
    void addCaptureTo(CLI::App& app, const std::string& name);

    /// After the command line was read. `demoByDefault`: no source at all means the demo. Errors
    /// are one sentence for a person; wrong combinations are errors.
    [[nodiscard]] Result<EngineSetup> resolve(bool demoByDefault) const;

private:
    [[nodiscard]] bool isGiven(const CLI::Option* option) const
    {
        return option != nullptr && option->count() > 0;
    }
    [[nodiscard]] Status checkCombination() const;
    [[nodiscard]] Status resolveSource(EngineSetup& setup, bool demoByDefault) const;
    [[nodiscard]] Status resolvePrincipal(EngineSetup& setup) const;

    CLI::Option* m_demoOption = nullptr;
    CLI::Option* m_brokersOption = nullptr;
    CLI::Option* m_envOption = nullptr;
    CLI::Option* m_profileOption = nullptr;
    CLI::Option* m_operatorOption = nullptr;
    CLI::Option* m_roleOption = nullptr;
    CLI::Option* m_lookbackOption = nullptr;
    CLI::Option* m_captureOption = nullptr;
    std::string m_demo;
    std::string m_brokers;
    std::string m_env;
    std::string m_profile;
    std::string m_operator;
    std::string m_role;
    std::string m_lookback;
    std::string m_capture;
    std::string m_rules;
};

}  // namespace otto
