// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Outbox.h"

#include "core/base/Digest.h"
#include "core/contract/Codec.h"

#include <utility>

namespace otto {

Message journalMessage(const EngineOptions& options, MessageId id, const std::string& subject,
                       Instant time, Body body)
{
    Message message;
    message.topic = {"pc", options.env, "pmt", TopicClass::Internal, System::Otto, "Journal", 1};
    message.envelope.id = std::move(id);
    message.envelope.env = options.env;
    message.envelope.source = System::Otto;
    message.envelope.name = bodyName(body);
    message.envelope.subject = subject;
    message.envelope.time = time;
    message.envelope.correlationId = subject;
    message.body = std::move(body);
    return message;
}

void Outbox::decide(const std::string& key, const std::string& subject, Body body)
{
    if (isInFlight(key)) {
        return;
    }
    const MessageId id(derivedUuid({"journal", m_options.instance, std::to_string(++m_counter)}));
    send(key, journalMessage(m_options, id, subject, m_now, std::move(body)),
         static_cast<std::int32_t>(shardOf(subject)), subject);
}

void Outbox::decideInShard(const std::string& key, std::uint32_t shard, Body body)
{
    if (isInFlight(key)) {
        return;
    }
    const MessageId id(derivedUuid({"journal", m_options.instance, std::to_string(++m_counter)}));
    const std::string subject = "shard-" + std::to_string(shard);
    send(key, journalMessage(m_options, id, subject, m_now, std::move(body)),
         static_cast<std::int32_t>(shard), subject);
}

void Outbox::publish(const Message& message)
{
    const std::string key = "public:" + message.envelope.id.value;
    if (!isInFlight(key)) {
        send(key, message, std::nullopt, message.envelope.subject);
    }
}

void Outbox::send(const std::string& key, const Message& message,
                  std::optional<std::int32_t> partition, const std::string& recordKey)
{
    OutgoingRecord record = encodeBinary(message);
    record.partition = partition;
    record.key = recordKey;
    const ProduceToken token = ++m_counter;
    m_flights[message.envelope.id] = {key, message.envelope.subject, token, std::nullopt};
    m_keys[key] = message.envelope.id;
    m_tokens[token] = message.envelope.id;
    m_produce.push_back({std::move(record), token});
}

std::optional<OwnRecord> Outbox::land(const MessageId& id)
{
    const auto it = m_flights.find(id);
    if (it == m_flights.end()) {
        return std::nullopt;
    }
    OwnRecord record{id, it->second.key, it->second.subject};
    m_keys.erase(it->second.key);
    m_tokens.erase(it->second.token);
    m_flights.erase(it);
    return record;
}

std::optional<OwnRecord> Outbox::onReadBack(const MessageId& id)
{
    return land(id);
}

std::optional<OwnRecord> Outbox::onReport(const DeliveryReport& report)
{
    const auto it = m_tokens.find(report.token);
    if (it == m_tokens.end()) {
        return std::nullopt;  // read back before the report came
    }
    const MessageId id = it->second;
    switch (report.outcome) {
    case DeliveryReport::Outcome::Delivered: break;  // the tail will bring it
    case DeliveryReport::Outcome::Failed: return land(id);
    case DeliveryReport::Outcome::Unknown: {
        Flight& flight = m_flights[id];
        flight.doubtSince = m_now;
        return OwnRecord{id, flight.key, flight.subject};
    }
    }
    return std::nullopt;
}

std::vector<OwnRecord> Outbox::onCaughtUp(Instant asOf)
{
    std::vector<MessageId> absent;
    for (const auto& [id, flight] : m_flights) {
        if (flight.doubtSince && *flight.doubtSince < asOf) {
            absent.push_back(id);
        }
    }
    std::vector<OwnRecord> out;
    for (const MessageId& id : absent) {
        out.push_back(*land(id));
    }
    return out;
}

std::uint32_t Outbox::shardOf(const std::string& subject) const
{
    return static_cast<std::uint32_t>(
        partitionFor(subject, static_cast<std::int32_t>(m_options.shards)));
}

std::vector<Produce> Outbox::take()
{
    return std::exchange(m_produce, {});
}

}  // namespace otto
