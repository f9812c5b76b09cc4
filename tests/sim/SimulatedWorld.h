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
    World& world() { return *m_world; }
    /// Ends the world and starts another one on the same broker.
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
    /// The last status that anybody published of it.
    std::optional<PaymentStatus> statusOf(const PaymentId& id);

private:
    void readAll();

    ManualClock m_clock{start()};
    std::shared_ptr<EmbeddedBroker> m_broker;
    EmbeddedBus m_reader;
    std::unique_ptr<World> m_world;
    Decoder m_decoder{"qa"};
    std::vector<Record> m_records;
    std::vector<Message> m_messages;
};

/// A question to `target`, ready to publish.
Message question(const std::string& requestId, Instant now, Body body);
/// A command.
Message command(Instant now, Body body);

}  // namespace otto::test
