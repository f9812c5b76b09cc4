// SPDX-License-Identifier: Apache-2.0
#include "core/sim/SourceSystem.h"

#include "core/base/Digest.h"
#include "core/contract/Codec.h"
#include "core/sim/Conversation.h"
#include "core/sim/Dice.h"

#include <algorithm>

namespace otto {
namespace {

enum Purpose : std::uint64_t { kAnswerTime = 0x2001, kCommandTime, kTraceHigh, kTraceLow };

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

bool isExpired(const Message& request, Instant now)
{
    return request.envelope.expiryTime && *request.envelope.expiryTime < now;
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

SourceSystem::Verdict SourceSystem::Verdict::refused(std::string code, std::string text)
{
    Verdict verdict;
    verdict.outcome = OutcomeKind::Rejected;
    verdict.rejection = Rejection{std::move(code), std::move(text), false};
    return verdict;
}

SourceSystem::SourceSystem(System self, const SimSetting& setting)
    : m_self(self), m_setting(setting), m_conversations(setting.scenario().forgetAfter)
{
}

const SystemPace& SourceSystem::pace() const
{
    return scenario().pace[static_cast<std::size_t>(m_self)];
}

Body SourceSystem::answerTo(Instant, const Message&)
{
    return UnknownBody{};
}

SourceSystem::Verdict SourceSystem::judge(Instant, const Body& command)
{
    return Verdict::refused("UNKNOWN_COMMAND", std::string(wireName(m_self)) + " does not obey "
                                                   + std::string(bodyName(command)));
}

bool SourceSystem::reads(const TopicName& topic) const
{
    if (topic.topicClass == TopicClass::Fact) {
        return readsFact(topic.system, topic.name);
    }
    return topic.topicClass == TopicClass::Command
        && (topic.name == PingRq::kName || obeys(topic.name));
}

bool SourceSystem::remembers(const TopicName& topic) const
{
    if (topic.topicClass == TopicClass::Fact) {
        return topic.system == m_self
            && (topic.name == HeartbeatEmitted::kName || publishesFact(topic.name));
    }
    // Answers and outcomes say what was done already; other responders' are skipped by source.
    return topic.topicClass == TopicClass::Command && !reads(topic);
}

bool SourceSystem::isForMe(const Message& message) const
{
    if (const QuestionHead* question = questionHead(message.body)) {
        return question->target.is(m_self);
    }
    const CommandHead* command = headOfCommand(message.body);
    return command != nullptr && command->target.is(m_self);
}

void SourceSystem::restore(const Message& message)
{
    const Envelope& envelope = message.envelope;
    if (message.topic.topicClass == TopicClass::Fact) {
        if (envelope.source == m_self) {
            m_sequence = std::max(m_sequence, envelope.sequence.value_or(0));
        }
        absorb(message);
        return;
    }
    if (isForMe(message)) {
        (questionHead(message.body) != nullptr ? m_history.questions : m_history.commands)
            .push_back(message);
        return;
    }
    if (envelope.source == m_self && envelope.causationId) {
        Body body = message.body;
        if (answerHead(body) != nullptr) {
            m_conversations.keepAnswer(envelope.time, *envelope.causationId, message);
        } else if (headOfOutcome(body) != nullptr) {
            m_history.outcomes.emplace(*envelope.causationId, message);
        }
    }
    absorb(message);
}

void SourceSystem::resume(Instant now, SourceOutbox& out)
{
    std::stable_sort(m_history.commands.begin(), m_history.commands.end(),
                     [](const Message& a, const Message& b) {
                         return a.envelope.time != b.envelope.time
                             ? a.envelope.time < b.envelope.time
                             : a.envelope.id < b.envelope.id;
                     });
    for (const Message& command : m_history.commands) {
        resumeCommand(now, command, out);
    }
    for (const Message& question : m_history.questions) {
        if (m_conversations.answerTo(question.envelope.id) == nullptr) {
            takeQuestion(now, question);
        }
    }
    m_history = {};
    advanceAll(now, out);
    beat(now, out);
}

void SourceSystem::resumeCommand(Instant now, const Message& command, SourceOutbox& out)
{
    const auto answered = m_history.outcomes.find(command.envelope.id);
    if (answered == m_history.outcomes.end()) {
        takeCommand(now, command);
        return;
    }
    const CommandHead& head = *headOfCommand(command.body);
    const OutcomeHead& outcome = *headOfOutcome(std::as_const(answered->second.body));
    if (head.dryRun || outcome.outcome.is(OutcomeKind::Expired)) {
        return;
    }
    m_conversations.countDelivery(now, command.envelope.id);
    m_conversations.keepResult(now, head.idempotencyKey,
                               {commandDigest(command.body), answered->second.body});
    if (!outcome.outcome.is(OutcomeKind::Applied)) {
        return;
    }
    // The outcome went out and the fact did not: then the version still matches.
    const Verdict verdict = judge(now, command.body);
    if (verdict.outcome == OutcomeKind::Applied && verdict.apply
        && verdict.entityVersion == outcome.entityVersion) {
        verdict.apply(now, now, command.envelope.id, out);
    }
}

void SourceSystem::onMessage(Instant now, const Message& message, SourceOutbox& out)
{
    if (message.topic.topicClass == TopicClass::Command) {
        if (questionHead(message.body) != nullptr) {
            if (isForMe(message)) {
                takeQuestion(now, message);
            }
            return;
        }
        if (headOfCommand(message.body) != nullptr) {
            if (isForMe(message)) {
                takeCommand(now, message);
            }
            return;
        }
    }
    if (const std::optional<PaymentId> id = absorb(message)) {
        advance(now, *id, out);
    }
}

void SourceSystem::onTime(Instant now, SourceOutbox& out)
{
    while (std::optional<Work> work = m_agenda.take(now)) {
        (*work)(now, out);
    }
}

std::optional<Instant> SourceSystem::nextWakeUp() const
{
    return m_agenda.nextDue();
}

Message SourceSystem::fact(Instant at, const PaymentId& id, std::uint32_t version,
                           const std::optional<MessageId>& cause, const std::string& traceId,
                           Body body)
{
    Message message;
    message.topic.env = m_setting.env;
    message.topic.topicClass = TopicClass::Fact;
    message.topic.system = m_self;
    message.topic.name = bodyName(body);
    Envelope& envelope = message.envelope;
    envelope.id = MessageId(derivedUuid({"fact", wireName(m_self), id.value, std::to_string(version)}));
    envelope.env = m_setting.env;
    envelope.source = m_self;
    envelope.name = message.topic.name;
    envelope.subject = id.value;
    envelope.time = at;
    envelope.correlationId = id.value;
    envelope.causationId = cause;
    envelope.sequence = ++m_sequence;
    envelope.entityVersion = version;
    envelope.traceparent = traceparentOf(traceId, envelope.id);
    message.body = std::move(body);
    return message;
}

void SourceSystem::publish(Instant due, Message fact, SourceOutbox& out)
{
    ++m_counts.facts;
    Envelope& envelope = fact.envelope;
    if (envelope.time != due) {
        envelope.recordedTime = due;
    }
    out.publish(due, fact);
    if (const Trouble* twice = destiny().duplicationOf(envelope.id, m_self, envelope.time)) {
        out.publish(due + twice->delay.value_or(Duration{1000}), fact);
    }
}

Message SourceSystem::reply(Instant at, const Message& to, MessageId id, Body body) const
{
    Message message;
    message.topic.env = m_setting.env;
    message.topic.topicClass = TopicClass::Command;
    message.topic.system = to.topic.system;
    message.topic.name = bodyName(body);
    Envelope& envelope = message.envelope;
    envelope.id = std::move(id);
    envelope.env = m_setting.env;
    envelope.source = m_self;
    envelope.name = message.topic.name;
    envelope.subject = to.envelope.subject;
    envelope.time = at;
    envelope.correlationId = to.envelope.correlationId;
    envelope.causationId = to.envelope.id;
    envelope.traceparent = traceparentOf(
        traceIdOf(to.envelope.traceparent, PaymentId(to.envelope.subject)), envelope.id);
    message.body = std::move(body);
    return message;
}

void SourceSystem::takeQuestion(Instant now, const Message& question)
{
    const Duration time = Dice(question.envelope.id.value).draw(pace().answer, kAnswerTime);
    enter(now + time, [this, question](Instant at, SourceOutbox& out) { answer(at, question, out); });
}

void SourceSystem::answer(Instant now, const Message& question, SourceOutbox& out)
{
    if (isExpired(question, now)) {
        ++m_counts.questionsExpired;
        return;
    }
    const MessageId& request = question.envelope.id;
    if (const Message* before = m_conversations.answerTo(request)) {
        ++m_counts.answers;
        out.publish(now, *before);
        return;
    }
    const Trouble* trouble = destiny().answerTroubleOf(request, m_self, now);
    const bool isLate = trouble != nullptr && trouble->kind == TroubleKind::LateAnswers;
    const Instant due = isLate ? now + trouble->delay.value_or(Duration{20'000}) : now;
    Body body = std::holds_alternative<PingRq>(question.body) ? pong() : answerTo(now, question);
    if (answerHead(body) == nullptr) {
        return;
    }
    AnswerHead& head = *answerHead(body);
    head.requestId = RequestId(request.value);
    head.asOf = now;
    Message first
        = reply(now, question, MessageId(derivedUuid({"answer", wireName(m_self), request.value})),
                std::move(body));
    if (isLate) {
        first.envelope.recordedTime = due;
    }
    m_conversations.keepAnswer(now, request, first);
    if (trouble != nullptr && trouble->kind == TroubleKind::MissingAnswers) {
        return;
    }
    ++m_counts.answers;
    out.publish(due, first);
    if (trouble != nullptr && trouble->kind == TroubleKind::DuplicateAnswers) {
        Message second = first;
        second.envelope.id
            = MessageId(derivedUuid({"answer again", wireName(m_self), request.value}));
        ++m_counts.answers;
        out.publish(now + trouble->delay.value_or(Duration{1000}), second);
    }
}

Body SourceSystem::pong() const
{
    PingRs body;
    body.head.result = AnswerResult::Found;
    body.head.conclusive = true;
    body.build = "simulated " + std::string(wireName(m_self));
    body.lastSequence = m_sequence;
    body.lag = 0;
    return body;
}

void SourceSystem::takeCommand(Instant now, const Message& command)
{
    const Duration time = Dice(command.envelope.id.value).draw(pace().command, kCommandTime);
    enter(now + time, [this, command](Instant at, SourceOutbox& out) { execute(at, command, out); });
}

/// The first result of a command, for one more of its deliveries.
Body SourceSystem::repeated(const ConversationStore::Result& first, const Message& command)
{
    const CommandHead& asked = *headOfCommand(command.body);
    if (first.digest != commandDigest(command.body)) {
        return outcomeOf(command, Verdict::refused("KEY_REUSED", "idempotency key "
                                                       + asked.idempotencyKey
                                                       + " was used for another command before"));
    }
    Body outcome = first.outcome;
    OutcomeHead& head = *headOfOutcome(outcome);
    head.commandId = asked.commandId;
    if (head.outcome.is(OutcomeKind::Applied)) {
        head.outcome = OutcomeKind::AlreadyApplied;
    }
    return outcome;
}

void SourceSystem::execute(Instant now, const Message& command, SourceOutbox& out)
{
    const CommandHead& head = *headOfCommand(command.body);
    const auto* first = m_conversations.resultOf(head.idempotencyKey);
    if (first != nullptr) {
        sendOutcome(now, command, repeated(*first, command), out);
        return;
    }
    if (isExpired(command, now)) {
        Verdict expired;
        expired.outcome = OutcomeKind::Expired;
        sendOutcome(now, command, outcomeOf(command, expired), out);
        return;
    }
    const Verdict verdict = judge(now, command.body);
    Body outcome = outcomeOf(command, verdict);
    if (!head.dryRun) {
        m_conversations.keepResult(now, head.idempotencyKey,
                                   {commandDigest(command.body), outcome});
    }
    sendOutcome(now, command, std::move(outcome), out);
    if (!head.dryRun && verdict.apply) {
        const Duration lag
            = Dice(command.envelope.id.value).draw(pace().command, kCommandTime) / 10;
        verdict.apply(now, now + std::max(lag, Duration{1}), command.envelope.id, out);
    }
}

Body SourceSystem::outcomeOf(const Message& command, const Verdict& verdict)
{
    Body outcome = outcomeFor(command.body);
    OutcomeHead& head = *headOfOutcome(outcome);
    head.outcome = verdict.outcome;
    head.entityVersion = verdict.entityVersion;
    head.rejection = verdict.rejection;
    const auto fillStatuses = [&verdict](auto& body) {
        body.previousStatus = verdict.previousStatus;
        body.status = verdict.status;
    };
    if (auto* updated = std::get_if<PaymentStatusUpdated>(&outcome)) {
        fillStatuses(*updated);
    } else if (auto* resynced = std::get_if<PaymentStatusResynced>(&outcome)) {
        fillStatuses(*resynced);
    } else if (auto* linked = std::get_if<TransactionLinked>(&outcome)) {
        linked->status = verdict.status;
        linked->trnRcptId = verdict.reference;
    } else if (auto* restored = std::get_if<LimitsRestored>(&outcome)) {
        restored->reservationId = verdict.reference;
    }
    return outcome;
}

void SourceSystem::sendOutcome(Instant now, const Message& command, Body outcome, SourceOutbox& out)
{
    const OutcomeHead& head = *headOfOutcome(std::as_const(outcome));
    switch (head.outcome.known()) {
    case OutcomeKind::Applied: ++m_counts.commandsApplied; break;
    case OutcomeKind::AlreadyApplied: ++m_counts.commandsAlreadyApplied; break;
    case OutcomeKind::Expired: ++m_counts.commandsExpired; break;
    case OutcomeKind::Rejected:
    case OutcomeKind::Error: ++m_counts.commandsRejected; break;
    }
    const MessageId& id = command.envelope.id;
    const std::uint32_t delivery = m_conversations.countDelivery(now, id);
    out.publish(now, reply(now, command,
                           MessageId(derivedUuid({"outcome", wireName(m_self), id.value,
                                                  std::to_string(delivery)})),
                           std::move(outcome)));
}

void SourceSystem::beat(Instant now, SourceOutbox& out)
{
    const Duration every = scenario().heartbeatEvery;
    Message message = fact(now, PaymentId("feed"), 0, std::nullopt,
                           traceIdOf(std::nullopt, PaymentId(std::string(wireName(m_self)))),
                           HeartbeatEmitted{every.count(), m_sequence + 1});
    message.envelope.id = MessageId(derivedUuid({"heartbeat", wireName(m_self),
                                                 std::to_string(m_setting.seed),
                                                 std::to_string(now.ms)}));
    message.envelope.entityVersion.reset();
    ++m_counts.heartbeats;
    out.publish(now, message);
    sweep(now);
    m_conversations.sweep(now);
    enter(now + every, [this](Instant at, SourceOutbox& to) { beat(at, to); });
}

}  // namespace otto
