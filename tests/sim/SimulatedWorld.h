// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/embedded/EmbeddedBroker.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "core/contract/Codec.h"
#include "core/sim/World.h"

#include <memory>
#include <string>
#include <vector>

namespace otto::test {

/// Envelopes for a question and for a command whose bodies are complete.
Message question(Instant now, Body body);
Message command(Instant now, Body body);

/// Source systems on an embedded broker under virtual time, and everything anybody published there.
class SimulatedWorld
{
public:
    explicit SimulatedWorld(Scenario scenario, WorldOptions options = {});

    static Instant start() { return {1'772'463'600'000}; }  // 2026-03-02T15:00:00Z
    /// A scenario without troubles, from TOML lines on top of `name = "test"`.
    static Scenario scenarioOf(const std::string& toml);

    /// From event to event.
    void runFor(Duration time);
    /// Until no payment is in flight any more: nothing but heartbeats and recon runs for a minute.
    void runToTheEnd();
    /// The same until `condition` holds; false when `patience` (virtual) is over before.
    template <typename Condition>
    bool runUntil(Condition condition, Duration patience)
    {
        const Instant until = m_clock.now() + patience;
        while (!condition()) {
            if (m_clock.now() >= until) {
                return false;
            }
            runFor(Duration{100});
        }
        return true;
    }

    [[nodiscard]] Instant now() const { return m_clock.now(); }
    World& world() { return *m_worlds.front(); }
    EmbeddedBroker& broker() { return *m_broker; }
    /// Another process on the same broker.
    void addWorld(Scenario scenario, WorldOptions options);
    /// Ends all worlds and starts another one on the same broker.
    void restart(Scenario scenario, WorldOptions options = {});

    void publish(const Message& message);
    void publishRaw(OutgoingRecord record);

    /// All records so far, in the order of the broker.
    const std::vector<Record>& records();
    /// The decodable ones.
    const std::vector<Message>& messages();

    template <typename B>
    std::vector<Message> messagesOf()
    {
        return messagesOf<B>([](const B&) { return true; });
    }
    template <typename B, typename Predicate>
    std::vector<Message> messagesOf(Predicate predicate)
    {
        std::vector<Message> found;
        for (const Message& message : messages()) {
            const B* body = std::get_if<B>(&message.body);
            if (body != nullptr && predicate(*body)) {
                found.push_back(message);
            }
        }
        return found;
    }
    std::vector<Message> messagesAbout(const PaymentId& id);
    /// Ids of all payments added, in order.
    std::vector<PaymentId> payments();
    /// The statuses published of a payment, by entityversion; duplicates once.
    std::vector<PaymentStatus> statusesOf(const PaymentId& id);
    /// The last status that anybody published of it.
    std::optional<PaymentStatus> statusOf(const PaymentId& id);

private:
    void readAll();

    ManualClock m_clock{start()};
    std::shared_ptr<EmbeddedBroker> m_broker;
    EmbeddedBus m_reader;
    std::vector<std::unique_ptr<World>> m_worlds;
    Decoder m_decoder{"qa"};
    std::vector<Record> m_records;
    std::vector<Message> m_messages;
};

/// A question with its head filled in, ready to publish; expires after 15 s.
template <typename Rq>
Message questionOf(const std::string& requestId, System target, const PaymentId& payment,
                   Instant now, Rq body = {})
{
    body.head.requestId = RequestId(requestId);
    body.head.target = target;
    body.head.paymentId = payment;
    return question(now, std::move(body));
}

/// A command with its head filled in; its id and key follow from `key`.
template <typename Command>
Message commandOf(const std::string& key, System target, const PaymentId& payment,
                  std::uint32_t expectedVersion, Instant now, Command body = {})
{
    body.head.commandId = CommandId("command-" + key);
    body.head.idempotencyKey = key;
    body.head.target = target;
    body.head.paymentId = payment;
    body.head.expectedVersion = expectedVersion;
    body.head.reasonCode = "TEST";
    body.head.comment = "a test";
    body.head.requestedBy = OperatorId("op-1");
    return command(now, std::move(body));
}

}  // namespace otto::test
