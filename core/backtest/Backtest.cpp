// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/Backtest.h"

#include "core/fixers/FixerCatalogue.h"
#include "core/fixers/FixerPlan.h"
#include "core/journal/ConversationFault.h"
#include "core/journal/JournalSurroundings.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

/// More shards than any journal has; which one a record is in does not matter for its content.
constexpr std::uint32_t kShards = 4096;

bool isAnswer(const Body& body)
{
    return std::visit(
        [](const auto& value) {
            return requires
            {
                {
                    value.head
                    } -> std::convertible_to<AnswerHead>;
            };
        },
        body);
}

}  // namespace

Backtest::Backtest(std::shared_ptr<const RuleSet> rules, std::string env,
                   std::optional<Instant> readSince)
    : m_runner(std::move(rules)),
      m_decoder(std::move(env)),
      m_journal(kShards),
      m_readSince(readSince)
{}

std::uint32_t Backtest::numberOf(const std::string& id)
{
    const auto [it, isNew] =
        m_numbers.try_emplace(id, static_cast<std::uint32_t>(m_payments.size()));
    if (isNew) {
        m_payments.emplace_back().id = PaymentId(id);
    }
    return it->second;
}

void Backtest::take(const Record& record, Instant arrival)
{
    ++m_counts.records;
    const Result<Message> message = m_decoder.decode(record);
    if (!message) {
        ++m_counts.refused;
        return;
    }
    const Envelope& envelope = message->envelope;
    const bool answers = isAnswer(message->body);
    const Provenance from{envelope.id,      envelope.time, arrival, 0,
                          record.partition, record.offset, answers};
    if (message->topic.topicClass == TopicClass::Internal) {
        if (record.partition >= 0 && record.partition < static_cast<std::int32_t>(kShards)) {
            m_journal.apply(static_cast<std::uint32_t>(record.partition), *message);
            const auto known = m_numbers.find(envelope.subject);
            if (known != m_numbers.end()) {
                m_runner.changed(known->second, aspect::kSurroundings);
            }
        }
    } else if (message->topic.topicClass == TopicClass::Fact) {
        const bool isKnownKind = !std::holds_alternative<UnknownBody>(message->body);
        if (envelope.source != System::Otto && isKnownKind) {
            takeFact(*message, from);
        }
    } else if (answers || outcomeHead(message->body) != nullptr) {
        takeConversation(*message, from);
    }
}

void Backtest::takeFact(const Message& message, const Provenance& from)
{
    const Envelope& envelope = message.envelope;
    if (!m_readSince) {
        m_readSince = from.arrivedAt;
    }
    ++m_counts.facts;
    m_counts.first = m_counts.first ? std::min(*m_counts.first, envelope.time) : envelope.time;
    m_counts.last = m_counts.last ? std::max(*m_counts.last, envelope.time) : envelope.time;
    Feed& feed = m_feeds[static_cast<std::size_t>(envelope.source)];
    const Instant heardAt = std::min(envelope.time, from.arrivedAt);
    feed.hear(heardAt, envelope.id);
    if (const auto* beat = std::get_if<HeartbeatEmitted>(&message.body)) {
        feed.heartbeat(heardAt, Duration{beat->intervalMs});
        return;
    }
    const std::uint32_t number = numberOf(envelope.subject);
    m_counts.payments += m_payments[number].entries.empty() ? 1U : 0U;
    if (m_payments[number].applyFact(message, from)) {
        m_runner.changed(number, aspectsChangedBy(message.body));
    } else {
        ++m_counts.duplicates;
    }
}

void Backtest::takeConversation(const Message& message, const Provenance& from)
{
    const bool isMatched = from.isAnswer ? matchAnswer(message, from) : matchOutcome(message);
    if (!isMatched) {
        m_unmatched.emplace_back(message, from);
    }
}

bool Backtest::matchAnswer(const Message& message, const Provenance& from)
{
    const Envelope& envelope = message.envelope;
    const RequestId requestId(envelope.causationId ? envelope.causationId->value : std::string());
    const QuestionEntry* question = m_journal.question(m_journal.questionOf(requestId));
    if (question == nullptr) {
        return false;
    }
    const auto attempt =
        std::find_if(question->attempts.begin(), question->attempts.end(),
                     [&](const QuestionAttempt& one) { return one.issued.requestId == requestId; });
    const QueryIssued& issued = attempt->issued;
    if (!conversationFault(envelope, issued.paymentId, issued.suspender + "Rs", issued.target)
             .empty()) {
        addOrphan(envelope, issued.paymentId);
        return true;
    }
    const std::uint32_t number = numberOf(issued.paymentId.value);
    if (m_payments[number].applyAnswer(message, from)) {
        m_runner.changed(number, aspectsChangedBy(message.body));
    }
    return true;
}

bool Backtest::matchOutcome(const Message& message)
{
    const Envelope& envelope = message.envelope;
    const CommandEntry* command = m_journal.command(
        CommandId(envelope.causationId ? envelope.causationId->value : std::string()));
    if (command == nullptr) {
        return false;
    }
    const CommandIssued& issued = command->issued;
    const FixerSpec* spec = findFixer(issued.fixer);
    const std::string expected = spec == nullptr ? envelope.name : std::string(spec->outcomeName);
    if (!conversationFault(envelope, issued.paymentId, expected, issued.target).empty()) {
        addOrphan(envelope, issued.paymentId);
    }
    return true;
}

void Backtest::settleUnmatched(Instant asOf)
{
    std::vector<std::pair<Message, Provenance>> still;
    for (auto& [message, from] : std::exchange(m_unmatched, {})) {
        if (from.isAnswer ? matchAnswer(message, from) : matchOutcome(message)) {
            continue;
        }
        if (from.arrivedAt < asOf) {
            addOrphan(message.envelope, PaymentId(message.envelope.subject));
        } else {
            still.emplace_back(std::move(message), from);
        }
    }
    m_unmatched = std::move(still);
}

void Backtest::addOrphan(const Envelope& envelope, const PaymentId& about)
{
    const bool isNew = otto::addOrphan(
        m_orphans[about.value], {envelope.name, envelope.source, envelope.time, envelope.id});
    if (isNew && !about.empty()) {
        m_runner.changed(numberOf(about.value), aspect::kSurroundings);
    }
}

void Backtest::prove(Instant asOf)
{
    if (m_proven && asOf <= *m_proven) {
        return;
    }
    m_proven = asOf;
    settleUnmatched(asOf);
    m_runner.advance(asOf, *this);
}

const Payment& Backtest::payment(std::uint32_t number) const
{
    return m_payments[number];
}

PaymentSurroundings Backtest::surroundings(std::uint32_t number) const
{
    const PaymentId& id = m_payments[number].id;
    PaymentSurroundings out = journalSurroundings(m_journal, id);
    out.readSince = m_readSince;
    if (const auto orphans = m_orphans.find(id.value); orphans != m_orphans.end()) {
        out.orphans = orphans->second;
    }
    return out;
}

bool Backtest::decidesFor(const std::string&) const
{
    return true;
}

void Backtest::onVerdict(const Rule& rule, const RuleInput& input, const PaymentScope* scope,
                         const std::string& subject, const Verdict& verdict)
{
    const std::pair key(rule.id(), subject);
    const auto open = m_open.find(key);
    if (verdict.holds() && open == m_open.end()) {
        const Finding finding = rule.describe(input, scope, verdict, m_runner.scratch());
        m_open.emplace(key, m_flags.size());
        m_flags.push_back({rule.id(), subject, ++m_occurrences[key], finding.severity, input.now,
                           std::nullopt, finding.sentence, finding.exposure});
    } else if (verdict.clears && open != m_open.end()) {
        m_flags[open->second].clearedAt = input.now;
        m_open.erase(open);
    }
}

}  // namespace otto
