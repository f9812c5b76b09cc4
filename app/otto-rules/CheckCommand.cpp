// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/CheckCommand.h"

#include "app/otto-rules/RuleSource.h"
#include "core/rules/RuleReview.h"

#include <string>

namespace otto {

CLI::App* CheckCommand::addTo(CLI::App& program)
{
    m_app = program.add_subcommand("check", "Says everything that is wrong with a folder of rules");
    m_app->add_option("folder", m_folder, "Rule files and sla.toml")->type_name("DIR")->required();
    return m_app;
}

ExitCode CheckCommand::run()
{
    const auto rules = readRuleSet(m_folder);
    if (!rules) {
        if (rules.error().code == "RULES_NOT_FOUND")
            return refuse(*m_app->get_parent(), rules.error().text);
        printLine(stdout, rules.error().text);
        return ExitCode::Failed;
    }
    const std::vector<RuleError> findings = reviewRules(**rules);
    for (const RuleError& finding : findings)
        printLine(stdout, finding.sentence());
    printLine(stdout, std::to_string((*rules)->all().size()) + " rules, "
                          + std::to_string(findings.size()) + " findings");
    return findings.empty() ? ExitCode::Ok : ExitCode::Failed;
}

}  // namespace otto
