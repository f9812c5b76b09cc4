// SPDX-License-Identifier: Apache-2.0
#include "core/engine/RuleDecisions.h"

#include "core/base/Digest.h"
#include "core/journal/JournalSurroundings.h"

#include <algorithm>
#include <set>
#include <utility>

namespace otto {
namespace {

constexpr Duration kSupersedeEvery{1'000};

/// A flag's subject with this is a feed's or a key's, unless a payment's id begins so.
constexpr std::string_view kFeedPrefix = "feed:";

/// The rule looks at subjects such as this flag's.
bool isAbout(const Rule& rule, const FlagEntry& flag)
{
    const std::optional<std::string>& feed = flag.raised.flag.feed;
    switch (rule.subject()) {
    case RuleSubject::Payment: return !feed;
    case RuleSubject::Feed: return feed && feed->find(':') == std::string::npos;
    case RuleSubject::Key: return feed && feed->starts_with(rule.definition().keyName + ":");
    }
    return false;
}

}  // namespace

void RuleDecisions::beginCut(Instant judged, std::size_t most)
{
    // An open flag of a key is looked at on every cut: its windows may have emptied, or been
    // forgotten, while its record was under way.
    const auto& open = m_state.journal.openFlags();
    for (const Rule* rule : m_state.runner.rules().keyRules()) {
        for (auto flag = open.lower_bound({rule->id(), std::string()});
             flag != open.end() && flag->first.first == rule->id(); ++flag) {
            m_state.runner.keyChanged(flag->first.second);
        }
    }
    std::optional<Instant>& next = m_state.supersedeAt;
    if (!next) {
        next = judged + m_state.options.supersedeAfter;
    } else if (judged >= *next && most > 0) {
        const bool isAll = supersede(judged, most);
        next = isAll ? judged + kSupersedeEvery : judged;
    }
}

bool RuleDecisions::supersede(Instant judged, std::size_t most)
{
    const Rule* rule = nullptr;
    std::string_view looked;
    for (const auto& [key, id] : m_state.journal.openFlags()) {
        if (key.first != looked) {  // they come rule by rule
            looked = key.first;
            rule = m_state.runner.rules().find(looked);
        }
        const bool isPlain = rule != nullptr && rule->subject() == RuleSubject::Payment
                             && !key.second.starts_with(kFeedPrefix);
        if (isPlain) {
            continue;
        }
        const FlagEntry* flag = m_state.journal.flag(id);
        if ((rule != nullptr && isAbout(*rule, *flag)) || !m_state.decidesFor(key.second)) {
            continue;
        }
        if (most-- == 0) {
            return false;
        }
        clear(*flag, ClearReason::Superseded, judged);
    }
    return true;
}

std::vector<std::uint32_t> RuleDecisions::advance(Instant judged, std::size_t most)
{
    return m_state.runner.advance(judged, *this, most);
}

std::optional<std::uint32_t> RuleDecisions::paymentBehind(const Rule& rule,
                                                          const FlagEntry& flag) const
{
    const PaymentFlagged& raised = flag.raised.flag;
    const std::string prefix = rule.definition().keyName + ":";
    if (!isAbout(rule, flag)) {
        return std::nullopt;
    }
    const MessageId evidence = raised.evidence.empty() ? MessageId{} : raised.evidence.front().id;
    return m_state.runner.countedPayment(rule, raised.feed->substr(prefix.size()), evidence, *this);
}

void RuleDecisions::index(std::size_t most)
{
    // Not the latest proven time: after an outage keys are judged as of before it.
    m_state.runner.index(*this, std::as_const(m_state).judgedUpTo(), most);
}

const Payment& RuleDecisions::payment(std::uint32_t number) const
{
    return m_state.payments.payment(number);
}

PaymentSurroundings RuleDecisions::surroundings(std::uint32_t number) const
{
    return engineSurroundings(m_state, payment(number).id);
}

bool RuleDecisions::decidesFor(const std::string& subject) const
{
    return m_state.decidesFor(subject);
}

void RuleDecisions::onVerdict(const Rule& rule, const RuleInput& input, const PaymentScope* scope,
                              const std::string& subject, const Verdict& verdict)
{
    const FlagEntry* open = openFlag(rule, subject);
    if (verdict.holds() && open == nullptr) {
        raise(rule, input, subject, rule.describe(input, scope, verdict, m_state.runner.scratch()));
    } else if (verdict.clears && open != nullptr
               && (input.payment == nullptr || isEvidenceRead(*open, input))) {
        clear(*open, ClearReason::ConditionCleared, input.now);
    } else if (open != nullptr && verdict.isHigh) {
        m_state.flagChanged(open->raised.flag.flagId);  // its severity may have risen
    }
}

bool RuleDecisions::hasFlags(const std::string& subject) const
{
    if (subject != m_subject) {
        m_subject = subject;
        m_hasFlags = !m_state.journal.flagsOf(subject).empty();
    }
    return m_hasFlags;
}

const FlagEntry* RuleDecisions::openFlag(const Rule& rule, const std::string& subject) const
{
    return hasFlags(subject) ? m_state.journal.openFlag(rule.id(), subject) : nullptr;
}

void RuleDecisions::raise(const Rule& rule, const RuleInput& input, const std::string& subject,
                          const Finding& finding)
{
    const std::string& ruleId = rule.id();
    const std::uint32_t occurrence = m_state.journal.occurrences(ruleId, subject) + 1;
    const RuleResponse& response = rule.response();
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
        flag.feed = subject.substr(subject.find(':') + 1);
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
    if (!response.fixers.empty()) {
        flag.suggested.fixer = response.fixers.front();
    }
    if (!response.intent.empty()) {
        flag.intent = response.intent;
    }
    flag.dueAt = finding.dueAt;
    m_state.outbox.decide("raise:" + ruleId + ":" + subject, subject, record);
}

bool RuleDecisions::isEvidenceRead(const FlagEntry& flag, const RuleInput& input)
{
    // A flag raised on facts from before this engine's lookback must not be cleared for want of
    // them: every message it rests on has to be in the model first, of this payment, of one that
    // looks like it, or among the orphans.
    std::set<MessageId> read;
    for (const PaymentEntry& entry : input.payment->entries) {
        read.insert(entry.from.id);
    }
    if (input.surroundings != nullptr) {
        for (const Lookalike& other : input.surroundings->lookalikes) {
            read.insert(other.addedId);
        }
        for (const OrphanSeen& orphan : input.surroundings->orphans) {
            read.insert(orphan.id);
        }
    }
    const auto& evidence = flag.raised.flag.evidence;
    return std::all_of(evidence.begin(), evidence.end(),
                       [&read](const EvidenceRef& one) { return read.contains(one.id); });
}

void RuleDecisions::clear(const FlagEntry& flag, ClearReason reason, Instant proven)
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
    record.flag.clearReason = reason;
    record.flag.clearedBy = "otto-rules";
    record.flag.openMs = (record.clearedAt - flag.raised.raisedAt).count();
    m_state.outbox.decide("clear:" + record.flag.flagId.value, subject, record);
}

PaymentSurroundings engineSurroundings(const EngineState& state, const PaymentId& payment)
{
    PaymentSurroundings out = journalSurroundings(state.journal, payment);
    out.readSince = state.readSince;
    const auto orphans = state.orphans.find(payment);
    if (orphans != state.orphans.end()) {
        out.orphans = orphans->second;
    }
    return out;
}

}  // namespace otto
