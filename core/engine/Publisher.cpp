// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Publisher.h"

#include "core/base/Digest.h"
#include "core/engine/CommandRecord.h"
#include "core/suspenders/SuspenderCatalogue.h"

#include <algorithm>

namespace otto {
namespace {

constexpr std::string_view kRules = "otto-rules";

std::string traceparent(const std::string& flow, const std::string& message)
{
    return "00-" + digestHex({"trace", flow}).substr(0, 32) + "-"
           + digestHex({"span", message}).substr(0, 16) + "-01";
}

}  // namespace

void Publisher::advance()
{
    // Each publish may end in erasing from the set it walks, so it walks a copy.
    for (const FlagId& id : std::set(m_state.raisesToPublish)) {
        publishRaised(id);
    }
    for (const FlagId& id : std::set(m_state.clearsToPublish)) {
        publishCleared(id);
    }
    for (const RequestId& id : std::set(m_state.requestsToPublish)) {
        publishRequest(id);
    }
    for (const CommandId& id : std::set(m_state.commandsToPublish)) {
        publishCommand(id);
    }
}

bool Publisher::mustWait(const MessageId& id) const
{
    return m_state.outbox.isInFlight("public:" + id.value) || m_state.heldBack.contains(id);
}

bool Publisher::isForgotten(Instant decidedAt) const
{
    return m_state.completeSince && decidedAt < *m_state.completeSince - m_state.options.lookback;
}

Message Publisher::fact(std::string_view name, const FlagEntry& flag, MessageId id, Instant at)
{
    const std::string subject = flag.subject();
    Message message;
    message.topic = {"pc",         m_state.options.env, "pmt", TopicClass::Fact,
                     System::Otto, std::string(name),   1};
    Envelope& envelope = message.envelope;
    envelope.id = std::move(id);
    envelope.env = m_state.options.env;
    envelope.source = System::Otto;
    envelope.name = name;
    envelope.subject = flag.raised.flag.paymentId ? subject : "feed";
    envelope.time = at;
    envelope.correlationId = subject;
    // A fact that is tried again keeps its place, so that consumers see no gap.
    const auto [sequence, isNew] = m_state.sequences.try_emplace(envelope.id, m_state.sequence + 1);
    m_state.sequence = std::max(m_state.sequence, sequence->second);
    envelope.sequence = sequence->second;
    envelope.traceparent = traceparent(subject, envelope.id.value);
    envelope.authType = "service_account";
    envelope.authId = kRules;
    if (!flag.raised.flag.evidence.empty()) {
        envelope.causationId = flag.raised.flag.evidence.front().id;
    }
    return message;
}

void Publisher::publishRaised(const FlagId& id)
{
    const FlagEntry* flag = m_state.journal.flag(id);
    const MessageId messageId = raisedMessageId(id);
    if (isForgotten(flag->raised.raisedAt)) {
        m_state.raisesToPublish.erase(id);
        return;
    }
    if (!m_state.decidesFor(flag->subject()) || mustWait(messageId)) {
        return;
    }
    Message message = fact(PaymentFlagged::kName, *flag, messageId, flag->raised.raisedAt);
    message.envelope.severity = flag->raised.severity;
    message.body = flag->raised.flag;
    m_state.outbox.publish(message);
}

void Publisher::publishCleared(const FlagId& id)
{
    const FlagEntry* flag = m_state.journal.flag(id);
    const MessageId messageId = clearedMessageId(id);
    if (isForgotten(flag->closed->clearedAt)) {
        m_state.clearsToPublish.erase(id);
        return;
    }
    // Consumers see a flag raised before they see it cleared.
    if (m_state.raisesToPublish.contains(id) || !m_state.decidesFor(flag->subject())
        || mustWait(messageId)) {
        return;
    }
    Message message = fact(FlagCleared::kName, *flag, messageId, flag->closed->clearedAt);
    message.envelope.causationId = raisedMessageId(id);
    message.envelope.severity = Open<Severity>(Severity::Info);
    message.body = flag->closed->flag;
    m_state.outbox.publish(message);
}

void Publisher::publishRequest(const RequestId& id)
{
    const QuestionEntry* question = m_state.journal.question(m_state.journal.questionOf(id));
    const QueryIssued& issued = question->last().issued;
    const SuspenderSpec* spec = findSuspender(issued.suspender);
    const bool isOver =
        issued.requestId != id || spec == nullptr
        || (m_state.status.watermark && *m_state.status.watermark >= issued.deadline);
    if (isOver) {
        m_state.requestsToPublish.erase(id);
        return;
    }
    const std::string& subject = issued.paymentId.value;
    const Payment* payment = m_state.payments.find(issued.paymentId);
    if (!m_state.decidesFor(subject) || payment == nullptr || mustWait(MessageId(id.value))) {
        return;
    }
    QuestionHead head;
    head.requestId = id;
    head.target = issued.target;
    head.attempt = issued.attempt;
    head.paymentId = issued.paymentId;
    head.flagId = issued.flagId;
    Message message;
    message.topic = {"pc",         m_state.options.env,     "pmt", TopicClass::Command,
                     System::Otto, issued.suspender + "Rq", 1};
    Envelope& envelope = message.envelope;
    envelope.id = MessageId(id.value);
    envelope.env = m_state.options.env;
    envelope.source = System::Otto;
    envelope.name = issued.suspender + "Rq";
    envelope.subject = subject;
    envelope.time = issued.issuedAt;
    envelope.correlationId = subject;
    if (issued.flagId) {
        envelope.causationId = raisedMessageId(*issued.flagId);
    }
    envelope.traceparent = traceparent(subject, id.value);
    envelope.expiryTime = issued.deadline;
    envelope.replyTopic = commandTopic(m_state.options.env, issued.suspender + "Rs");
    envelope.authType = issued.askedBy == kRules ? "service_account" : "app_user";
    envelope.authId = issued.askedBy;
    message.body = makeQuestion(*spec, *payment, head, issued.issuedAt);
    m_state.outbox.publish(message);
}

bool Publisher::isOwed(const CommandEntry& command) const
{
    const CommandIssued& issued = command.issued;
    return !command.outcome && !m_state.doubtfulCommands.contains(issued.commandId)
           && m_state.now < issued.expiresAt && m_state.decidesFor(issued.paymentId.value);
}

bool Publisher::owesCommand() const
{
    return std::any_of(
        m_state.commandsToPublish.begin(), m_state.commandsToPublish.end(),
        [this](const CommandId& id) { return isOwed(*m_state.journal.command(id)); });
}

void Publisher::publishCommand(const CommandId& id)
{
    const CommandEntry& command = *m_state.journal.command(id);
    const CommandIssued& issued = command.issued;
    if (!isOwed(command) || mustWait(MessageId(id.value))
        || !m_state.maySendCommands(issued.paymentId.value)) {
        return;
    }
    const auto message = commandMessage(issued);
    if (!message || digestHex({issued.command}) != issued.commandSha256) {
        m_state.commandsToPublish.erase(id);
        m_state.warn(issued.fixer + " on " + issued.paymentId.value
                     + " is not sent: its record in the journal is damaged.");
        return;
    }
    m_state.outbox.publish(*message);
}

}  // namespace otto
