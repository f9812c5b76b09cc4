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

}  // namespace

const AnswerHead* answerHead(const Body& body)
{
    return std::visit(
        [](const auto& value) -> const AnswerHead* {
            if constexpr (requires { AnswerHead(value.head); }) {
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
    m_state.changes.anything = true;

    Result<Message> decoded = m_state.decoder.decode(record);
    if (!decoded) {
        refuse(std::move(record), std::move(row), decoded.error());
        return;
    }
    row.kind = kindOf(*decoded);
    if (m_state.isWatched) {
        row.at = {record.topic, record.partition, record.offset};
        describe(row, *decoded);
    }
    const Provenance from{decoded->envelope.id,
                          decoded->envelope.time,
                          m_state.now,
                          m_state.payments.topicIndex(record.topic),
                          record.partition,
                          record.offset,
                          row.kind == RecordKind::Answer};
    switch (row.kind) {
    case RecordKind::Fact: takeFact(*decoded, from, row); break;
    case RecordKind::Flag: takeOwnFact(*decoded, from, row); break;
    case RecordKind::Journal:
        takeJournal(*decoded, static_cast<std::uint32_t>(record.partition));
        break;
    case RecordKind::Unknown: ++m_state.status.unknownKinds; break;
    default: takeConversation(std::move(*decoded), from, row); break;
    }
    m_state.window.add(std::move(record));
    if (m_state.isWatched) {
        m_state.changes.streamRows.push_back(std::move(row));
    }
}

void Intake::refuse(Record record, StreamRow row, const Error& error)
{
    const auto id = std::find_if(record.headers.begin(), record.headers.end(),
                                 [](const Header& header) { return header.name == "ce_id"; });
    if (id != record.headers.end()) {
        if (const auto own = m_state.outbox.onReadBack(MessageId(id->value))) {
            refuseOwn(*own, error.text);
        }
    }
    row.kind = RecordKind::Refused;
    row.at = {record.topic, record.partition, record.offset};
    row.name = lastSegment(record.topic);
    row.reason = error.text;
    m_state.changes.quarantined.push_back(m_state.quarantine.add(std::move(record), error.text));
    m_state.status.quarantined = m_state.quarantine.count();
    if (m_state.isWatched) {
        m_state.changes.streamRows.push_back(std::move(row));
    }
}

void Intake::takeFact(const Message& message, const Provenance& from, StreamRow& row)
{
    const Envelope& envelope = message.envelope;
    Feed& feed = m_state.feeds[static_cast<std::size_t>(envelope.source)];
    ++m_state.status.facts;
    m_state.statistics.onFact(envelope.source, envelope.time);
    // A fact from the future must not hide the silence that follows it.
    const Instant heardAt = std::min(envelope.time, m_state.now);
    feed.hear(heardAt, envelope.id);
    if (const auto* beat = std::get_if<HeartbeatEmitted>(&message.body)) {
        feed.heartbeat(heardAt, Duration{beat->intervalMs});
        return;
    }
    const std::uint32_t index = m_state.payments.indexOf(PaymentId(envelope.subject));
    if (!m_state.payments.payment(index).applyFact(message, from)) {
        ++m_state.status.duplicates;
        row.isDuplicate = true;
        return;
    }
    m_state.paymentChanged(index, aspectsChangedBy(message.body));
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
    (void)m_state.outbox.onReadBack(message.envelope.id);
    m_state.sequences.erase(message.envelope.id);
    if (m_state.publicTrouble && m_state.publicTrouble->first == message.envelope.id) {
        m_state.publicTrouble.reset();
    }
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
        m_state.paymentChanged(*index, aspect::kSurroundings);
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
    const bool isMatched =
        row.kind == RecordKind::Answer ? matchAnswer(message, from) : matchOutcome(message, from);
    if (!isMatched) {
        m_state.unmatched.push_back({std::move(message), from});
        // Of the history, answers and the journal come in any order.
        const EngineOptions& options = m_state.options;
        const std::size_t most =
            m_state.completeSince ? options.unmatchedMax : options.unmatchedAtStartMax;
        if (m_state.unmatched.size() > most) {
            orphan(m_state.unmatched.front());
            m_state.unmatched.pop_front();
        }
    }
}

void Intake::take(const BusEvent& event)
{
    EngineState& s = m_state;
    if (const auto* report = std::get_if<DeliveryReport>(&event)) {
        takeReport(*report);
    } else if (const auto* connection = std::get_if<ConnectionChange>(&event)) {
        takeConnection(*connection);
    } else if (const auto* found = std::get_if<TopicsFound>(&event)) {
        for (const TopicSpec& topic : found->topics) {
            if (topic.name == journalTopic(s.options.env)) {
                s.journalPartitions = topic.partitions;
            }
        }
    } else if (const auto* gap = std::get_if<TailGap>(&event)) {
        s.warn("Records " + std::to_string(gap->expectedOffset) + " to "
               + std::to_string(gap->resumedAt - 1) + " of " + gap->at.topic + "/"
               + std::to_string(gap->at.partition) + " can no longer be read: " + gap->reason);
    } else if (const auto* caughtUp = std::get_if<CaughtUp>(&event)) {
        // The bus's clock may be ahead of the step's by what passed between them.
        if (!s.status.watermark || caughtUp->asOf > *s.status.watermark) {
            s.status.watermark = caughtUp->asOf;
            s.changes.anything = true;
        }
    }
}

void Intake::takeConnection(const ConnectionChange& connection)
{
    EngineState& s = m_state;
    using State = ConnectionChange::State;
    const bool wasDown = s.status.connection == Connection::Down;
    s.status.connection = connection.state == State::Up     ? Connection::Up
                          : connection.state == State::Down ? Connection::Down
                                                            : Connection::Connecting;
    s.status.connectionReason = connection.reason;
    s.status.connectionSince = connection.since;
    s.changes.anything = true;
    if (wasDown && s.status.connection == Connection::Up) {
        s.duty.onReconnected(s.now);
        if (s.status.watermark) {
            const Instant before = s.outage ? s.outage->provenBefore : *s.status.watermark;
            s.outage = Outage{before, connection.since};
        }
    }
}

}  // namespace otto
