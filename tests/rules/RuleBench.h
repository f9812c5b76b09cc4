// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/RuleExplanation.h"
#include "tests/support/engine/Facts.h"

#include <QString>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace otto::test {

using namespace std::chrono_literals;

/// One rule from text, the payment P and the feeds: what a rule says at a time.
class RuleBench
{
public:
    /// `body` is the rule without id, name, version, severity, expected and text, which get
    /// defaults. Aborts the test with the file's errors when it is not sound.
    explicit RuleBench(const std::string& body)
    {
        const std::string head = "id = \"OT30\"\nname = \"SMALL_RULE\"\nversion = 7\n"
                                 "severity = \"WARN\"\nexpected = \"something else\"\n";
        const bool hasText = body.find("text = ") != std::string::npos;
        const std::vector<RuleFile> files{
            {"a.toml", head + (hasText ? "" : "text = \"It holds.\"\n") + body},
            {"sla.toml", "[ZELLE]\nSENT = \"25s\"\n[RTP]\n[FEDNOW]\n[ACH]\nSENT = \"24h\"\n"}};
        const auto read = RuleSet::read(files, {});
        if (!read) {
            qFatal("%s", read.error().front().sentence().c_str());
        }
        m_rules = *read;
        m_payment.id = PaymentId("P");
    }

    RuleBench& hear(const Message& message)
    {
        const bool isAnswer = message.topic.topicClass == TopicClass::Command;
        const Provenance from{
            message.envelope.id, message.envelope.time, kStart, 0, 0, 0, isAnswer};
        if (isAnswer) {
            m_payment.applyAnswer(message, from);
        } else {
            m_payment.applyFact(message, from);
        }
        return *this;
    }
    /// Nothing was heard of the payment yet.
    void forget()
    {
        m_payment = {};
        m_payment.id = PaymentId("P");
    }
    Feed& feed(System system) { return m_feeds[static_cast<std::size_t>(system)]; }
    /// The source promised heartbeats every 10 s and was heard then for the last time.
    RuleBench& heartbeat(System system, Instant at)
    {
        feed(system).hear(at, MessageId("beat"));
        feed(system).heartbeat(at, 10s);
        return *this;
    }

    [[nodiscard]] const Rule& rule() const { return *m_rules->all().front(); }
    [[nodiscard]] Verdict at(Instant now)
    {
        const PaymentScope scope(m_payment, nullptr, m_rules->sla());
        return rule().evaluate(input(now), &scope, m_scratch);
    }
    [[nodiscard]] Finding finding(Instant now)
    {
        const PaymentScope scope(m_payment, nullptr, m_rules->sla());
        const Verdict verdict = rule().evaluate(input(now), &scope, m_scratch);
        return rule().describe(input(now), &scope, verdict, m_scratch);
    }
    [[nodiscard]] RuleExplanation explained(Instant now)
    {
        const PaymentScope scope(m_payment, nullptr, m_rules->sla());
        return explain(rule(), input(now), &scope, m_scratch);
    }

private:
    [[nodiscard]] RuleInput input(Instant now) const
    {
        RuleInput out;
        out.payment = &m_payment;
        out.feeds = &m_feeds;
        out.now = now;
        return out;
    }

    std::shared_ptr<const RuleSet> m_rules;
    Payment m_payment;
    FeedTable m_feeds;
    RuleScratch m_scratch;
};

}  // namespace otto::test
