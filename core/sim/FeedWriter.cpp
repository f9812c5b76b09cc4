// SPDX-License-Identifier: Apache-2.0
#include "core/sim/FeedWriter.h"

#include "core/base/Digest.h"
#include "core/contract/Codec.h"
#include "core/sim/Dice.h"

namespace otto {
namespace {

// What is drawn; every purpose has a stream of its own.
constexpr std::uint64_t kTraceHigh = 0x8001;
constexpr std::uint64_t kTraceLow = 0x8002;

std::string hex16(std::uint64_t number)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text(16, '0');
    for (std::size_t at = text.size(); at > 0; --at, number >>= 4U) {
        text[at - 1] = kDigits[number & 0x0FU];
    }
    return text;
}

/// This hop's trace context: the span is named after the message.
std::string traceparentOf(const std::string& traceId, const MessageId& id)
{
    std::string span;
    for (const char c : id.value) {
        if (c != '-' && span.size() < 16) {
            span.push_back(c);
        }
    }
    return "00-" + traceId + "-" + span + "-01";
}

}  // namespace

std::string traceIdOf(const std::optional<std::string>& traceparent, const PaymentId& id)
{
    constexpr std::size_t kStart = 3;
    constexpr std::size_t kLength = 32;
    if (traceparent && traceparent->size() >= kStart + kLength) {
        return traceparent->substr(kStart, kLength);
    }
    const Dice dice(id.value);
    // Never all zero, as W3C demands.
    return hex16(dice.stream(kTraceHigh).next()) + hex16(dice.stream(kTraceLow).next() | 1U);
}

Message FeedWriter::written(Instant at, MessageId id, TopicClass topicClass, System topicSystem,
                            const std::string& subject, const std::string& traceId, Body body) const
{
    Message message;
    message.topic.env = m_env;
    message.topic.topicClass = topicClass;
    message.topic.system = topicSystem;
    message.topic.name = bodyName(body);
    Envelope& envelope = message.envelope;
    envelope.id = std::move(id);
    envelope.env = m_env;
    envelope.source = m_self;
    envelope.name = message.topic.name;
    envelope.subject = subject;
    envelope.time = at;
    envelope.correlationId = subject;
    envelope.traceparent = traceparentOf(traceId, envelope.id);
    message.body = std::move(body);
    return message;
}

Message FeedWriter::fact(Instant at, const PaymentId& id, std::uint32_t version,
                         const std::optional<MessageId>& cause, const std::string& traceId,
                         Body body)
{
    MessageId messageId(derivedUuid({"fact", wireName(m_self), id.value, std::to_string(version)}));
    Message message = written(at, std::move(messageId), TopicClass::Fact, m_self, id.value, traceId,
                              std::move(body));
    message.envelope.causationId = cause;
    message.envelope.sequence = ++m_sequence;
    message.envelope.entityVersion = version;
    return message;
}

Message FeedWriter::heartbeat(Instant at, Duration interval, std::uint64_t seed)
{
    ++m_sequence;
    MessageId id(
        derivedUuid({"heartbeat", wireName(m_self), std::to_string(seed), std::to_string(at.ms)}));
    const std::string traceId = traceIdOf(std::nullopt, PaymentId(std::string(wireName(m_self))));
    Message message = written(at, std::move(id), TopicClass::Fact, m_self, "feed", traceId,
                              HeartbeatEmitted{interval.count(), m_sequence});
    message.envelope.sequence = m_sequence;
    return message;
}

Message FeedWriter::reply(Instant at, const Message& to, std::string_view role,
                          std::uint32_t number, Body body) const
{
    const Envelope& asked = to.envelope;
    MessageId id(derivedUuid({role, wireName(m_self), asked.id.value, std::to_string(number)}));
    Message message =
        written(at, std::move(id), TopicClass::Command, to.topic.system, asked.subject,
                traceIdOf(asked.traceparent, PaymentId(asked.subject)), std::move(body));
    message.envelope.correlationId = asked.correlationId;
    message.envelope.causationId = asked.id;
    return message;
}

}  // namespace otto
