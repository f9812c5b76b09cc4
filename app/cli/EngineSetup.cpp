// SPDX-License-Identifier: Apache-2.0
#include "app/cli/EngineSetup.h"

#include "app/cli/LocalIdentity.h"
#include "app/cli/Profile.h"
#include "app/cli/Span.h"
#include "core/contract/Excerpt.h"
#include "core/contract/IdText.h"
#include "core/contract/TopicName.h"

namespace otto {

void EngineSetupOptions::addTo(CLI::App& app)
{
    m_demoOption = app.add_option("--demo", m_demo,
                                  "Simulated systems on a broker inside the program; SCENARIO is "
                                  "a name of resources/scenarios or a TOML file")
                       ->type_name("[SCENARIO]")
                       ->expected(0, 1);
    m_brokersOption = app.add_option("--brokers", m_brokers,
                                     "A real Kafka: host:port, several separated by commas")
                          ->type_name("LIST");
    m_envOption =
        app.add_option("--env", m_env, "Which topics: dev, qa, stg, uat or prod")->type_name("ENV");
    m_profileOption = app.add_option("--profile", m_profile,
                                     "Brokers, environment, operator and Kafka properties from a "
                                     "TOML file; options go before")
                          ->type_name("FILE.toml");
    m_operatorOption =
        app.add_option("--operator", m_operator, "Who acts; the login name otherwise")
            ->type_name("ID");
    m_roleOption = app.add_option("--role", m_role,
                                  "viewer (looks only) or operator (asks, claims, repairs); "
                                  "operator otherwise")
                       ->type_name("ROLE");
    m_lookbackOption = app.add_option("--lookback", m_lookback,
                                      "How far back facts are read at start, such as 90m, 24h, "
                                      "7d; 24h otherwise")
                           ->type_name("SPAN");
    app.add_option("--rules", m_rules,
                   "A folder of rule files instead of the built-in catalogue; a change in it is "
                   "taken into use while the program runs")
        ->type_name("DIR");
}

void EngineSetupOptions::addCaptureTo(CLI::App& app, const std::string& name)
{
    m_captureOption = app.add_option(name, m_capture,
                                     "A capture file instead of a broker: shows what it holds and "
                                     "sends nothing")
                          ->type_name("FILE.ottocap");
}

Status EngineSetupOptions::checkCombination() const
{
    if (isGiven(m_captureOption)) {
        for (const CLI::Option* other :
             {m_demoOption, m_brokersOption, m_envOption, m_profileOption, m_lookbackOption}) {
            if (isGiven(other)) {
                return fail("USAGE", "a capture brings its records, environment and time with it; "
                                     "leave out the capture or "
                                         + other->get_name());
            }
        }
    }
    if (!isGiven(m_demoOption))
        return {};
    for (const CLI::Option* other : {m_brokersOption, m_envOption, m_profileOption}) {
        if (isGiven(other)) {
            return fail("USAGE",
                        "--demo has a broker of its own; leave out --demo or " + other->get_name());
        }
    }
    return {};
}

Status EngineSetupOptions::resolveSource(EngineSetup& setup, bool demoByDefault) const
{
    if (isGiven(m_captureOption)) {
        setup.captureFile = m_capture;
        setup.profileName = "capture " + m_capture.substr(m_capture.rfind('/') + 1);
        return {};
    }
    const bool isReal = !setup.brokers.empty() || !setup.env.empty() || isGiven(m_profileOption);
    if (isGiven(m_demoOption) || (!isReal && demoByDefault)) {
        setup.demoScenario = m_demo;
        setup.env = "qa";
        setup.profileName = "demo";
        return {};
    }
    if (!isReal) {
        return fail("USAGE", "say where the facts come from: --brokers LIST with --env ENV, "
                             "--profile FILE.toml, or --demo");
    }
    const bool hasProfile = isGiven(m_profileOption);
    if (setup.env.empty()) {
        return fail("USAGE", hasProfile ? "the profile names no env; add it there or give --env: "
                                          "dev, qa, stg, uat or prod"
                                        : "--brokers needs --env: dev, qa, stg, uat or prod");
    }
    if (setup.brokers.empty()) {
        return fail("USAGE", hasProfile
                                 ? "the profile names no brokers; add them there or give --brokers"
                                 : "--env needs --brokers, such as --brokers localhost:9092");
    }
    if (!isKnownEnv(setup.env)) {
        return fail("USAGE",
                    "--env " + excerpt(setup.env) + " is not one of dev, qa, stg, uat, prod");
    }
    if (setup.profileName.empty())
        setup.profileName = setup.env;
    return {};
}

Status EngineSetupOptions::resolvePrincipal(EngineSetup& setup) const
{
    if (isGiven(m_operatorOption)) {
        if (const std::string_view wrong = idFault(m_operator); !wrong.empty())
            return fail("USAGE", "the id given with --operator " + std::string(wrong));
        setup.principal.operatorId = OperatorId(m_operator);
    }
    if (setup.principal.operatorId.empty())
        setup.principal.operatorId = loginName();
    if (isGiven(m_roleOption)) {
        const std::optional<Role> role = parseRole(m_role);
        if (!role)
            return fail("USAGE", "--role " + excerpt(m_role) + " is neither viewer nor operator");
        setup.principal.role = *role;
    }
    return {};
}

Result<EngineSetup> EngineSetupOptions::resolve(bool demoByDefault) const
{
    if (const Status fits = checkCombination(); !fits)
        return tl::unexpected(fits.error());
    EngineSetup setup;
    setup.rulesFolder = m_rules;
    if (isGiven(m_profileOption)) {
        Result<Profile> profile = Profile::load(m_profile);
        if (!profile)
            return tl::unexpected(profile.error());
        setup.profileName = profile->name;
        setup.brokers = profile->brokers.value_or("");
        setup.env = profile->env.value_or("");
        setup.kafka = std::move(profile->kafka);
        setup.principal.operatorId = profile->operatorId.value_or(OperatorId());
        setup.principal.role = profile->role.value_or(Role::Operator);
        setup.lookback = profile->lookback.value_or(setup.lookback);
    }
    if (isGiven(m_brokersOption))
        setup.brokers = m_brokers;
    if (isGiven(m_envOption))
        setup.env = m_env;
    if (const Status source = resolveSource(setup, demoByDefault); !source)
        return tl::unexpected(source.error());
    if (const Status principal = resolvePrincipal(setup); !principal)
        return tl::unexpected(principal.error());
    if (isGiven(m_lookbackOption)) {
        const Result<Duration> span = parseSpan(m_lookback);
        if (!span)
            return fail("USAGE", "--lookback " + span.error().text);
        setup.lookback = *span;
    }
    return setup;
}

}  // namespace otto
