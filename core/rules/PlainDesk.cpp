// SPDX-License-Identifier: Apache-2.0
#include "core/rules/PlainDesk.h"

#include "core/model/Lifecycle.h"
#include "core/rules/LookalikeKey.h"
#include "core/rules/WindowEntry.h"

#include <algorithm>
#include <set>

namespace otto {

void PlainDesk::take(const Message& message)
{
    const Envelope& envelope = message.envelope;
    Feed& feed = m_feeds[static_cast<std::size_t>(envelope.source)];
    const bool isAnswer = message.topic.topicClass == TopicClass::Command;
    if (!isAnswer) {
        feed.hear(envelope.time, envelope.id);
    }
    if (const auto* beat = std::get_if<HeartbeatEmitted>(&message.body)) {
        feed.heartbeat(envelope.time, Duration{beat->intervalMs});
        return;
    }
    Payment& payment = m_payments[PaymentId(envelope.subject)];
    payment.id = PaymentId(envelope.subject);
    const Provenance from{envelope.id, envelope.time, envelope.time, 0, 0, m_count++, isAnswer};
    if (isAnswer) {
        payment.applyAnswer(message, from);
    } else {
        payment.applyFact(message, from);
    }
}

void PlainDesk::setSurroundings(const PaymentId& id, PaymentSurroundings surroundings)
{
    m_surroundings[id] = std::move(surroundings);
}

std::vector<Lookalike> PlainDesk::lookalikesOf(const Payment& payment) const
{
    std::vector<Lookalike> out;
    for (const auto& [id, other] : m_payments) {
        if (auto found = lookalike(payment, other)) {
            out.push_back(*std::move(found));
        }
    }
    return out;
}

std::vector<std::string> PlainDesk::keysOf(const Rule& rule, const SlaTable& sla) const
{
    std::set<std::string> keys;
    RuleScratch scratch;
    for (const auto& [id, payment] : m_payments) {
        const PaymentScope scope(payment, nullptr, sla);
        for (const WindowDefinition& window : rule.definition().windows) {
            if (const auto entry = windowEntryOf(rule, window, scope, m_feeds, scratch)) {
                keys.insert(entry->key);
            }
        }
    }
    return {keys.begin(), keys.end()};
}

std::vector<WindowCount> PlainDesk::windowsOf(const Rule& rule, std::string_view key, Instant now,
                                              const SlaTable& sla) const
{
    std::vector<WindowCount> out;
    RuleScratch scratch;
    for (const WindowDefinition& window : rule.definition().windows) {
        std::vector<WindowEntry> entries;
        for (const auto& [id, payment] : m_payments) {
            const PaymentScope scope(payment, nullptr, sla);
            auto entry = windowEntryOf(rule, window, scope, m_feeds, scratch);
            if (entry && entry->key == key) {
                entries.push_back(*std::move(entry));
            }
        }
        std::stable_sort(entries.begin(), entries.end(),
                         [](const WindowEntry& a, const WindowEntry& b) {
                             return std::tie(a.at, a.fact) < std::tie(b.at, b.fact);
                         });
        out.push_back(countWindow(window, entries, now));
    }
    return out;
}

PlainDesk::Look PlainDesk::look(const Rule& rule, const std::string& subject, Instant now,
                                const SlaTable& sla) const
{
    RuleScratch scratch;
    RuleInput input;
    input.feeds = &m_feeds;
    input.now = now;
    std::optional<PaymentScope> scope;
    PaymentSurroundings surroundings;
    std::vector<WindowCount> windows;
    if (rule.subject() == RuleSubject::Payment) {
        const auto payment = m_payments.find(PaymentId(subject));
        if (payment == m_payments.end()) {
            return {};
        }
        if (const auto known = m_surroundings.find(payment->first); known != m_surroundings.end()) {
            surroundings = known->second;
        }
        surroundings.lookalikes = lookalikesOf(payment->second);
        input.payment = &payment->second;
        input.surroundings = &surroundings;
        scope.emplace(payment->second, &surroundings, sla);
    } else if (rule.subject() == RuleSubject::Feed) {
        const auto& names = WireNames<System>::names;
        const auto name = std::find(names.begin(), names.end(), subject);
        if (name == names.end()) {
            return {};
        }
        input.feed = static_cast<System>(name - names.begin());
    } else {
        windows = windowsOf(rule, subject, now, sla);
        input.key = subject;
        input.windows = windows;
    }
    const PaymentScope* payment = scope ? &*scope : nullptr;
    Look out{rule.evaluate(input, payment, scratch), std::nullopt};
    if (out.verdict.holds()) {
        out.finding = rule.describe(input, payment, out.verdict, scratch);
    }
    return out;
}

ExampleResult runExample(const Rule& rule, const RuleExample& example, const SlaTable& sla)
{
    PlainDesk desk;
    for (const Message& message : example.messages) {
        desk.take(message);
    }
    if (rule.subject() == RuleSubject::Payment) {
        desk.setSurroundings(PaymentId(example.subject), example.surroundings);
    }
    const PlainDesk::Look look = desk.look(rule, example.subject, example.now, sla);
    ExampleResult result{look.verdict.holds() == example.fires, look.verdict, {}};
    if (look.verdict.state == RuleState::Failed) {
        result.passed = false;
    }
    if (look.finding) {
        result.sentence = look.finding->sentence;
    }
    return result;
}

}  // namespace otto
