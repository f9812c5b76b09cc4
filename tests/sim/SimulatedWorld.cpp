// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/SimulatedWorld.h"

#include "core/sim/Conversation.h"
#include "core/sim/Topics.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <map>

namespace otto::test {
namespace {

WorldOptions inQa(WorldOptions options)
{
    options.env = "qa";
    return options;
}

Message request(const std::string& id, const PaymentId& about, Instant now, Body body,
                std::string_view replyName)
{
    Message message;
    message.topic.env = "qa";
    message.topic.topicClass = TopicClass::Command;
    message.topic.system = System::Otto;
    message.topic.name = bodyName(body);
    Envelope& envelope = message.envelope;
    envelope.id = MessageId(id);
    envelope.env = "qa";
    envelope.source = System::Otto;
    envelope.name = message.topic.name;
    envelope.subject = about.value;
    envelope.time = now;
    envelope.correlationId = about.value;
    envelope.expiryTime = now + Duration{15'000};
    envelope.replyTopic = commandTopic("qa", replyName);
    envelope.authType = "app_user";
    envelope.authId = "op-1";
    message.body = std::move(body);
    return message;
}

}  // namespace

SimulatedWorld::SimulatedWorld(Scenario scenario, WorldOptions options)
    : m_broker(std::make_shared<EmbeddedBroker>(m_clock)), m_reader(m_broker)
{
    const std::vector<TopicSpec> topics = ottoTopics("qa");
    if (!m_broker->createTopics(topics)) {
        qFatal("the embedded broker refused the topics");
    }
    m_reader.startTail({[](std::string_view) { return StartAt::Beginning; }, {}});
    restart(std::move(scenario), std::move(options));
}

Scenario SimulatedWorld::scenarioOf(const std::string& toml)
{
    const Result<Scenario> scenario = Scenario::parse("name = \"test\"\n" + toml, "test.toml");
    if (!scenario) {
        qFatal("%s", scenario.error().text.c_str());
    }
    return *scenario;
}

void SimulatedWorld::restart(Scenario scenario, WorldOptions options)
{
    m_worlds.clear();
    addWorld(std::move(scenario), std::move(options));
}

void SimulatedWorld::addWorld(Scenario scenario, WorldOptions options)
{
    m_worlds.push_back(std::make_unique<World>(std::move(scenario), inQa(std::move(options)),
                                               std::make_unique<EmbeddedBus>(m_broker),
                                               m_clock.now()));
}

void SimulatedWorld::runFor(Duration time)
{
    const Instant until = m_clock.now() + time;
    while (true) {
        std::optional<Instant> next;
        // Twice: what a later world publishes is read by the earlier ones at the same time.
        for (int round = 0; round < 2; ++round) {
            for (const auto& world : m_worlds) {
                world->step(m_clock.now());
            }
        }
        for (const auto& world : m_worlds) {
            const std::optional<Instant> wakeUp = world->nextWakeUp();
            next = wakeUp && (!next || *wakeUp < *next) ? wakeUp : next;
        }
        if (m_clock.now() >= until) {
            return;
        }
        const Instant soon = m_clock.now() + Duration{1};
        m_clock.set(next ? std::min(std::max(*next, soon), until) : until);
    }
}

void SimulatedWorld::runToTheEnd()
{
    const auto facts = [this] {
        std::size_t count = 0;
        for (const Message& message : messages()) {
            count += message.envelope.subject == "feed" ? 0U : 1U;
        }
        return count;
    };
    for (std::size_t before = facts() + 1; before != facts();) {
        before = facts();
        runFor(std::chrono::minutes{2});
    }
}

void SimulatedWorld::publish(const Message& message)
{
    publishRaw(encodeBinary(message));
}

void SimulatedWorld::publishRaw(OutgoingRecord record)
{
    m_reader.produce(std::move(record), 1);
}

void SimulatedWorld::readAll()
{
    std::vector<BusEvent> events;
    for (std::size_t before = m_records.size();;) {
        m_reader.poll(Duration::zero(), 10'000, m_records, events);
        if (m_records.size() == before) {
            break;
        }
        for (; before < m_records.size(); ++before) {
            if (Result<Message> message = m_decoder.decode(m_records[before])) {
                m_messages.push_back(*std::move(message));
            }
        }
    }
    for (const BusEvent& event : events) {
        if (const auto* report = std::get_if<DeliveryReport>(&event)) {
            QVERIFY2(report->outcome == DeliveryReport::Outcome::Delivered, report->reason.c_str());
        }
    }
}

const std::vector<Record>& SimulatedWorld::records()
{
    readAll();
    return m_records;
}

const std::vector<Message>& SimulatedWorld::messages()
{
    readAll();
    return m_messages;
}

std::vector<Message> SimulatedWorld::messagesAbout(const PaymentId& id)
{
    std::vector<Message> found;
    for (const Message& message : messages()) {
        if (message.envelope.subject == id.value) {
            found.push_back(message);
        }
    }
    return found;
}

std::vector<PaymentId> SimulatedWorld::payments()
{
    std::vector<PaymentId> ids;
    for (const Message& message : messagesOf<PaymentAdded>()) {
        ids.emplace_back(message.envelope.subject);
    }
    return ids;
}

std::vector<PaymentStatus> SimulatedWorld::statusesOf(const PaymentId& id)
{
    std::map<std::uint32_t, PaymentStatus> byVersion;
    for (const Message& message : messagesAbout(id)) {
        const std::uint32_t version = message.envelope.entityVersion.value_or(0);
        if (const auto* changed = std::get_if<PaymentStatusChanged>(&message.body)) {
            byVersion.emplace(version, changed->status.known());
        } else if (const auto* failed = std::get_if<PaymentFailed>(&message.body)) {
            byVersion.emplace(version, failed->status.known());
        }
    }
    std::vector<PaymentStatus> statuses;
    for (const auto& [version, status] : byVersion) {
        statuses.push_back(status);
    }
    return statuses;
}

std::optional<PaymentStatus> SimulatedWorld::statusOf(const PaymentId& id)
{
    std::optional<PaymentStatus> status;
    for (const Message& message : messagesAbout(id)) {
        if (const auto* added = std::get_if<PaymentAdded>(&message.body)) {
            status = added->status.known();
        } else if (const auto* changed = std::get_if<PaymentStatusChanged>(&message.body)) {
            status = changed->status.known();
        } else if (const auto* failed = std::get_if<PaymentFailed>(&message.body)) {
            status = failed->status.known();
        } else if (const auto* reconciled = std::get_if<PaymentReconciled>(&message.body);
                   reconciled != nullptr && reconciled->result.is(ReconResult::Matched)) {
            status = PaymentStatus::Reconciled;
        }
    }
    return status;
}

Message question(Instant now, Body body)
{
    std::string replyName(bodyName(body));
    replyName.back() = 's';
    const PaymentId about = questionHead(body)->paymentId.value_or(PaymentId("feed"));
    const std::string requestId = questionHead(body)->requestId.value;
    return request(requestId, about, now, std::move(body), replyName);
}

Message command(Instant now, Body body)
{
    const CommandHead head = *headOfCommand(body);
    const Body outcome = outcomeFor(body);
    return request(head.commandId.value, head.paymentId, now, std::move(body), bodyName(outcome));
}

}  // namespace otto::test
