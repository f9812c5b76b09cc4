// SPDX-License-Identifier: Apache-2.0
#include "core/engine/handlers/RuleHandlers.h"

#include "core/engine/RuleDecisions.h"
#include "core/rules/RuleExplanation.h"
#include "core/rules/RuleReview.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

std::string subjectText(const Rule& rule)
{
    switch (rule.subject()) {
    case RuleSubject::Payment: return "payment";
    case RuleSubject::Feed: return "feed";
    case RuleSubject::Key: break;
    }
    return rule.definition().keyName;
}

bool isSameDay(Instant a, Instant b)
{
    return Date::of(a) == Date::of(b);
}

std::vector<RuleExampleView> exampleViews(const RuleSet& rules, std::size_t index)
{
    std::vector<RuleExampleView> out;
    const auto& examples = rules.all()[index]->definition().examples;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const RuleExample& example = examples[i];
        const ExampleResult& result = rules.exampleResults(index)[i];
        out.push_back(
            {example.name, example.fires, result.passed,
             std::string(ruleStateName(result.verdict.state)),
             result.verdict.state == RuleState::Failed ? result.verdict.error : result.sentence});
    }
    return out;
}

Error unknownSubject(const std::string& subject)
{
    return {"UNKNOWN_SUBJECT", "The rule does not look at '" + subject
                                   + "': expected a payment id, feed:<source> or "
                                     "feed:<key name>:<key> as in the subjects of its flags."};
}

}  // namespace

RuleView RuleHandlers::view(const Rule& rule, std::size_t index) const
{
    const Rule::Definition& definition = rule.definition();
    RuleView out;
    out.id = rule.id();
    out.name = rule.name();
    out.version = rule.version();
    out.severity = std::max(definition.severity, definition.highSeverity);
    out.subject = subjectText(rule);
    out.file = definition.file;
    out.source = definition.source;
    out.when = definition.when->text();
    out.suspender = rule.response().suspender;
    out.asksByItself = rule.response().asksByItself;
    out.fixers = rule.response().fixers;
    out.intent = rule.response().intent;
    const RuleActivity& activity = m_state->runner.activity(index);
    out.evaluations = activity.evaluations;
    out.failures = activity.failures;
    out.failure = activity.error;
    if (const auto judged = m_state->judgedUpTo(); judged && definition.wait) {
        for (std::size_t i = 0; i < kSystemCount; ++i) {
            const auto system = static_cast<System>(i);
            if (rule.reads().mayRead(system) && m_state->feeds[i].isSilent(*judged)) {
                out.frozenBy.push_back(system);
            }
        }
    }
    return out;
}

void RuleHandlers::countFlags(std::map<std::string, RuleView*>& rules) const
{
    for (const auto& [id, flag] : m_state->journal.flags()) {
        const auto rule = rules.find(flag.raised.flag.ruleId);
        if (rule == rules.end()) {
            continue;
        }
        RuleView& view = *rule->second;
        view.openFlags += flag.isOpen() ? 1U : 0U;
        view.raisedToday += isSameDay(flag.raised.raisedAt, m_state->now) ? 1U : 0U;
        if (flag.isOpen() || !isSameDay(flag.closed->clearedAt, m_state->now)) {
            continue;
        }
        ++view.clearedToday;
        bool wasFixed = false;
        if (flag.raised.flag.paymentId) {
            const PaymentId& payment = *flag.raised.flag.paymentId;
            for (const CommandId& command : m_state->journal.commandsOf(payment)) {
                wasFixed =
                    wasFixed
                    || m_state->journal.command(command)->issued.issuedAt >= flag.raised.raisedAt;
            }
        }
        view.clearedByItselfToday += wasFixed ? 0U : 1U;
    }
}

Result<RulesView> RuleHandlers::handle(const RulesQuery&, RequestContext&)
{
    const RuleSet& rules = m_state->runner.rules();
    RulesView out;
    out.origin = m_state->rulesOrigin;
    out.digest = rules.digest();
    const Instant begun = m_state->completeSince.value_or(Instant{});
    out.activeSince = m_state->rulesActiveSince.value_or(begun);
    out.refusedAt = m_state->rulesRefusedAt;
    for (const RuleError& error : m_state->ruleErrors) {
        out.errors.push_back({error.file, error.line, error.column, error.text});
    }
    for (std::size_t i = 0; i < rules.all().size(); ++i) {
        out.rules.push_back(view(*rules.all()[i], i));
        out.rules.back().examples = exampleViews(rules, i);
    }
    std::map<std::string, RuleView*> byId;
    for (RuleView& rule : out.rules) {
        byId[rule.id] = &rule;
    }
    countFlags(byId);
    return out;
}

Result<ExplanationView> RuleHandlers::handle(const ExplainQuery& query, RequestContext&)
{
    const Rule* rule = m_state->runner.rules().find(query.ruleId);
    if (rule == nullptr) {
        return fail("UNKNOWN_RULE", "There is no rule \"" + query.ruleId + "\" in force.");
    }
    if (query.paymentId.has_value() == query.subject.has_value()) {
        return fail("BAD_REQUEST", "Explain needs paymentId or subject, one of the two.");
    }
    if (!m_state->status.watermark) {
        return fail("NOT_READY", "No time is proven yet: the history is still being read.");
    }
    const std::string subject = query.subject ? *query.subject : query.paymentId->value;
    if (query.subject && subject.starts_with("feed:")) {
        return explainFeed(*rule, subject.substr(5));
    }
    return explainPayment(*rule, PaymentId(subject));
}

Result<ExplanationView> RuleHandlers::explainPayment(const Rule& rule, const PaymentId& id)
{
    const auto index = m_state->payments.indexIfKnown(id);
    if (!index) {
        return fail("UNKNOWN_PAYMENT", "No message about payment \"" + id.value
                                           + "\" was read; facts are read from the lookback on.");
    }
    if (rule.subject() != RuleSubject::Payment) {
        return tl::unexpected(unknownSubject(id.value));
    }
    const Payment& payment = m_state->payments.payment(*index);
    const PaymentSurroundings surroundings =
        m_state->runner.surroundingsOf(*index, payment, engineSurroundings(*m_state, id),
                                       [this](std::uint32_t number) -> const Payment& {
                                           return m_state->payments.payment(number);
                                       });
    const PaymentScope scope(payment, &surroundings, m_state->runner.rules().sla());
    RuleInput input;
    input.payment = &payment;
    input.feeds = &m_state->feeds;
    input.now = *m_state->judgedUpTo();
    input.surroundings = &surroundings;
    RuleScratch scratch;
    return convert(explain(rule, input, &scope, scratch), &payment);
}

Result<ExplanationView> RuleHandlers::explainFeed(const Rule& rule, const std::string& feed)
{
    RuleInput input;
    input.feeds = &m_state->feeds;
    input.now = *m_state->judgedUpTo();
    std::vector<WindowCount> windows;
    std::string key;
    const std::string prefix = rule.definition().keyName + ":";
    if (rule.subject() == RuleSubject::Key && feed.starts_with(prefix)) {
        key = feed.substr(prefix.size());
        windows = m_state->runner.windowsOf(rule, key, input.now);
        input.key = key;
        input.windows = windows;
    } else {
        const auto system = Open<System>::fromText(feed);
        if (rule.subject() != RuleSubject::Feed || !system.isKnown()) {
            return tl::unexpected(unknownSubject("feed:" + feed));
        }
        input.feed = system.known();
    }
    RuleScratch scratch;
    return convert(explain(rule, input, nullptr, scratch), nullptr);
}

ExplanationView RuleHandlers::convert(const RuleExplanation& explanation,
                                      const Payment* payment) const
{
    const auto factView = [&](const FactKey& key) {
        ExplainedFactView out{key.source, key.id, {}, {}, {}};
        if (payment != nullptr) {
            for (const PaymentEntry& entry : payment->entries) {
                if (entry.from.id == key.id && entry.source == key.source) {
                    out.name = entry.name;
                    out.time = entry.from.time;
                    out.at = m_state->payments.refOf(entry.from);
                }
            }
        }
        return out;
    };
    ExplanationView out;
    out.ruleId = explanation.ruleId;
    out.ruleName = explanation.ruleName;
    out.ruleVersion = explanation.ruleVersion;
    out.subject = explanation.subject;
    out.state = explanation.state;
    out.sentence = explanation.sentence;
    out.now = explanation.now;
    out.since = explanation.verdict.since;
    out.due = explanation.verdict.due;
    out.recheckAt = explanation.verdict.recheckAt;
    out.frozenBy = explanation.verdict.frozenBy;
    out.parameters = explanation.parameters;
    for (const ExplainedExpression& expression : explanation.expressions) {
        auto& target = out.expressions.emplace_back();
        target.key = expression.key;
        target.text = expression.text;
        target.value = expression.value;
        for (const ExplainedPart& part : expression.parts) {
            auto& view = target.parts.emplace_back();
            view = {part.text,         part.begin,       part.end,    part.depth,     part.value,
                    part.wasEvaluated, part.isCondition, part.isTrue, part.wouldFlip, {}};
            for (const FactKey& key : part.facts) {
                view.facts.push_back(factView(key));
            }
        }
    }
    return out;
}

}  // namespace otto
