// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/TestCommand.h"

#include "app/otto-rules/RuleSource.h"
#include "core/rules/RuleExplanation.h"
#include "core/rules/RuleReview.h"

#include <string>

namespace otto {
namespace {

std::string outcomeText(const ReviewedExample& reviewed)
{
    const RuleExample& example = *reviewed.example;
    std::string text = reviewed.rule->definition().file + ":" + std::to_string(example.line) + ":"
                       + std::to_string(example.column) + ": " + reviewed.rule->id() + ", "
                       + example.name + ": "
                       + (reviewed.result.passed ? "as expected, " : "expected to ");
    if (!reviewed.result.passed)
        text += example.fires ? "fire, but it is " : "stay quiet, but it is ";
    text += ruleStateName(reviewed.result.verdict.state);
    if (!reviewed.result.verdict.error.empty())
        text += " (" + reviewed.result.verdict.error + ")";
    if (!reviewed.result.sentence.empty())
        text += ": " + reviewed.result.sentence;
    return text;
}

}  // namespace

CLI::App* TestCommand::addTo(CLI::App& program)
{
    m_app = program.add_subcommand("test", "Runs the examples in a folder of rules");
    m_app->add_option("folder", m_folder, "Rule files and sla.toml")->type_name("DIR")->required();
    m_app->add_flag("--verbose", m_isVerbose, "Prints those that pass too");
    return m_app;
}

ExitCode TestCommand::run()
{
    const auto rules = readRuleSet(m_folder);
    if (!rules) {
        if (rules.error().code == "RULES_NOT_FOUND")
            return refuse(*m_app->get_parent(), rules.error().text);
        printLine(stdout, rules.error().text);
        return ExitCode::Failed;
    }
    std::size_t failed = 0;
    const std::vector<ReviewedExample> examples = reviewExamples(**rules);
    for (const ReviewedExample& reviewed : examples) {
        failed += reviewed.result.passed ? 0U : 1U;
        if (!reviewed.result.passed || m_isVerbose)
            printLine(stdout, outcomeText(reviewed));
    }
    printLine(stdout, std::to_string(examples.size() - failed) + " passed, "
                          + std::to_string(failed) + " failed");
    return failed == 0 ? ExitCode::Ok : ExitCode::Failed;
}

}  // namespace otto
