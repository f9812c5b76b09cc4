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

void reviewRule(const Rule& rule, const std::vector<ExampleResult>& results,
                std::vector<RuleError>& out)
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
    const bool everFires =
        std::any_of(results.begin(), results.end(),
                    [](const ExampleResult& result) { return result.verdict.holds(); });
    if (!everFires) {
        out.push_back(findingIn(rule, "the rule fires on none of its own examples"));
    }
}

}  // namespace

std::vector<ReviewedExample> reviewExamples(const RuleSet& rules)
{
    std::vector<ReviewedExample> out;
    for (std::size_t i = 0; i < rules.all().size(); ++i) {
        const Rule& rule = *rules.all()[i];
        const std::vector<ExampleResult>& results = rules.exampleResults(i);
        for (std::size_t k = 0; k < results.size(); ++k) {
            out.push_back({&rule, &rule.definition().examples[k], results[k]});
        }
    }
    return out;
}

std::vector<RuleError> reviewRules(const RuleSet& rules)
{
    std::vector<RuleError> out;
    for (std::size_t i = 0; i < rules.all().size(); ++i) {
        reviewRule(*rules.all()[i], rules.exampleResults(i), out);
    }
    return out;
}

}  // namespace otto
