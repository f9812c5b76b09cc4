// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Decisions.h"

#include "core/base/Digest.h"

#include <algorithm>

namespace otto {

void Decisions::advance(Instant proven)
{
    EngineState& s = m_state;
    if (s.duty.state() != DutyState::Deciding) {
        return;  // what is dirty stays so until this engine decides
    }
    const Instant judged = s.judgedUpTo(proven);
    s.deadlines.fire(judged, [&s](std::uint32_t index) {
        s.payments.slot(index).nextCheck.reset();
        s.payments.markDirty(index);
    });
    for (const std::uint32_t index : s.payments.takeDirty()) {
        const Payment& payment = s.payments.slot(index).payment;
        if (!s.decidesFor(payment.id.value)) {
            s.payments.markDirty(index);  // its shard is not ours yet
            continue;
        }
        decideFlags(index, judged);
        decideQuestions(payment, judged);
        decideCommands(payment, proven);
    }
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        decideFeed(static_cast<System>(i), judged);
    }
}

void Decisions::recheck(std::uint32_t index, std::optional<Instant> at)
{
    auto& next = m_state.payments.slot(index).nextCheck;
    if (at && (!next || *at < *next)) {
        next = at;
        m_state.deadlines.add(*at, index);
    }
}

void Decisions::decideFlags(std::uint32_t index, Instant proven)
{
    const Payment& payment = m_state.payments.slot(index).payment;
    const RuleInput input{&payment, System::Otto, &m_state.feeds, proven};
    for (const Rule* rule : m_state.rules.paymentRules()) {
        const Verdict verdict = rule->evaluate(input);
        decideFlag(*rule, input, payment.id.value, verdict);
        recheck(index, verdict.recheckAt);
        if (verdict.holds && verdict.recheckAt && *verdict.recheckAt <= proven + Duration{1000}) {
            for (const FlagId& id : m_state.journal.flagsOf(payment.id.value)) {
                m_state.flagChanged(id);  // its severity may have risen
            }
        }
    }
}

void Decisions::decideFeed(System system, Instant proven)
{
    const std::string subject = "feed:" + std::string(wireName(system));
    if (!m_state.decidesFor(subject)) {
        return;
    }
    const RuleInput input{nullptr, system, &m_state.feeds, proven};
    for (const Rule* rule : m_state.rules.feedRules()) {
        decideFlag(*rule, input, subject, rule->evaluate(input));
    }
}

void Decisions::decideFlag(const Rule& rule, const RuleInput& input, const std::string& subject,
                           const Verdict& verdict)
{
    const FlagEntry* open = m_state.journal.openFlag(std::string(rule.id()), subject);
    if (verdict.holds && open == nullptr) {
        raise(rule, input, subject);
    } else if (!verdict.holds && open != nullptr
               && (input.payment == nullptr || isEvidenceRead(*open, *input.payment))) {
        clear(*open, input.now);
    }
}

void Decisions::raise(const Rule& rule, const RuleInput& input, const std::string& subject)
{
    const std::string ruleId(rule.id());
    const std::uint32_t occurrence = m_state.journal.occurrences(ruleId, subject) + 1;
    const Finding finding = rule.describe(input);
    const RuleResponse response = rule.response();
    FlagRaised record;
    record.writer = m_state.writerFor(subject);
    record.severity = finding.severity;
    record.raisedAt = input.now;
    record.sentence = finding.sentence;
    PaymentFlagged& flag = record.flag;
    flag.flagId = FlagId(
        "FLG-" + digestHex({"flag", ruleId, subject, std::to_string(occurrence)}).substr(0, 16));
    flag.ruleId = ruleId;
    flag.ruleName = rule.name();
    flag.ruleVersion = rule.version();
    flag.occurrence = occurrence;
    if (input.payment != nullptr) {
        flag.paymentId = input.payment->id;
    } else {
        flag.feed = std::string(wireName(input.feed));
    }
    flag.observed = finding.observed;
    flag.expected = finding.expected;
    flag.exposure = finding.exposure;
    for (const FactKey& key : finding.evidence) {
        flag.evidence.push_back(
            {"/pc/" + m_state.options.env + "/" + std::string(wireName(key.source)), key.id});
    }
    if (!response.suspender.empty()) {
        flag.suggested.suspender = response.suspender;
    }
    if (!response.fixer.empty()) {
        flag.suggested.fixer = response.fixer;
    }
    if (!response.intent.empty()) {
        flag.intent = response.intent;
    }
    flag.dueAt = finding.dueAt;
    m_state.outbox.decide("raise:" + ruleId + ":" + subject, subject, record);
}

bool Decisions::isEvidenceRead(const FlagEntry& flag, const Payment& payment) const
{
    // A flag raised on facts from before this engine's lookback must not be cleared for want of
    // them: every message it rests on has to be in the model first.
    return std::all_of(
        flag.raised.flag.evidence.begin(), flag.raised.flag.evidence.end(),
        [&](const EvidenceRef& evidence) {
            return std::any_of(payment.entries.begin(), payment.entries.end(),
                               [&](const PaymentEntry& entry) {
                                   return entry.from.id == evidence.id;
                               });
        });
}

void Decisions::clear(const FlagEntry& flag, Instant proven)
{
    FlagClosed record;
    const std::string subject = flag.subject();
    record.writer = m_state.writerFor(subject);
    record.clearedAt = std::max(proven, flag.raised.raisedAt);
    record.flag.flagId = flag.raised.flag.flagId;
    record.flag.ruleId = flag.raised.flag.ruleId;
    record.flag.ruleVersion = flag.raised.flag.ruleVersion;
    record.flag.paymentId = flag.raised.flag.paymentId;
    record.flag.feed = flag.raised.flag.feed;
    record.flag.clearReason = ClearReason::ConditionCleared;
    record.flag.clearedBy = "otto-rules";
    record.flag.openMs = (record.clearedAt - flag.raised.raisedAt).count();
    m_state.outbox.decide("clear:" + record.flag.flagId.value, subject, record);
}

}  // namespace otto
