// SPDX-License-Identifier: Apache-2.0
#include "core/port/json/ViewJson.h"

#include <string>
#include <utility>
#include <vector>

namespace otto {

void write(JsonLine& out, const RuleExampleView& example)
{
    out.beginObject();
    out.field("name", example.name);
    out.field("shouldFire", example.shouldFire);
    out.field("passed", example.passed);
    out.field("state", example.state);
    out.field("text", example.text);
    out.endObject();
}

void write(JsonLine& out, const RuleView& rule)
{
    out.beginObject();
    out.field("ruleId", rule.id);
    out.field("name", rule.name);
    out.field("version", rule.version);
    out.field("severity", rule.severity);
    out.field("subject", rule.subject);
    out.field("file", rule.file);
    out.field("when", rule.when);
    out.field("suspender", rule.suspender);
    out.field("asksByItself", rule.asksByItself);
    out.field("fixers", rule.fixers);
    out.field("intent", rule.intent);
    out.field("openFlags", rule.openFlags);
    out.field("raisedToday", rule.raisedToday);
    out.field("clearedToday", rule.clearedToday);
    out.field("clearedByItselfToday", rule.clearedByItselfToday);
    out.field("evaluations", rule.evaluations);
    out.field("failures", rule.failures);
    out.field("failure", rule.failure);
    out.field("frozenBy", rule.frozenBy);
    out.field("examples", rule.examples);
    out.endObject();
}

void write(JsonLine& out, const RuleErrorView& error)
{
    out.beginObject();
    out.field("file", error.file);
    out.field("line", error.line);
    out.field("column", error.column);
    out.field("text", error.text);
    out.endObject();
}

void write(JsonLine& out, const RulesView& rules)
{
    out.beginObject();
    out.field("origin", rules.origin);
    out.field("digest", rules.digest);
    out.field("activeSince", rules.activeSince);
    out.field("rules", rules.rules);
    out.field("errors", rules.errors);
    out.field("refusedAt", rules.refusedAt);
    out.endObject();
}

void write(JsonLine& out, const ExplainedFactView& fact)
{
    out.beginObject();
    out.field("source", fact.source);
    out.field("id", fact.id);
    out.field("name", fact.name);
    out.field("time", fact.time);
    out.field("at", fact.at);
    out.endObject();
}

void write(JsonLine& out, const ExplainedPartView& part)
{
    out.beginObject();
    out.field("text", part.text);
    out.field("begin", std::uint64_t{part.begin});
    out.field("end", std::uint64_t{part.end});
    out.field("depth", part.depth);
    out.field("evaluated", part.wasEvaluated);
    out.field("value", part.value);
    if (part.isCondition) {
        out.field("true", part.isTrue);
        out.field("wouldFlip", part.wouldFlip);
    }
    out.field("facts", part.facts);
    out.endObject();
}

void write(JsonLine& out, const ExplainedExpressionView& expression)
{
    out.beginObject();
    out.field("key", expression.key);
    out.field("text", expression.text);
    out.field("value", expression.value);
    out.field("parts", expression.parts);
    out.endObject();
}

void write(JsonLine& out, const ExplanationView& explanation)
{
    out.beginObject();
    out.field("ruleId", explanation.ruleId);
    out.field("ruleName", explanation.ruleName);
    out.field("ruleVersion", explanation.ruleVersion);
    out.field("subject", explanation.subject);
    out.field("state", explanation.state);
    out.field("sentence", explanation.sentence);
    out.field("now", explanation.now);
    out.field("since", explanation.since);
    out.field("due", explanation.due);
    out.field("recheckAt", explanation.recheckAt);
    out.field("frozenBy", explanation.frozenBy);
    out.key("parameters");
    out.beginObject();
    for (const auto& [name, value] : explanation.parameters) {
        out.field(name, value);
    }
    out.endObject();
    out.field("expressions", explanation.expressions);
    out.endObject();
}

}  // namespace otto
