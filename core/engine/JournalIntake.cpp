// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Intake.h"
#include "core/fixers/FixerCatalogue.h"

namespace otto {

void Intake::takeJournal(const Message& message, std::uint32_t shard)
{
    EngineState& s = m_state;
    const auto own = s.outbox.onReadBack(message.envelope.id);
    const FoldChange change = s.journal.apply(shard, message);
    if (own) {
        s.journalTrouble.clear();
        if (change == FoldChange::Void) {
            lost(*own, s.journal.voidReason());
        } else {
            s.promises.erase(own->key);
        }
    }
    folded(message, change);
}

void Intake::proven(Instant asOf)
{
    for (const OwnRecord& own : m_state.outbox.onCaughtUp(asOf)) {
        undelivered(own, "the connection was lost while it was sent");
    }
    m_state.heldBack.clear();
    settleUnmatched(asOf);
}

void Intake::takeReport(const DeliveryReport& report)
{
    EngineState& s = m_state;
    const auto own = s.outbox.onReport(report);
    if (!own) {
        return;
    }
    if (report.outcome == DeliveryReport::Outcome::Failed) {
        undelivered(*own, report.reason);
        return;
    }
    const CommandId command(own->id.value);
    if (s.commandsToPublish.contains(command)) {
        s.doubtfulCommands.insert(command);
        s.commandChanged(command);
    }
}

void Intake::undelivered(const OwnRecord& own, const std::string& reason)
{
    EngineState& s = m_state;
    s.changes.anything = true;
    if (own.isPublic()) {
        s.heldBack.insert(own.id);
        s.publicTrouble = {own.id, reason};
        return;
    }
    s.journalTrouble = reason;
    if (own.key == "tick" || own.key.starts_with("duty:")) {
        s.duty.onRefused(reason);
    }
    lost(own, reason);
}

void Intake::lost(const OwnRecord& own, const std::string& reason)
{
    if (const auto index = m_state.payments.indexIfKnown(PaymentId(own.subject))) {
        m_state.runner.changed(*index, aspect::kAll);
    } else if (own.subject.starts_with("feed:")) {
        m_state.runner.feedsChanged();
    }
    breakPromise(own, reason);
}

void Intake::breakPromise(const OwnRecord& own, const std::string& reason)
{
    EngineState& s = m_state;
    const auto it = s.promises.find(own.key);
    if (it == s.promises.end()) {
        return;
    }
    const Promise promise = std::move(it->second);
    s.promises.erase(it);
    s.audit.push_back({s.now, promise.operatorId.value, promise.request, promise.target,
                       "not recorded: " + reason});
    s.warn(promise.target + " by " + promise.operatorId.value
           + " was accepted but could not be recorded, so nothing was sent: " + reason
           + ". Order it again.");
    if (promise.order) {
        s.lostOrders[promise.order->commandId] = {*promise.order, reason, s.now};
        s.commandChanged(promise.order->commandId);
    }
}

void Intake::refuseOwn(const OwnRecord& own, const std::string& reason)
{
    EngineState& s = m_state;
    s.warn("A record of this engine (" + own.key + ") was refused when it was read back: " + reason
           + ".");
    std::erase_if(s.raisesToPublish,
                  [&](const FlagId& id) { return raisedMessageId(id) == own.id; });
    std::erase_if(s.clearsToPublish,
                  [&](const FlagId& id) { return clearedMessageId(id) == own.id; });
    s.requestsToPublish.erase(RequestId(own.id.value));
    s.commandsToPublish.erase(CommandId(own.id.value));
    breakPromise(own, reason);
}

void Intake::folded(const Message& message, FoldChange change)
{
    if (change == FoldChange::None || change == FoldChange::Void) {
        return;
    }
    if (change == FoldChange::Duty) {
        m_state.isDutyTouched = true;
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
        m_state.paymentChanged(m_state.payments.indexOf(payment), aspect::kAll);
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
    if (record.flag.feed) {
        m_state.runner.keyChanged("feed:" + *record.flag.feed);  // it may hold again by now
    }
    return record.flag.paymentId.value_or(PaymentId{});
}

PaymentId Intake::note(const QueryIssued& record)
{
    m_state.questionChanged(record.questionId);
    if (!m_state.published.contains(MessageId(record.requestId.value))) {
        m_state.requestsToPublish.insert(record.requestId);
    }
    m_state.runner.remind(m_state.payments.indexOf(record.paymentId), record.deadline);
    return record.paymentId;
}

PaymentId Intake::note(const QueryAnswered& record)
{
    ++m_state.status.answered;
    m_state.questionChanged(record.questionId);
    const QuestionEntry& question = *m_state.journal.question(record.questionId);
    for (const QuestionAttempt& attempt : question.attempts) {
        if (attempt.issued.requestId == record.requestId) {
            const System target =
                attempt.issued.target.isKnown() ? attempt.issued.target.known() : System::Core;
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
    m_state.addOddAnswer(
        {OddAnswerKind::Late, attempt.answered->answerId, attempt.issued.requestId.value,
         attempt.issued.suspender + "Rs", target, attempt.issued.paymentId,
         attempt.answered->answeredAt,
         isRead ? seen->second.text : std::string(attempt.answered->result.text()),
         "It came after its deadline " + attempt.issued.deadline.text() + " and was applied.",
         isRead ? seen->second.recordAt : RecordRef{}});
}

PaymentId Intake::note(const QueryExpired& record)
{
    const QueryIssued& issued = m_state.journal.question(record.questionId)->last().issued;
    // An earlier attempt's expiry was counted when it was not yet given up.
    const bool isTimeout = !record.gaveUp || issued.attempt >= issued.attemptsMax;
    if (isTimeout && issued.target.isKnown()) {
        m_state.statistics.onTimeout(issued.target.known(), record.expiredAt);
    }
    m_state.questionChanged(record.questionId);
    m_state.requestsToPublish.erase(record.requestId);
    return issued.paymentId;
}

PaymentId Intake::note(const CommandIssued& record)
{
    m_state.lostOrders.erase(record.commandId);
    m_state.commandChanged(record.commandId);
    if (!m_state.published.contains(MessageId(record.commandId.value))) {
        m_state.commandsToPublish.insert(record.commandId);
    }
    m_state.runner.remind(m_state.payments.indexOf(record.paymentId), record.deadline);
    return record.paymentId;
}

PaymentId Intake::note(const CommandOutcome& record)
{
    m_state.commandChanged(record.commandId);
    m_state.runner.remind(m_state.payments.indexOf(record.paymentId),
                          record.at + kVerificationTime);
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

}  // namespace otto
