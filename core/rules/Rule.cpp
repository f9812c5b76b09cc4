// SPDX-License-Identifier: Apache-2.0
#include "core/rules/Rule.h"

#include "core/rules/RuleText.h"

#include <algorithm>

namespace otto {
namespace {

/// What bindPayment() binds: the payment, its feed and the time.
constexpr std::size_t kPaymentVariables = 3;

/// How often a rule whose condition itself looks at the time is looked at again.
constexpr Duration kNowRecheck = std::chrono::seconds{5};

void fail(Verdict& verdict, std::string_view key, const cel::Value& value)
{
    verdict = {};
    verdict.state = RuleState::Failed;
    verdict.error = std::string(key) + ": "
                    + (value.isError() ? std::string(value.asError().message)
                                       : "gave " + std::string(cel::typeName(value)));
}

void recheck(Verdict& verdict, Instant at)
{
    verdict.recheckAt = verdict.recheckAt ? std::min(*verdict.recheckAt, at) : at;
}

bool uses(const std::optional<cel::Program>& program, std::string_view variable)
{
    return program && program->usesVariable(variable);
}

Duration durationOf(const cel::Value& value)
{
    return std::chrono::duration_cast<Duration>(value.asDuration());
}

}  // namespace

Rule::Rule(Definition definition) : m_definition(std::move(definition))
{
    for (const auto& [key, program] : programs()) {
        m_reads.add(program->reads());
    }
    m_usesNow = uses(m_definition.when, "now") || uses(m_definition.clear, "now")
                || uses(m_definition.highWhen, "now");
    if (m_definition.subject == RuleSubject::Payment && m_definition.when) {
        m_refuted = refutedStatuses(*m_definition.when);
    }
    for (const WindowDefinition& window : m_definition.windows) {
        for (const cel::Program* program : {&window.at, &window.key}) {
            m_reads.add(program->reads());
        }
        for (const auto* program : {&window.where, &window.value}) {
            if (*program) {
                m_reads.add((*program)->reads());
            }
        }
    }
    const auto all = programs();
    const bool usesSource = std::any_of(all.begin(), all.end(), [](const auto& keyed) {
        return keyed.second->usesVariable("source");
    });
    if (usesSource) {
        m_usesNow = true;
    }
    if (usesSource || m_definition.wait) {
        // Whose feed it is, or may freeze it, changes with who speaks first.
        m_reads.aspects |= aspect::kVersions;
    }
    // Parameters go by the rail that PaymentAdded names; a rule that reads nothing else is looked
    // at with every change.
    m_reads.aspects = m_reads.aspects == 0 ? aspect::kAll : m_reads.aspects | aspect::kAdded;
}

std::vector<std::pair<std::string, const cel::Program*>> Rule::programs() const
{
    std::vector<std::pair<std::string, const cel::Program*>> out;
    const auto add = [&out](const char* key, const std::optional<cel::Program>& program) {
        if (program) {
            out.emplace_back(key, &*program);
        }
    };
    add("when", m_definition.when);
    add("since", m_definition.since);
    add("for", m_definition.wait);
    add("clear", m_definition.clear);
    add("high.when", m_definition.highWhen);
    add("high.after", m_definition.highAfter);
    return out;
}

void Rule::bindFeed(const RuleInput& input, System system, RuleScratch& scratch)
{
    scratch.feed = {system, &(*input.feeds)[static_cast<std::size_t>(system)], input.now};
    scratch.variables.push_back(cel::Value::record(&scratch.feed, &feedRecord()));
}

void Rule::bindParameters(std::optional<Rail> rail, RuleScratch& scratch) const
{
    for (const RuleParameter& parameter : m_definition.parameters) {
        const auto& own = rail ? parameter.byRail[static_cast<std::size_t>(*rail)] : std::nullopt;
        scratch.variables.push_back(own ? *own : parameter.value);
    }
}

void Rule::bindPayment(const RuleInput& input, const PaymentScope& scope, RuleScratch& scratch)
{
    scratch.arena.reset();
    scratch.variables.clear();
    scratch.variables.push_back(cel::Value::record(&scope, &paymentRecord()));
    bindFeed(input, scope.owner, scratch);
    scratch.variables.push_back(cel::Value::timestamp(input.now));
}

void Rule::bindWindow(const RuleInput& input, const PaymentScope& scope, RuleScratch& scratch) const
{
    bindPayment(input, scope, scratch);
    bindParameters(scope.rail, scratch);
}

void Rule::bind(const RuleInput& input, const PaymentScope* scope, RuleScratch& scratch) const
{
    if (m_definition.subject == RuleSubject::Payment) {
        bindWindow(input, *scope, scratch);
        return;
    }
    scratch.arena.reset();
    scratch.variables.clear();
    if (m_definition.subject == RuleSubject::Feed) {
        bindFeed(input, input.feed, scratch);
    } else {
        scratch.variables.push_back(cel::Value::string(input.key));
        for (const WindowCount& window : input.windows) {
            scratch.variables.push_back(cel::Value::record(&window, &windowRecord()));
        }
    }
    scratch.variables.push_back(cel::Value::timestamp(input.now));
    bindParameters(std::nullopt, scratch);
}

Verdict Rule::evaluate(const RuleInput& input, const PaymentScope* scope,
                       RuleScratch& scratch) const
{
    bind(input, scope, scratch);
    return judgeBound(input, scratch);
}

Verdict Rule::evaluateBound(const RuleInput& input, const PaymentScope& scope,
                            RuleScratch& scratch) const
{
    scratch.variables.resize(kPaymentVariables);
    bindParameters(scope.rail, scratch);
    return judgeBound(input, scratch);
}

Verdict Rule::judgeBound(const RuleInput& input, RuleScratch& scratch) const
{
    Verdict verdict = judge(input, scratch);
    if (m_usesNow) {
        recheck(verdict, input.now + kNowRecheck);
    }
    return verdict;
}

Verdict Rule::judge(const RuleInput& input, RuleScratch& scratch) const
{
    Verdict verdict;
    const cel::Value when = m_definition.when->evaluate(scratch.variables, scratch.arena);
    if (when.isTrue()) {
        judgeTime(input, verdict, scratch);
    } else if (!when.isFalse()) {
        fail(verdict, "when", when);
    }
    if (verdict.state == RuleState::Failed || verdict.holds()
        || verdict.state == RuleState::Frozen) {
        return verdict;
    }
    if (!m_definition.clear) {
        verdict.clears = true;
        return verdict;
    }
    const cel::Value clear = m_definition.clear->evaluate(scratch.variables, scratch.arena);
    if (clear.isError()) {
        fail(verdict, "clear", clear);
    }
    verdict.clears = clear.isTrue();
    return verdict;
}

void Rule::judgeTime(const RuleInput& input, Verdict& verdict, RuleScratch& scratch) const
{
    if (m_definition.since) {
        const cel::Value since = m_definition.since->evaluate(scratch.variables, scratch.arena);
        if (since.kind() != cel::Kind::Timestamp) {
            fail(verdict, "since", since);
            return;
        }
        verdict.since = instantOf(since);
    }
    if (m_definition.wait) {
        const cel::Value wait = m_definition.wait->evaluate(scratch.variables, scratch.arena);
        if (wait.kind() != cel::Kind::Duration) {
            fail(verdict, "for", wait);
            return;
        }
        // Without a wait nothing has to be proven: what was heard is enough.
        const bool waits = durationOf(wait) > Duration{0};
        verdict.due = *verdict.since + durationOf(wait);
        const Instant firesAt = *verdict.due + Duration{waits ? 1 : 0};
        if (input.now < firesAt) {
            verdict.state = RuleState::Waiting;
            recheck(verdict, firesAt);
            return;
        }
        if (const auto silent = waits ? silentFeed(input) : std::nullopt) {
            verdict.state = RuleState::Frozen;
            verdict.frozenBy = silent;
            return;
        }
    }
    verdict.state = RuleState::Holds;
    raiseSeverity(input, verdict, scratch);
}

void Rule::raiseSeverity(const RuleInput& input, Verdict& verdict, RuleScratch& scratch) const
{
    if (m_definition.highWhen) {
        const cel::Value when = m_definition.highWhen->evaluate(scratch.variables, scratch.arena);
        if (!when.isTrue()) {
            return;
        }
    } else if (!m_definition.highAfter) {
        return;
    }
    if (m_definition.highAfter) {
        const cel::Value after = m_definition.highAfter->evaluate(scratch.variables, scratch.arena);
        if (after.kind() != cel::Kind::Duration || !verdict.since) {
            return;
        }
        const Instant from = *verdict.since + durationOf(after);
        if (input.now <= from) {
            recheck(verdict, from + Duration{1});
            return;
        }
    }
    verdict.isHigh = true;
}

std::vector<System> Rule::feedsRead(const Payment& payment) const
{
    std::vector<System> out;
    const auto add = [&out](bool isRead, System system) {
        if (isRead && std::find(out.begin(), out.end(), system) == out.end()) {
            out.push_back(system);
        }
    };
    add(m_reads.readsBeginning && !payment.added, System::Cpr);
    add(m_reads.readsOwner, payment.owner());
    add(m_reads.readsCore, System::Wso2);
    add(m_reads.readsLimits, System::Limits);
    add(m_reads.readsRecon, System::Recon);
    for (std::size_t i = 0; m_reads.readsHistory && i < payment.sources.size(); ++i) {
        add(!payment.sources[i].versions.empty(), static_cast<System>(i));
    }
    return out;
}

std::optional<System> Rule::silentFeed(const RuleInput& input) const
{
    if (input.payment == nullptr || input.feeds == nullptr) {
        return std::nullopt;
    }
    for (const System system : feedsRead(*input.payment)) {
        if ((*input.feeds)[static_cast<std::size_t>(system)].isSilent(input.now)) {
            return system;
        }
    }
    return std::nullopt;
}

Finding Rule::describe(const RuleInput& input, const PaymentScope* scope, const Verdict& verdict,
                       RuleScratch& scratch) const
{
    bind(input, scope, scratch);
    const auto valueOf = [&scratch](const cel::Program& program) {
        return program.evaluate(scratch.variables, scratch.arena);
    };
    Finding finding;
    finding.severity = verdict.isHigh ? m_definition.highSeverity : m_definition.severity;
    finding.sentence = m_definition.text.render(scratch.variables, scratch.arena);
    finding.expected = m_definition.expected.render(scratch.variables, scratch.arena);
    for (const auto& [name, program] : m_definition.observed) {
        finding.observed.emplace_back(name, peopleText(valueOf(program), scratch.arena));
    }
    if (m_definition.exposure) {
        const cel::Value exposure = valueOf(*m_definition.exposure);
        if (exposure.kind() == cel::Kind::Money) {
            finding.exposure = exposure.asMoney();
        }
    } else if (input.payment != nullptr) {
        finding.exposure = input.payment->amount();
    }
    if (m_definition.resolveWithin && verdict.since) {
        const cel::Value within = valueOf(*m_definition.resolveWithin);
        if (within.kind() == cel::Kind::Duration) {
            finding.dueAt = *verdict.since + durationOf(within);
        }
    }
    const auto addEvidence = [&finding](const FactKey& key) {
        auto& list = finding.evidence;
        if (std::find(list.begin(), list.end(), key) == list.end()) {
            list.push_back(key);
        }
    };
    if (scope != nullptr) {
        for (const auto& [key, program] : programs()) {
            for (const std::string& path : program->reads()) {
                for (const FactKey& fact : factsBehind(path, *scope)) {
                    addEvidence(fact);
                }
            }
        }
    } else if (m_definition.subject == RuleSubject::Feed) {
        addEvidence({input.feed, (*input.feeds)[static_cast<std::size_t>(input.feed)].heardId});
    }
    for (const WindowCount& window : input.windows) {
        for (const FactKey& fact : window.evidence) {
            addEvidence(fact);
        }
    }
    return finding;
}

}  // namespace otto
