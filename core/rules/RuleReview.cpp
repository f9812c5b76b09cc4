// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleReview.h"

#include <algorithm>

namespace otto {
namespace {

bool isUsed(const Rule& rule, const std::string& parameter)
{
    const std::string variable = "params." + parameter;
    const Rule::Definition& definition = rule.definition();
    std::vector<const cel::Program*> programs;
    for (const auto& [key, program] : rule.programs()) {
        programs.push_back(program);
    }
    for (const TextTemplate* text : {&definition.text, &definition.expected}) {
        for (const cel::Program* program : text->programs()) {
            programs.push_back(program);
        }
    }
    for (const auto& [name, program] : definition.observed) {
        programs.push_back(&program);
    }
    for (const auto* program : {&definition.exposure, &definition.resolveWithin}) {
        if (*program) {
            programs.push_back(&**program);
        }
    }
    for (const WindowDefinition& window : definition.windows) {
        programs.push_back(&window.at);
        programs.push_back(&window.key);
        if (window.where) {
            programs.push_back(&*window.where);
        }
        if (window.value) {
            programs.push_back(&*window.value);
        }
    }
    return std::any_of(programs.begin(), programs.end(), [&variable](const cel::Program* program) {
        return program->usesVariable(variable);
    });
}

RuleError findingIn(const Rule& rule, std::string text)
{
    return {rule.definition().file, 1, 1, std::move(text)};
}

void reviewRule(const Rule& rule, const SlaTable& sla, std::vector<RuleError>& out)
{
    const Rule::Definition& definition = rule.definition();
    for (const RuleParameter& parameter : definition.parameters) {
        if (!isUsed(rule, parameter.name)) {
            out.push_back({definition.file, parameter.line, parameter.column,
                           "nothing uses the parameter '" + parameter.name + "'"});
        }
    }
    const RuleResponse& response = rule.response();
    if (response.suspender.empty() && response.fixers.empty() && response.intent.empty()) {
        out.push_back(findingIn(rule, "the rule has no response: expected 'ask', 'fixers' or "
                                      "'intent' in [response]"));
    }
    if (definition.examples.empty()) {
        out.push_back(findingIn(rule, "the rule has no examples"));
        return;
    }
    const bool everFires = std::any_of(
        definition.examples.begin(), definition.examples.end(), [&](const RuleExample& example) {
            return runExample(rule, example, sla).verdict.holds();
        });
    if (!everFires) {
        out.push_back(findingIn(rule, "the rule fires on none of its own examples"));
    }
}

}  // namespace

std::vector<ReviewedExample> runExamples(const RuleSet& rules)
{
    std::vector<ReviewedExample> out;
    for (const auto& rule : rules.all()) {
        for (const RuleExample& example : rule->definition().examples) {
            out.push_back({rule.get(), &example, runExample(*rule, example, rules.sla())});
        }
    }
    return out;
}

std::vector<RuleError> reviewRules(const RuleSet& rules)
{
    std::vector<RuleError> out;
    for (const auto& rule : rules.all()) {
        reviewRule(*rule, rules.sla(), out);
    }
    return out;
}

}  // namespace otto
