// SPDX-License-Identifier: Apache-2.0
#include "tests/support/engine/EngineDesk.h"

#include "core/engine/Outbox.h"
#include "core/sim/Topics.h"

#include <algorithm>

namespace otto::test {

BusRig::BusRig(std::int32_t journalPartitions) : broker(std::make_shared<EmbeddedBroker>(clock))
{
    m_client = std::make_unique<EmbeddedBus>(broker);
    auto topics = ottoTopics("qa");
    for (TopicSpec& topic : topics) {
        if (topic.name == journalTopic("qa")) {
            topic.partitions = journalPartitions;
        }
    }
    std::erase_if(topics, [](const TopicSpec& topic) { return topic.partitions == 0; });
    (void)m_client->createTopics(topics);
    TailOptions tail;
    tail.startAt = [](std::string_view) { return StartAt::Beginning; };
    m_client->startTail(std::move(tail));
}

void BusRig::publish(const Message& message)
{
    m_client->produce(encodeBinary(message), ++m_token);
}

void BusRig::publishJournal(const std::string& payment, Body body)
{
    publish(journalMessage(EngineOptions{}, MessageId("test-" + std::to_string(++m_token)), payment,
                           clock.now(), std::move(body)));
}

void BusRig::publishRaw(const std::string& topic, const std::string& value,
                        std::vector<Header> headers)
{
    m_client->produce({topic, std::nullopt, "key", std::move(headers), value}, ++m_token);
}

std::vector<Message> BusRig::messages()
{
    std::vector<Record> records;
    std::vector<BusEvent> events;
    do {
        records.clear();
        m_client->poll(Duration{0}, 1000, records, events);
        for (const Record& record : records) {
            if (auto message = m_decoder.decode(record)) {
                m_read.push_back(std::move(*message));
            }
        }
    } while (!records.empty());
    return m_read;
}

std::vector<Message> BusRig::named(const std::string& name)
{
    std::vector<Message> out;
    for (Message& message : messages()) {
        if (message.envelope.name == name && message.topic.topicClass != TopicClass::Internal) {
            out.push_back(std::move(message));
        }
    }
    return out;
}

EngineDesk::EngineDesk(BusRig& rig, const std::string& instance, Duration lookback,
                       std::shared_ptr<BusFaults> faults)
    : m_rig(rig)
{
    EngineHostOptions options;
    options.env = "qa";
    options.instance = instance;
    options.description = "test engine " + instance;
    options.lookback = lookback;
    options.publishEvery = Duration{0};
    if (!faults) {
        faults = std::make_shared<BusFaults>();
    }
    m_host = std::make_unique<EngineHost>(
        std::make_unique<FaultyBus>(std::make_unique<EmbeddedBus>(rig.broker), rig.clock,
                                    std::move(faults)),
        rig.clock, options);
    m_port = m_host->openPort();
}

void EngineDesk::settle()
{
    for (int quiet = 0; quiet < 2;) {
        quiet = m_host->runOnce(Duration{0}) ? 0 : quiet + 1;
        if (const auto delta = m_port->poll()) {
            m_told.merge(Delta(*delta));
        }
    }
}

void EngineDesk::run(Duration time, Duration step)
{
    settle();
    for (Duration done{0}; done < time; done += step) {
        m_rig.clock.advance(std::min(step, time - done));
        settle();
    }
}

Response EngineDesk::ask(Request request, const std::string& operatorId, Role role)
{
    const Ticket ticket = m_port->submit(std::move(request), {OperatorId(operatorId), role});
    for (int turn = 0; turn < 4; ++turn) {
        (void)m_host->runOnce(Duration{0});
        const auto delta = m_port->poll();
        if (!delta) {
            continue;
        }
        m_told.merge(Delta(*delta));
        for (const Reply& reply : delta->replies) {
            if (reply.ticket == ticket) {
                return reply.response;
            }
        }
    }
    return Error{"NO_REPLY", "the engine did not reply"};
}

std::vector<FlagView> EngineDesk::openFlags()
{
    FlagsQuery query;
    query.open = true;
    return get<std::vector<FlagView>>(query);
}

std::optional<FlagView> EngineDesk::openFlag(const std::string& ruleId)
{
    for (const FlagView& flag : openFlags()) {
        if (flag.ruleId == ruleId) {
            return flag;
        }
    }
    return std::nullopt;
}

EngineStatus EngineDesk::status()
{
    return get<EngineStatus>(StatsQuery{});
}

}  // namespace otto::test
