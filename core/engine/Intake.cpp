// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Intake.h"

#include "core/fixers/FixerCatalogue.h"
#include "core/fixers/FixerPlan.h"

#include <algorithm>

namespace otto {
namespace {

RecordKind kindOf(const Message& message)
{
    if (std::holds_alternative<UnknownBody>(message.body)) {
        return RecordKind::Unknown;
    }
    if (message.topic.topicClass == TopicClass::Internal) {
        return RecordKind::Journal;
    }
    if (message.topic.topicClass == TopicClass::Fact) {
        return message.envelope.source == System::Otto ? RecordKind::Flag : RecordKind::Fact;
    }
    if (answerHead(message.body) != nullptr) {
        return RecordKind::Answer;
    }
    if (outcomeHead(message.body) != nullptr) {
        return RecordKind::Outcome;
    }
    return commandHead(message.body) != nullptr ? RecordKind::Command : RecordKind::Question;
}

std::string lastSegment(const std::string& topic)
{
    const std::size_t dot = topic.rfind('.');
    return dot == std::string::npos ? topic : topic.substr(dot + 1);
}

void describe(StreamRow& row, const Message& message)
{
    const Envelope& envelope = message.envelope;
    row.kind = kindOf(message);
    row.time = envelope.time;
    row.system = envelope.source;
    row.name = envelope.name;
    row.paymentId = envelope.subject;
    row.amount = bodyAmount(message.body);
    row.status = bodyStatus(message.body);
    row.correlationId = envelope.correlationId;
    row.messageId = envelope.id.value;
    row.causationId = envelope.causationId ? envelope.causationId->value : std::string();
}

bool isSameAnswer(const AnswerSeen& first, const AnswerHead& next, const std::string& text)
{
    return first.result == next.result && first.conclusive == next.conclusive && first.text == text;
}

}  // namespace

const AnswerHead* answerHead(const Body& body)
{
    return std::visit(
        [](const auto& value) -> const AnswerHead* {
            if constexpr (requires { { value.head } -> std::convertible_to<AnswerHead>; }) {
                return &value.head;
            } else {
                return nullptr;
            }
        },
        body);
}

void Intake::take(Record record)
{
    StreamRow row;
    row.index = ++m_state.status.records;
    row.arrivedAt = m_state.now;
    row.time = record.timestamp;
    row.sizeBytes = static_cast<std::uint32_t>(
        std::min<std::size_t>(record.value ? record.value->size() : 0, UINT32_MAX));
    row.at = {record.topic, record.partition, record.offset};
    m_state.changes.anything = true;

    Result<Message> decoded = m_state.decoder.decode(record);
    if (!decoded) {
        refuse(std::move(record), std::move(row), decoded.error());
        return;
    }
    describe(row, *decoded);
    const Provenance from{decoded->envelope.id,
                          decoded->envelope.time,
                          m_state.now,
                          m_state.payments.topicIndex(record.topic),
                          record.partition,
                          record.offset,
                          row.kind == RecordKind::Answer};
    switch (row.kind) {
    case RecordKind::Fact:
        takeFact(*decoded, from, row);
        break;
    case RecordKind::Flag:
        takeOwnFact(*decoded, from, row);
        break;
    case RecordKind::Journal:
        takeJournal(*decoded, static_cast<std::uint32_t>(record.partition));
        break;
    case RecordKind::Unknown:
        ++m_state.status.unknownKinds;
        break;
    default:
        takeConversation(std::move(*decoded), from, row);
        break;
    }
    m_state.window.add(std::move(record));
    m_state.changes.streamRows.push_back(std::move(row));
}

void Intake::refuse(Record record, StreamRow row, const Error& error)
{
    row.kind = RecordKind::Refused;
    row.name = lastSegment(record.topic);
    row.reason = error.text;
    m_state.changes.quarantined.push_back(m_state.quarantine.add(std::move(record), error.text));
    m_state.status.quarantined = m_state.quarantine.count();
    m_state.changes.streamRows.push_back(std::move(row));
}

void Intake::takeFact(const Message& message, const Provenance& from, StreamRow& row)
{
    const Envelope& envelope = message.envelope;
    Feed& feed = m_state.feeds[static_cast<std::size_t>(envelope.source)];
    ++m_state.status.facts;
    m_state.statistics.onFact(envelope.source, envelope.time);
    feed.hear(envelope.time, envelope.id);
    m_state.dirtyFeeds.insert(envelope.source);
    if (const auto* beat = std::get_if<HeartbeatEmitted>(&message.body)) {
        feed.heartbeat(envelope.time, Duration{beat->intervalMs});
        return;
    }
    const std::uint32_t index = m_state.payments.indexOf(PaymentId(envelope.subject));
    if (!m_state.payments.slot(index).payment.applyFact(message, from)) {
        ++m_state.status.duplicates;
        row.isDuplicate = true;
        return;
    }
    m_state.paymentChanged(index);
}

void Intake::takeOwnFact(const Message& message, const Provenance& from, StreamRow& row)
{
    ++m_state.status.facts;
    m_state.sequence = std::max(m_state.sequence, message.envelope.sequence.value_or(0));
    if (m_state.published.contains(message.envelope.id)) {
        ++m_state.status.duplicates;
        row.isDuplicate = true;
        return;
    }
    markPublished(message, from);
}

void Intake::markPublished(const Message& message, const Provenance& from)
{
    m_state.outbox.onReadBack(message.envelope.id);
    m_state.published.try_emplace(message.envelope.id, m_state.now, m_state.payments.refOf(from));
    if (const auto* raised = std::get_if<PaymentFlagged>(&message.body)) {
        m_state.raisesToPublish.erase(raised->flagId);
        m_state.flagChanged(raised->flagId);
    } else if (const auto* cleared = std::get_if<FlagCleared>(&message.body)) {
        m_state.clearsToPublish.erase(cleared->flagId);
    } else if (const CommandHead* command = commandHead(message.body)) {
        ++m_state.status.fixersSent;
        m_state.commandsToPublish.erase(command->commandId);
        m_state.doubtfulCommands.erase(command->commandId);
        m_state.commandChanged(command->commandId);
    } else {
        ++m_state.status.questionsAsked;
        const RequestId requestId(message.envelope.id.value);
        m_state.requestsToPublish.erase(requestId);
        const RequestId questionId = m_state.journal.questionOf(requestId);
        if (!questionId.empty()) {
            m_state.questionChanged(questionId);
        }
    }
    const auto index = m_state.payments.indexIfKnown(PaymentId(message.envelope.subject));
    if (index) {
        m_state.paymentChanged(*index);
    }
}

void Intake::takeConversation(Message message, const Provenance& from, StreamRow& row)
{
    if (row.kind == RecordKind::Question || row.kind == RecordKind::Command) {
        if (m_state.published.contains(message.envelope.id)) {
            row.isDuplicate = true;
            ++m_state.status.duplicates;
            return;
        }
        markPublished(message, from);
        return;
    }
    const bool isMatched = row.kind == RecordKind::Answer ? matchAnswer(message, from)
                                                          : matchOutcome(message, from);
    if (!isMatched) {
        m_state.unmatched.push_back({std::move(message), from});
    }
}

bool Intake::matchAnswer(const Message& message, const Provenance& from)
{
    const Envelope& envelope = message.envelope;
    const AnswerHead& head = *answerHead(message.body);
    const RequestId requestId(envelope.causationId ? envelope.causationId->value : std::string());
    const RequestId questionId = m_state.journal.questionOf(requestId);
    const QuestionEntry* question
        = questionId.empty() ? nullptr : m_state.journal.question(questionId);
    if (question == nullptr) {
        return false;
    }
    const QueryIssued& issued = question->attempts.front().issued;
    const std::string text = describeBody(message.body);
    OddAnswerView odd{OddAnswerKind::Orphan, envelope.id,      requestId.value, envelope.name,
                      envelope.source,       issued.paymentId, envelope.time,   text,
                      {},                    m_state.payments.refOf(from)};
    if (envelope.subject != issued.paymentId.value) {
        odd.explanation = "It names payment " + envelope.subject + ", but the question was about "
                          + issued.paymentId.value + "; not applied.";
        m_state.addOddAnswer(std::move(odd));
        return true;
    }
    const auto known = m_state.answers.find(requestId);
    if (known != m_state.answers.end() && known->second.id == envelope.id) {
        ++m_state.status.duplicates;  // the same record again
        return true;
    }
    const std::uint32_t index = m_state.payments.indexOf(issued.paymentId);
    m_state.payments.slot(index).payment.applyAnswer(message, from);
    if (known == m_state.answers.end()) {
        const bool isRetryable = (head.error && head.error->retryable)
                                 || (head.result.is(AnswerResult::NotFound) && !head.conclusive);
        m_state.answers.emplace(
            requestId, AnswerSeen{envelope.id, envelope.source, head.result, head.conclusive,
                                  isRetryable, head.retryAfterMs, envelope.time, text,
                                  odd.recordAt});
    } else {
        const bool isSame = isSameAnswer(known->second, head, text);
        odd.kind = isSame ? OddAnswerKind::Duplicate : OddAnswerKind::Contradictory;
        odd.explanation = isSame ? "The same answer was given before; counted only."
                                 : "The first answer said \"" + known->second.text
                                       + "\"; the model keeps the one with the newest asOf.";
        m_state.addOddAnswer(std::move(odd));
    }
    m_state.questionChanged(questionId);
    m_state.paymentChanged(index);
    return true;
}

bool Intake::matchOutcome(const Message& message, const Provenance& from)
{
    const Envelope& envelope = message.envelope;
    const OutcomeHead& head = *outcomeHead(message.body);
    const CommandId commandId(envelope.causationId ? envelope.causationId->value : std::string());
    const CommandEntry* command = m_state.journal.command(commandId);
    if (command == nullptr) {
        return false;
    }
    const RecordRef at = m_state.payments.refOf(from);
    const auto [it, isFirst] = m_state.outcomes.try_emplace(
        commandId, OutcomeSeen{envelope.id, std::string(head.outcome.text()), head.entityVersion,
                               head.rejection, envelope.time, at});
    if (!isFirst && it->second.id != envelope.id) {
        const bool isSame = it->second.outcome == head.outcome.text();
        m_state.addOddAnswer({isSame ? OddAnswerKind::Duplicate : OddAnswerKind::Contradictory,
                              envelope.id, commandId.value, envelope.name, envelope.source,
                              command->issued.paymentId, envelope.time,
                              describeBody(message.body),
                              "The command had the outcome " + it->second.outcome + " before.",
                              at});
    }
    m_state.commandChanged(commandId);
    const auto index = m_state.payments.indexIfKnown(command->issued.paymentId);
    if (index) {
        m_state.paymentChanged(*index);
    }
    return true;
}

void Intake::settleUnmatched(Instant asOf)
{
    std::vector<Unmatched> still;
    for (Unmatched& unmatched : std::exchange(m_state.unmatched, {})) {
        const bool isAnswer = answerHead(unmatched.message.body) != nullptr;
        const bool isMatched = isAnswer ? matchAnswer(unmatched.message, unmatched.from)
                                        : matchOutcome(unmatched.message, unmatched.from);
        if (isMatched) {
            continue;
        }
        if (unmatched.from.arrivedAt < asOf) {
            orphan(unmatched);
        } else {
            still.push_back(std::move(unmatched));
        }
    }
    for (Unmatched& unmatched : still) {
        m_state.unmatched.push_back(std::move(unmatched));
    }
}

void Intake::orphan(const Unmatched& unmatched)
{
    const Envelope& envelope = unmatched.message.envelope;
    const std::string cause = envelope.causationId ? envelope.causationId->value : std::string();
    m_state.addOddAnswer({OddAnswerKind::Orphan, envelope.id, cause, envelope.name,
                          envelope.source, PaymentId(envelope.subject), envelope.time,
                          describeBody(unmatched.message.body),
                          cause.empty() ? "It does not say what it answers; not applied."
                                        : "No question or command with that id is in the journal; "
                                          "not applied.",
                          m_state.payments.refOf(unmatched.from)});
}

void Intake::takeJournal(const Message& message, std::uint32_t shard)
{
    m_state.outbox.onReadBack(message.envelope.id);
    folded(message, m_state.journal.apply(shard, message));
}

void Intake::folded(const Message& message, FoldChange change)
{
    if (change == FoldChange::None || change == FoldChange::Void) {
        return;
    }
    const PaymentId payment = std::visit(
        [this](const auto& record) -> PaymentId {
            if constexpr (requires { note(record); }) {
                return note(record);
            } else {
                return {};
            }
        },
        message.body);
    if (!payment.empty()) {
        m_state.paymentChanged(m_state.payments.indexOf(payment));
    }
}

PaymentId Intake::note(const FlagRaised& record)
{
    ++m_state.status.flagsRaised;
    m_state.statistics.onFlagRaised(record.flag.ruleId, record.raisedAt);
    m_state.flagChanged(record.flag.flagId);
    if (!m_state.published.contains(raisedMessageId(record.flag.flagId))) {
        m_state.raisesToPublish.insert(record.flag.flagId);
    }
    return record.flag.paymentId.value_or(PaymentId{});
}

PaymentId Intake::note(const FlagClosed& record)
{
    ++m_state.status.flagsCleared;
    m_state.statistics.onFlagCleared(record.clearedAt);
    m_state.flagChanged(record.flag.flagId);
    if (!m_state.published.contains(clearedMessageId(record.flag.flagId))) {
        m_state.clearsToPublish.insert(record.flag.flagId);
    }
    return record.flag.paymentId.value_or(PaymentId{});
}

PaymentId Intake::note(const QueryIssued& record)
{
    m_state.questionChanged(record.questionId);
    if (!m_state.published.contains(MessageId(record.requestId.value))) {
        m_state.requestsToPublish.insert(record.requestId);
    }
    m_state.deadlines.add(record.deadline, m_state.payments.indexOf(record.paymentId));
    return record.paymentId;
}

PaymentId Intake::note(const QueryAnswered& record)
{
    ++m_state.status.answered;
    m_state.questionChanged(record.questionId);
    const QuestionEntry& question = *m_state.journal.question(record.questionId);
    for (const QuestionAttempt& attempt : question.attempts) {
        if (attempt.issued.requestId == record.requestId) {
            const System target
                = attempt.issued.target.isKnown() ? attempt.issued.target.known() : System::Core;
            m_state.statistics.onAnswer(target, record.answeredAt - attempt.issued.issuedAt,
                                        record.answeredAt);
            if (attempt.expired) {
                noteLate(attempt, target);
            }
        }
    }
    return question.last().issued.paymentId;
}

void Intake::noteLate(const QuestionAttempt& attempt, System target)
{
    const auto seen = m_state.answers.find(attempt.issued.requestId);
    const bool isRead = seen != m_state.answers.end();
    m_state.addOddAnswer({OddAnswerKind::Late, attempt.answered->answerId,
                          attempt.issued.requestId.value, attempt.issued.suspender + "Rs", target,
                          attempt.issued.paymentId, attempt.answered->answeredAt,
                          isRead ? seen->second.text
                                 : std::string(attempt.answered->result.text()),
                          "It came after its deadline " + attempt.issued.deadline.text()
                              + " and was applied.",
                          isRead ? seen->second.recordAt : RecordRef{}});
}

PaymentId Intake::note(const QueryExpired& record)
{
    const QueryIssued& issued = m_state.journal.question(record.questionId)->last().issued;
    if (issued.target.isKnown()) {
        m_state.statistics.onTimeout(issued.target.known(), record.expiredAt);
    }
    m_state.questionChanged(record.questionId);
    m_state.requestsToPublish.erase(record.requestId);
    return issued.paymentId;
}

PaymentId Intake::note(const CommandIssued& record)
{
    m_state.commandChanged(record.commandId);
    if (!m_state.published.contains(MessageId(record.commandId.value))) {
        m_state.commandsToPublish.insert(record.commandId);
    }
    m_state.deadlines.add(record.deadline, m_state.payments.indexOf(record.paymentId));
    return record.paymentId;
}

PaymentId Intake::note(const CommandOutcome& record)
{
    m_state.commandChanged(record.commandId);
    m_state.deadlines.add(record.at + kVerificationTime,
                          m_state.payments.indexOf(record.paymentId));
    return record.paymentId;
}

PaymentId Intake::note(const CommandVerified& record)
{
    m_state.status.verified += record.verified ? 1U : 0U;
    m_state.commandChanged(record.commandId);
    return record.paymentId;
}

PaymentId Intake::note(const Claimed& record)
{
    m_state.flagChanged(record.flagId);
    return {};
}

PaymentId Intake::note(const Released& record)
{
    m_state.flagChanged(record.flagId);
    return {};
}

void Intake::take(const BusEvent& event)
{
    EngineState& s = m_state;
    if (const auto* report = std::get_if<DeliveryReport>(&event)) {
        const auto doubtful = s.outbox.onReport(*report);
        if (doubtful && s.commandsToPublish.contains(CommandId(doubtful->value))) {
            s.doubtfulCommands.insert(CommandId(doubtful->value));
            s.commandChanged(CommandId(doubtful->value));
        }
    } else if (const auto* connection = std::get_if<ConnectionChange>(&event)) {
        using State = ConnectionChange::State;
        s.status.connection = connection->state == State::Up     ? Connection::Up
                              : connection->state == State::Down ? Connection::Down
                                                                 : Connection::Connecting;
        s.status.connectionReason = connection->reason;
        s.status.connectionSince = connection->since;
        s.changes.anything = true;
    } else if (const auto* gap = std::get_if<TailGap>(&event)) {
        s.status.warning = "Records " + std::to_string(gap->expectedOffset) + " to "
                           + std::to_string(gap->resumedAt - 1) + " of " + gap->at.topic + "/"
                           + std::to_string(gap->at.partition)
                           + " can no longer be read: " + gap->reason;
        s.changes.anything = true;
    } else if (const auto* caughtUp = std::get_if<CaughtUp>(&event)) {
        if (!s.status.watermark || caughtUp->asOf > *s.status.watermark) {
            s.status.watermark = caughtUp->asOf;
            s.changes.anything = true;
        }
    }
}

}  // namespace otto
