// SPDX-License-Identifier: Apache-2.0
#include "tests/engine/RuleReference.h"

#include "core/base/Digest.h"
#include "core/fixers/FixerCatalogue.h"
#include "core/fixers/FixerPlan.h"
#include "core/journal/ConversationFault.h"
#include "core/journal/JournalSurroundings.h"
#include "core/rules/LookalikeKey.h"

#include <algorithm>
#include <tuple>

namespace otto::test {
namespace {

const std::string* debtorOf(const Payment& payment)
{
    const auto& added = payment.added;
    return added && added->debtorAccount && added->debtorAccount->hash
               ? &*added->debtorAccount->hash
               : nullptr;
}

/// Its condition says the same of the same payment at any time.
bool isTimeless(const Rule& rule)
{
    const Rule::Definition& definition = rule.definition();
    const auto depends = [](const std::optional<cel::Program>& program) {
        return program && (program->usesVariable("now") || program->usesVariable("source"));
    };
    return !depends(definition.when) && !depends(definition.clear);
}

std::string causeOf(const Message& message)
{
    return message.envelope.causationId ? message.envelope.causationId->value : std::string();
}

}  // namespace

RuleReference::RuleReference(std::shared_ptr<const RuleSet> rules, std::string env,
                             std::uint32_t shards, Instant readSince)
    : m_rules(std::move(rules)),
      m_decoder(std::move(env)),
      m_journal(shards),
      m_readSince(readSince),
      m_keys(m_rules->keyRules().size())
{}

void RuleReference::take(const Record& record, Instant now)
{
    const auto message = m_decoder.decode(record);
    if (!message || std::holds_alternative<UnknownBody>(message->body)) {
        return;
    }
    if (message->topic.topicClass == TopicClass::Internal) {
        m_journal.apply(static_cast<std::uint32_t>(record.partition), *message);
        m_touched.insert(message->envelope.subject);
    } else if (message->topic.topicClass == TopicClass::Command) {
        if (message->envelope.source != System::Otto && !isMatched(*message)) {
            m_unmatched.emplace_back(*message, now);
        }
    } else if (message->envelope.source != System::Otto) {
        m_desk.take(*message);
        m_touched.insert(message->envelope.subject);
    }
}

bool RuleReference::isMatched(const Message& message)
{
    const Envelope& envelope = message.envelope;
    PaymentId about;
    std::string fault;
    const bool isOutcome = outcomeHead(message.body) != nullptr;
    if (isOutcome) {
        const CommandEntry* command = m_journal.command(CommandId(causeOf(message)));
        if (command == nullptr) {
            return false;
        }
        about = command->issued.paymentId;
        fault = conversationFault(envelope, about,
                                  std::string(findFixer(command->issued.fixer)->outcomeName),
                                  command->issued.target);
    } else {
        const QuestionEntry* question =
            m_journal.question(m_journal.questionOf(RequestId(causeOf(message))));
        if (question == nullptr) {
            return false;
        }
        const QueryIssued& issued = question->last().issued;
        about = issued.paymentId;
        fault = conversationFault(envelope, about, issued.suspender + "Rs", issued.target);
    }
    if (!fault.empty()) {
        m_orphans[about].push_back({envelope.name, envelope.source, envelope.time, envelope.id});
    } else if (!isOutcome) {
        m_desk.take(message);
    }
    m_touched.insert(about.value);
    return true;
}

void RuleReference::settleUnmatched(Instant asOf)
{
    std::vector<std::pair<Message, Instant>> still;
    for (const auto& [message, arrivedAt] : m_unmatched) {
        if (isMatched(message)) {
            continue;
        }
        if (arrivedAt >= asOf) {
            still.emplace_back(message, arrivedAt);
            continue;
        }
        const Envelope& envelope = message.envelope;
        m_orphans[PaymentId(envelope.subject)].push_back(
            {envelope.name, envelope.source, envelope.time, envelope.id});
        m_desk.name(PaymentId(envelope.subject));
        m_touched.insert(envelope.subject);
    }
    m_unmatched = std::move(still);
}

std::set<std::string> RuleReference::touchedDebtors() const
{
    std::set<std::string> out;
    for (const auto& [id, payment] : m_desk.payments()) {
        const std::string* debtor = debtorOf(payment);
        if (debtor != nullptr && m_touched.contains(id.value)) {
            out.insert(*debtor);
        }
    }
    return out;
}

void RuleReference::judge(Instant asOf)
{
    settleUnmatched(asOf);
    const std::set<std::string> debtors = touchedDebtors();
    for (const auto& [id, payment] : m_desk.payments()) {
        const std::string* debtor = debtorOf(payment);
        Known& known = m_known[id];
        const bool isChanged = !known.isLookedAt || m_touched.contains(id.value)
                               || (debtor != nullptr && debtors.contains(*debtor));
        if (isChanged || !known.isAllSettled) {
            judgePayment(payment, known, isChanged, asOf);
        }
    }
    m_touched.clear();
    judgeFeeds(asOf);
    for (std::size_t i = 0; i < m_rules->keyRules().size(); ++i) {
        judgeKeys(i, asOf);
    }
}

void RuleReference::renew(const Payment& payment, Known& known)
{
    known.isLookedAt = true;
    known.surroundings = journalSurroundings(m_journal, payment.id);
    known.surroundings.readSince = m_readSince;
    if (const auto orphans = m_orphans.find(payment.id); orphans != m_orphans.end()) {
        known.surroundings.orphans = orphans->second;
    }
    const std::string* debtor = debtorOf(payment);
    for (const auto& [id, other] : m_desk.payments()) {
        const std::string* its = debtorOf(other);
        if (debtor == nullptr || its == nullptr || *its != *debtor) {
            continue;  // never alike
        }
        if (auto found = lookalike(payment, other)) {
            known.surroundings.lookalikes.push_back(*std::move(found));
        }
    }
    known.isSettled.assign(m_rules->paymentRules().size(), false);
    known.entries.clear();
    const PaymentScope scope(payment, nullptr, m_rules->sla());
    for (const Rule* rule : m_rules->keyRules()) {
        auto& entries = known.entries.emplace_back();
        for (const WindowDefinition& window : rule->definition().windows) {
            entries.push_back(windowEntryOf(*rule, window, scope, m_desk.feeds(), m_scratch));
        }
    }
}

void RuleReference::judgePayment(const Payment& payment, Known& known, bool isChanged, Instant asOf)
{
    if (isChanged) {
        renew(payment, known);
    }
    const PaymentScope scope(payment, &known.surroundings, m_rules->sla());
    RuleInput input;
    input.payment = &payment;
    input.feeds = &m_desk.feeds();
    input.now = asOf;
    input.surroundings = &known.surroundings;
    known.isAllSettled = true;
    const auto& rules = m_rules->paymentRules();
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (known.isSettled[i]) {
            continue;
        }
        const Rule& rule = *rules[i];
        const Verdict verdict = rule.evaluate(input, &scope, m_scratch);
        ++m_looks;
        decide(rule, payment.id.value, verdict, asOf);
        known.isSettled[i] =
            isTimeless(rule) && (verdict.state == RuleState::Quiet || !rule.definition().wait);
        known.isAllSettled = known.isAllSettled && known.isSettled[i];
    }
}

void RuleReference::judgeFeeds(Instant asOf)
{
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        RuleInput input;
        input.feed = static_cast<System>(i);
        input.feeds = &m_desk.feeds();
        input.now = asOf;
        for (const Rule* rule : m_rules->feedRules()) {
            ++m_looks;
            decide(*rule, "feed:" + std::string(wireName(input.feed)),
                   rule->evaluate(input, nullptr, m_scratch), asOf);
        }
    }
}

void RuleReference::judgeKeys(std::size_t index, Instant asOf)
{
    const Rule& rule = *m_rules->keyRules()[index];
    const auto& windows = rule.definition().windows;
    std::map<std::string, std::vector<std::vector<WindowEntry>>> byKey;
    for (const auto& [id, known] : m_known) {
        for (std::size_t window = 0; window < windows.size(); ++window) {
            if (const auto& entry = known.entries[index][window]) {
                auto& entries = byKey[entry->key];
                entries.resize(windows.size());
                entries[window].push_back(*entry);
            }
        }
    }
    for (const auto& [key, entries] : byKey) {
        m_keys[index].insert(key);
    }
    for (const std::string& key : m_keys[index]) {
        auto& entries = byKey[key];
        entries.resize(windows.size());
        std::vector<WindowCount> counts;
        for (std::size_t window = 0; window < windows.size(); ++window) {
            std::sort(entries[window].begin(), entries[window].end(),
                      [](const WindowEntry& a, const WindowEntry& b) {
                          return std::tie(a.at, a.fact) < std::tie(b.at, b.fact);
                      });
            counts.push_back(countWindow(windows[window], entries[window], asOf));
        }
        RuleInput input;
        input.feeds = &m_desk.feeds();
        input.now = asOf;
        input.key = key;
        input.windows = counts;
        ++m_looks;
        decide(rule, "feed:" + rule.definition().keyName + ":" + key,
               rule.evaluate(input, nullptr, m_scratch), asOf);
    }
}

void RuleReference::decide(const Rule& rule, const std::string& subject, const Verdict& verdict,
                           Instant asOf)
{
    const std::pair about(rule.id(), subject);
    const auto open = m_open.find(about);
    if (verdict.holds() && open == m_open.end()) {
        const std::uint32_t occurrence = ++m_occurrences[about];
        m_open.emplace(about, m_flags.size());
        const std::string digest =
            digestHex({"flag", rule.id(), subject, std::to_string(occurrence)});
        m_flags.push_back(
            {"FLG-" + digest.substr(0, 16), rule.id(), subject, occurrence, asOf, std::nullopt});
    } else if (verdict.clears && open != m_open.end()) {
        m_flags[open->second].clearedAt = asOf;
        m_open.erase(open);
    }
}

}  // namespace otto::test
