// SPDX-License-Identifier: Apache-2.0
#include "core/engine/CommandRecord.h"

#include "core/base/Digest.h"
#include "core/contract/Codec.h"

namespace otto {

Message commandMessage(const EngineOptions& options, const FixerPlan& plan,
                       const CommandOrder& order)
{
    Message message;
    const std::string name(order.spec->name);
    message.topic = {"pc", options.env, "pmt", TopicClass::Command, System::Otto, name, 1};
    Envelope& envelope = message.envelope;
    envelope.id = MessageId(order.commandId.value);
    envelope.env = options.env;
    envelope.source = System::Otto;
    envelope.name = name;
    envelope.subject = order.paymentId.value;
    envelope.time = order.issuedAt;
    envelope.correlationId = order.paymentId.value;
    envelope.expiryTime = order.issuedAt + kCommandLife;
    envelope.replyTopic = commandTopic(options.env, order.spec->outcomeName);
    envelope.authType = "app_user";
    envelope.authId = order.requestedBy.value;
    const std::string trace = digestHex({"trace", order.paymentId.value});
    const std::string span = digestHex({"span", order.commandId.value});
    envelope.traceparent = "00-" + trace.substr(0, 32) + "-" + span.substr(0, 16) + "-01";
    message.body = plan.command;
    CommandHead& head = *commandHead(message.body);
    head.commandId = order.commandId;
    head.idempotencyKey = order.idempotencyKey;
    head.target = plan.target;
    head.paymentId = order.paymentId;
    head.expectedVersion = plan.expectedVersion;
    head.reasonCode = order.reasonCode;
    head.comment = order.comment;
    head.evidence = order.evidence;
    head.flagId = order.flagId;
    head.requestedBy = order.requestedBy;
    return message;
}

std::optional<Message> commandMessage(const CommandIssued& issued)
{
    // Kept in structured mode, so that envelope and body travel as one text.
    Record record;
    const std::size_t at = issued.command.find('\n');
    if (at == std::string::npos) {
        return std::nullopt;
    }
    record.topic = issued.command.substr(0, at);
    record.headers = {{"content-type", "application/cloudevents+json; charset=UTF-8"}};
    record.value = issued.command.substr(at + 1);
    const auto topic = TopicName::parse(record.topic);
    if (!topic) {
        return std::nullopt;
    }
    Decoder decoder(topic->env);
    auto decoded = decoder.decode(record);
    return decoded ? std::optional(std::move(*decoded)) : std::nullopt;
}

std::optional<Body> commandBody(const CommandIssued& issued)
{
    auto message = commandMessage(issued);
    return message ? std::optional(std::move(message->body)) : std::nullopt;
}

std::string orderDigest(const Message& message)
{
    Message stable = message;
    CommandHead& head = *commandHead(stable.body);
    head.commandId = CommandId();
    return digestHex({message.topic.text(), encodeBody(stable.body)});
}

}  // namespace otto
