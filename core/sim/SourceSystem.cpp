// SPDX-License-Identifier: Apache-2.0
#include "core/sim/SourceSystem.h"

#include "core/base/Digest.h"
#include "core/contract/Codec.h"
#include "core/sim/Conversation.h"
#include "core/sim/Dice.h"

#include <algorithm>

namespace otto {
namespace {

// What is drawn; every purpose has a stream of its own.
constexpr std::uint64_t kAnswerTime = 0x2001;
constexpr std::uint64_t kCommandTime = 0x2002;

bool isExpired(const Message& request, Instant now)
{
    return request.envelope.expiryTime && *request.envelope.expiryTime < now;
}

}  // namespace

SourceSystem::SourceSystem(System self, const SimSetting& setting)
    : m_self(self),
      m_setting(setting),
      m_writer(self, setting.env),
      m_conversations(setting.scenario().forgetAfter)
{}

const SystemPace& SourceSystem::pace() const
{
    return scenario().pace[static_cast<std::size_t>(m_self)];
}

Body SourceSystem::answerTo(Instant, const Message&)
{
    return UnknownBody{};
}

CommandVerdict SourceSystem::judge(Instant, const Body& command)
{
    return CommandVerdict::refused("UNKNOWN_COMMAND", std::string(wireName(m_self))
                                                          + " does not obey "
                                                          + std::string(bodyName(command)));
}

bool SourceSystem::reads(const TopicName& topic) const
{
    if (topic.topicClass == TopicClass::Fact) {
        return readsFact(topic.system, topic.name);
    }
    return topic.topicClass == TopicClass::Command
           && (topic.name == PingRq::kName || topic.name == ReplayEvents::kName
               || obeys(topic.name));
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
            m_writer.seen(envelope.sequence.value_or(0));
            if (envelope.name != HeartbeatEmitted::kName) {
                m_log.keep(message);
            }
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
    enterOrphans(now);
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
    const CommandVerdict verdict = judged(now, command.body);
    if (verdict.outcome == OutcomeKind::Applied && verdict.apply
        && !std::holds_alternative<ReplayEvents>(command.body)
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

void SourceSystem::publish(Instant due, Message fact, SourceOutbox& out)
{
    ++m_counts.facts;
    Envelope& envelope = fact.envelope;
    if (envelope.time != due) {
        envelope.recordedTime = due;
    }
    m_log.keep(fact);
    out.publish(due, fact);
    if (const Trouble* twice = destiny().duplicationOf(envelope.id, m_self, envelope.time)) {
        out.publish(due + twice->delay.value_or(Duration{1000}), fact);
    }
}

void SourceSystem::takeQuestion(Instant now, const Message& question)
{
    const Duration time = Dice(question.envelope.id.value).draw(pace().answer, kAnswerTime);
    enter(now + time,
          [this, question](Instant at, SourceOutbox& out) { answer(at, question, out); });
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
    Message first = m_writer.reply(now, question, "answer", 1, body);
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
        ++m_counts.answers;
        out.publish(now + trouble->delay.value_or(Duration{1000}),
                    m_writer.reply(now, question, "answer", 2, std::move(body)));
    }
}

Body SourceSystem::pong() const
{
    PingRs body;
    body.head.result = AnswerResult::Found;
    body.head.conclusive = true;
    body.build = "simulated " + std::string(wireName(m_self));
    body.lastSequence = m_writer.lastSequence();
    body.lag = 0;
    return body;
}

void SourceSystem::takeCommand(Instant now, const Message& command)
{
    const Duration time = Dice(command.envelope.id.value).draw(pace().command, kCommandTime);
    enter(now + time,
          [this, command](Instant at, SourceOutbox& out) { execute(at, command, out); });
}

void SourceSystem::execute(Instant now, const Message& command, SourceOutbox& out)
{
    const CommandHead& head = *headOfCommand(command.body);
    const auto* first = m_conversations.resultOf(head.idempotencyKey);
    if (first != nullptr) {
        sendOutcome(now, command, repeatedOutcome(*first, command.body), out);
        const auto missing = m_withoutEffect.find(head.idempotencyKey);
        if (missing != m_withoutEffect.end() && first->digest == commandDigest(command.body)) {
            // Asked again under the same key: what was answered is done now.
            const Message owed = std::move(missing->second);
            m_withoutEffect.erase(missing);
            carryOut(now, owed, judged(now, owed.body), out);
        }
        return;
    }
    if (isExpired(command, now)) {
        sendOutcome(now, command, outcomeOf(command.body, CommandVerdict::expired()), out);
        return;
    }
    const Trouble* trouble = destiny().commandTroubleOf(command.envelope.id, m_self, now);
    if (trouble != nullptr && trouble->withoutOutcome) {
        return;
    }
    const CommandVerdict verdict = judged(now, command.body);
    Body outcome = outcomeOf(command.body, verdict);
    if (!head.dryRun) {
        m_conversations.keepResult(now, head.idempotencyKey,
                                   {commandDigest(command.body), outcome});
    }
    sendOutcome(now, command, std::move(outcome), out);
    if (trouble == nullptr || head.dryRun || !verdict.apply) {
        carryOut(now, command, verdict, out);
        return;
    }
    m_withoutEffect.emplace(head.idempotencyKey, command);
    if (trouble->delay) {
        enter(now + *trouble->delay,
              [this, key = head.idempotencyKey](Instant at, SourceOutbox& to) {
                  const auto missing = m_withoutEffect.find(key);
                  if (missing != m_withoutEffect.end()) {
                      const Message owed = std::move(missing->second);
                      m_withoutEffect.erase(missing);
                      carryOut(at, owed, judged(at, owed.body), to);
                  }
              });
    }
}

CommandVerdict SourceSystem::judged(Instant now, const Body& command)
{
    if (std::optional<CommandVerdict> refused = unapproved(command)) {
        return *std::move(refused);
    }
    if (const auto* replay = std::get_if<ReplayEvents>(&command)) {
        return m_replay.judge(now, *replay, m_log);
    }
    return judge(now, command);
}

void SourceSystem::carryOut(Instant now, const Message& command, const CommandVerdict& verdict,
                            SourceOutbox& out)
{
    if (headOfCommand(command.body)->dryRun || !verdict.apply) {
        return;
    }
    const Duration lag = Dice(command.envelope.id.value).draw(pace().command, kCommandTime) / 10;
    verdict.apply(now, now + std::max(lag, Duration{1}), command.envelope.id, out);
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
    const std::uint32_t delivery = m_conversations.countDelivery(now, command.envelope.id);
    out.publish(now, m_writer.reply(now, command, "outcome", delivery, std::move(outcome)));
}

void SourceSystem::enterOrphans(Instant now)
{
    for (const Trouble& trouble : scenario().troubles) {
        if (trouble.kind == TroubleKind::OrphanAnswers
            && trouble.system.value_or(System::Wso2) == m_self) {
            enter(now + trouble.interval,
                  [this, &trouble](Instant at, SourceOutbox& to) { sayOrphan(trouble, at, to); });
        }
    }
}

void SourceSystem::sayOrphan(const Trouble& trouble, Instant now, SourceOutbox& out)
{
    if (trouble.isActive(now - destiny().start())) {
        const std::string number = std::to_string(now.ms);
        Message asked;
        asked.topic.system = System::Otto;
        asked.envelope.id = MessageId(derivedUuid({"orphan", wireName(m_self), number}));
        asked.envelope.subject = "PMT-orphan-" + number;
        asked.envelope.correlationId = asked.envelope.subject;
        GetPaymentStatusRs nobodys;
        AnswerHead head;
        head.requestId = RequestId(asked.envelope.id.value);
        head.result = AnswerResult::NotFound;
        head.inconclusiveReason = "UNKNOWN_OR_OLDER_THAN_RETENTION";
        head.asOf = now;
        nobodys.head = head;
        Body body = nobodys;
        if (m_self == System::Wso2) {
            body = GetTrnRs{head, {}, std::nullopt};
        } else if (m_self == System::Limits) {
            GetLimitsRs limits;
            limits.head = head;
            body = limits;
        }
        ++m_counts.answers;
        out.publish(now, m_writer.reply(now, asked, "answer", 1, std::move(body)));
    }
    enter(now + trouble.interval,
          [this, &trouble](Instant at, SourceOutbox& to) { sayOrphan(trouble, at, to); });
}

void SourceSystem::beat(Instant now, SourceOutbox& out)
{
    const Duration every = scenario().heartbeatEvery;
    ++m_counts.heartbeats;
    out.publish(now, m_writer.heartbeat(now, every, m_setting.seed));
    sweep(now);
    m_conversations.sweep(now);
    enter(now + every, [this](Instant at, SourceOutbox& to) { beat(at, to); });
}

}  // namespace otto
