// SPDX-License-Identifier: Apache-2.0
#include "core/sim/StatusOwner.h"

#include "core/sim/Conversation.h"
#include "core/sim/Dice.h"
#include "core/sim/Lifecycle.h"
#include "core/sim/RailGateway.h"
#include "core/sim/StatusJudgement.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

// What is drawn; every purpose has a stream of its own.
constexpr std::uint64_t kStepTime = 0x40000000;
constexpr std::uint64_t kHitStatus = 0x4001;

/// Statuses that no other system waits for: their facts can be lost or late without further harm.
PaymentStatus hitStatus(const PaymentId& id)
{
    using enum PaymentStatus;
    constexpr std::array<PaymentStatus, 5> kStatuses{Validated, LimitReserved, Debited, Sent,
                                                     Accepted};
    return kStatuses[Dice(id.value).below(kStatuses.size(), kHitStatus)];
}

}  // namespace

StatusOwner::StatusOwner(System self, const SimSetting& setting)
    : SourceSystem(self, setting), m_book(scenario().forgetAfter, scenario().abandonAfter)
{}

bool StatusOwner::readsFact(System publisher, std::string_view name) const
{
    return (publisher == System::Limits && name == LimitsUpdated::kName)
           || (publisher == System::Wso2 && name == TrnAdded::kName);
}

bool StatusOwner::publishesFact(std::string_view name) const
{
    return name == PaymentStatusChanged::kName || name == PaymentFailed::kName;
}

bool StatusOwner::obeys(std::string_view name) const
{
    constexpr std::array<std::string_view, 11> kNames{
        GetPaymentStatusRq::kName,   GetNetworkStatusRq::kName,  GetParticipantStatusRq::kName,
        UpdatePaymentStatus::kName,  ResyncPaymentStatus::kName, LinkTransaction::kName,
        ResendNetworkMessage::kName, CancelPayment::kName,       RequestRecall::kName,
        HoldPayment::kName,          ReleaseHold::kName};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

void StatusOwner::takeAdded(const Message& message, OwnedPayment& payment) const
{
    const PaymentAdded& added = std::get<PaymentAdded>(message.body);
    if (payment.added || !added.rail.isKnown() || !added.direction.is(Direction::Outbound)) {
        return;
    }
    payment.added = true;
    payment.rail = added.rail.known();
    payment.owned = ownerOf(payment.rail) == self();
    payment.finished = payment.finished || !payment.owned;
    payment.amount = added.amount;
    payment.addedAt = message.envelope.time;
    payment.addedBy = message.envelope.id;
    payment.traceId = traceIdOf(message.envelope.traceparent, added.paymentId);
    if (payment.status == PaymentStatus::Received) {
        payment.since = message.envelope.time;
    }
}

void StatusOwner::takeOwnStatus(const Message& message, OwnedPayment& payment) const
{
    const std::uint32_t version = message.envelope.entityVersion.value_or(0);
    if (version <= payment.version) {
        return;
    }
    const auto* changed = std::get_if<PaymentStatusChanged>(&message.body);
    const Open<PaymentStatus> status =
        changed != nullptr ? changed->status : std::get<PaymentFailed>(message.body).status;
    if (!status.isKnown()) {
        return;
    }
    payment.version = version;
    payment.status = status.known();
    payment.since = message.envelope.time;
    payment.lastFact = message.envelope.id;
    payment.finished = isEnd(payment.status) || payment.status == PaymentStatus::Settled;
    if (changed != nullptr && changed->attempt) {
        payment.attempt = *changed->attempt;
    }
    payment.hold.reset();
    if (payment.status == PaymentStatus::Held && changed->previousStatus
        && changed->previousStatus->isKnown()) {
        payment.hold = OwnedPayment::Hold{
            {}, changed->reason ? changed->reason->code : "", changed->previousStatus->known()};
    }
}

std::optional<PaymentId> StatusOwner::absorb(const Message& message)
{
    const Instant at = message.envelope.time;
    if (const auto* added = std::get_if<PaymentAdded>(&message.body)) {
        OwnedPayment& payment = m_book.touch(added->paymentId, at);
        const bool isNew = !payment.added;
        takeAdded(message, payment);
        return isNew ? std::optional(added->paymentId) : std::nullopt;
    }
    if (const auto* limits = std::get_if<LimitsUpdated>(&message.body)) {
        OwnedPayment& payment = m_book.touch(limits->paymentId, at);
        if (!limits->action.is(LimitAction::Reserved) || payment.reservation) {
            return std::nullopt;
        }
        payment.reservation = {message.envelope.id, at, limits->reservationId};
        return limits->paymentId;
    }
    if (const auto* posted = std::get_if<TrnAdded>(&message.body)) {
        OwnedPayment& payment = m_book.touch(posted->paymentId, at);
        if (!posted->drCr.is(DrCr::Debit) || payment.posting) {
            return std::nullopt;
        }
        payment.posting = {message.envelope.id, at, posted->trnRcptId};
        return posted->paymentId;
    }
    if (message.envelope.source == self()
        && (std::holds_alternative<PaymentStatusChanged>(message.body)
            || std::holds_alternative<PaymentFailed>(message.body))) {
        takeOwnStatus(message, m_book.touch(PaymentId(message.envelope.subject), at));
    }
    return std::nullopt;
}

const Trouble* StatusOwner::troubleOf(const PaymentId& id, const OwnedPayment& payment) const
{
    return destiny().troubleOf(id, payment.rail, payment.addedAt);
}

std::optional<FailureStage> StatusOwner::failureOf(const PaymentId& id,
                                                   const OwnedPayment& payment) const
{
    return destiny().failureOf(id, payment.rail, payment.addedAt);
}

Duration StatusOwner::draw(const PaymentId& id, const OwnedPayment& payment,
                           const Latency& latency) const
{
    return Dice(id.value).draw(latency, kStepTime + payment.version);
}

Instant StatusOwner::batchTime(Instant debitedAt) const
{
    const std::int64_t every = scenario().achCutOff.count();
    return {(debitedAt.ms / every + 1) * every};
}

void StatusOwner::advanceAll(Instant now, SourceOutbox& out)
{
    for (const PaymentId& id : m_book.ids()) {
        advance(now, id, out);
    }
}

void StatusOwner::advance(Instant now, const PaymentId& id, SourceOutbox&)
{
    using enum PaymentStatus;
    const OwnedPayment* found = m_book.find(id);
    if (found == nullptr || !found->added || !found->owned) {
        return;
    }
    const OwnedPayment& payment = *found;
    const Trouble* trouble = troubleOf(id, payment);
    const bool comesBack = trouble != nullptr && payment.status == Settled
                           && trouble->kind == TroubleKind::ReturnedAfterSettled;
    if ((payment.finished && !comesBack)
        || (trouble != nullptr && advanceTroubled(now, id, payment, *trouble))) {
        return;
    }
    if (const auto original = originalOf(id); original && payment.status == Validated) {
        advanceRepeated(now, id, payment, *original);
        return;
    }
    const std::optional<FailureStage> failure = failureOf(id, payment);
    const auto after = [&](Instant from, const Latency& latency) {
        return std::max(now, from + draw(id, payment, latency));
    };
    const bool isAch = payment.rail == Rail::Ach;
    switch (payment.status) {
    case Received:
        if (failure == FailureStage::Validation) {
            scheduleFailure(after(payment.since, pace().react), id, payment, *failure);
        } else {
            scheduleStep(after(payment.since, pace().react), id, payment);
        }
        break;
    case Validated:
        if (payment.reservation) {
            scheduleStep(after(std::max(payment.since, payment.reservation->at), pace().react), id,
                         payment);
        }
        break;
    case DebitPending:
    case DebitUnknown: advanceDebit(now, id, payment); break;
    case Debited:
        scheduleStep(after(isAch ? batchTime(payment.since) : payment.since, pace().react), id,
                     payment);
        break;
    case Sent:
        if (failure == FailureStage::Network) {
            scheduleFailure(
                after(payment.since, isAch ? scenario().achAccept : scenario().networkAccept), id,
                payment, *failure);
        } else {
            scheduleStep(
                after(payment.since, isAch ? scenario().achAccept : scenario().networkAccept), id,
                payment);
        }
        break;
    case Accepted:
        scheduleStep(after(payment.since, isAch ? scenario().achSettle : scenario().networkSettle),
                     id, payment);
        break;
    case Reversing:
        scheduleStep(after(payment.since, scenario().networkAccept), id, payment, Reversed);
        break;
    case RecallRequested:
        scheduleStep(after(payment.since, scenario().networkRecall), id, payment, Returned);
        break;
    case LimitReserved:
    case Batched: scheduleStep(after(payment.since, pace().react), id, payment); break;
    default: break;
    }
}

bool StatusOwner::advanceTroubled(Instant now, const PaymentId& id, const OwnedPayment& payment,
                                  const Trouble& trouble)
{
    using enum PaymentStatus;
    const auto stepAfter = [&](std::optional<Duration> delay, std::optional<PaymentStatus> to) {
        if (delay) {
            scheduleStep(std::max(now, payment.since + *delay), id, payment, to);
        }
    };
    switch (trouble.kind) {
    case TroubleKind::StuckStatus:
        if (trouble.status != payment.status) {
            return false;
        }
        stepAfter(trouble.delay, std::nullopt);
        return true;
    case TroubleKind::NetworkStatusMissing:
        // The copy arrives.
        if (payment.status != Sent || payment.attempt > 1) {
            return false;
        }
        stepAfter(trouble.delay, std::nullopt);
        return true;
    case TroubleKind::ParticipantFailures:
        if (payment.status != Sent) {
            return false;
        }
        scheduleFailure(std::max(now, payment.since + draw(id, payment, scenario().networkAccept)),
                        id, payment, FailureStage::Network);
        return true;
    case TroubleKind::Reversed:
        if (payment.status != Debited) {
            return false;
        }
        stepAfter(trouble.delay.value_or(Duration{1000}), Reversing);
        return true;
    case TroubleKind::ReturnedAfterSettled:
        if (payment.status != Settled) {
            return false;
        }
        stepAfter(trouble.delay.value_or(Duration{20'000}), Returned);
        return true;
    default: return false;
    }
}

/// Where its original has a time for it, the owner notices the repeat and rejects it; before that
/// it can be cancelled. Otherwise it goes on like any other payment.
void StatusOwner::advanceRepeated(Instant now, const PaymentId& id, const OwnedPayment& payment,
                                  const PaymentId& original)
{
    const Trouble* trouble = destiny().repeatOf(original, payment.rail, payment.addedAt);
    if (trouble != nullptr && trouble->delay) {
        scheduleFailure(std::max(now, payment.addedAt + *trouble->delay), id, payment,
                        FailureStage::Validation);
    } else if (payment.reservation) {
        const Instant ready = std::max(payment.since, payment.reservation->at);
        scheduleStep(std::max(now, ready + draw(id, payment, pace().react)), id, payment);
    }
}

void StatusOwner::advanceDebit(Instant now, const PaymentId& id, const OwnedPayment& payment)
{
    const auto after = [&](Instant from, const Latency& latency) {
        return std::max(now, from + draw(id, payment, latency));
    };
    if (payment.posting) {
        scheduleStep(after(std::max(payment.since, payment.posting->at), pace().react), id,
                     payment);
        return;
    }
    if (failureOf(id, payment) == FailureStage::CoreDebit) {
        scheduleFailure(after(payment.since, scenario().corePosting), id, payment,
                        FailureStage::CoreDebit);
        return;
    }
    const Trouble* trouble = troubleOf(id, payment);
    if (trouble == nullptr) {
        return;
    }
    const bool isFactTrouble =
        trouble->kind == TroubleKind::TrnFactLost || trouble->kind == TroubleKind::TrnLate;
    if ((isFactTrouble && trouble->replyKept)
        || trouble->kind == TroubleKind::SettledWithoutPosting) {
        scheduleStep(after(payment.since, scenario().corePosting), id, payment);
    } else if (trouble->kind == TroubleKind::TrnFactLost && trouble->delay) {
        scheduleStep(std::max(now, payment.since + *trouble->delay), id, payment);
    } else if (trouble->kind == TroubleKind::TrnNeverPosted && trouble->delay) {
        scheduleFailure(std::max(now, payment.since + *trouble->delay), id, payment,
                        FailureStage::CoreDebit);
    }
}

void StatusOwner::scheduleStep(Instant due, const PaymentId& id, const OwnedPayment& payment,
                               std::optional<PaymentStatus> other)
{
    const PaymentStatus to = other ? *other : *nextStatus(payment.status, payment.rail);
    enter(due, [this, id, to, version = payment.version](Instant now, SourceOutbox& out) {
        const OwnedPayment* still = m_book.find(id);
        if (still != nullptr && still->version == version) {
            moveTo(now, now, id, to, MessageId(causeOf(*still, to)), out);
        }
    });
}

void StatusOwner::scheduleFailure(Instant due, const PaymentId& id, const OwnedPayment& payment,
                                  FailureStage stage)
{
    enter(due, [this, id, stage, version = payment.version](Instant now, SourceOutbox& out) {
        const OwnedPayment* still = m_book.find(id);
        if (still != nullptr && still->version == version) {
            failAt(now, id, stage, out);
        }
    });
}

void StatusOwner::moveTo(Instant now, Instant publishAt, const PaymentId& id, PaymentStatus to,
                         const MessageId& cause, SourceOutbox& out)
{
    OwnedPayment& payment = m_book.touch(id, now);
    const PaymentStatus previous = payment.status;
    if (previous == PaymentStatus::Held) {
        payment.hold.reset();
    }
    payment.status = to;
    payment.since = publishAt;
    payment.finished = isEnd(to) || to == PaymentStatus::Settled;
    const Trouble* trouble = troubleOf(id, payment);
    const bool amountOff = trouble != nullptr && trouble->kind == TroubleKind::AmountMismatch
                           && trouble->system == self();
    Message message = writer().fact(now, id, ++payment.version, cause, payment.traceId,
                                    statusBody(id, payment, previous, amountOff));
    payment.lastFact = message.envelope.id;
    publishStatus(publishAt, id, payment, std::move(message), out);
    advance(now, id, out);
}

void StatusOwner::failAt(Instant now, const PaymentId& id, FailureStage stage, SourceOutbox& out)
{
    OwnedPayment& payment = m_book.touch(id, now);
    const MessageId cause(causeOf(payment, failureStatus(stage)));
    const Trouble* trouble = troubleOf(id, payment);
    payment.status = failureStatus(stage);
    payment.since = now;
    payment.finished = true;
    Message message = writer().fact(now, id, ++payment.version, cause, payment.traceId,
                                    failureBody(id, payment, stage, trouble));
    payment.lastFact = message.envelope.id;
    publish(now, std::move(message), out);
}

void StatusOwner::publishStatus(Instant publishAt, const PaymentId& id, OwnedPayment& payment,
                                Message message, SourceOutbox& out)
{
    const Trouble* trouble = troubleOf(id, payment);
    const bool isHit = trouble != nullptr && payment.status == hitStatus(id);
    if (isHit && trouble->kind == TroubleKind::Reordered) {
        payment.heldBack = std::make_unique<const Message>(std::move(message));
        return;
    }
    if (isHit && trouble->kind == TroubleKind::MissingFacts) {
        if (trouble->delay) {
            publish(publishAt + *trouble->delay, std::move(message), out);
        } else {
            keepLost(message);
        }
        return;
    }
    publish(publishAt, std::move(message), out);
    if (payment.heldBack) {
        publish(publishAt + trouble->delay.value_or(Duration{1000}), *payment.heldBack, out);
        payment.heldBack.reset();
    }
}

Body StatusOwner::answerTo(Instant now, const Message& question)
{
    const QuestionHead& head = *questionHead(question.body);
    if (const auto* asked = std::get_if<GetParticipantStatusRq>(&question.body)) {
        return participantStatusOf(asked->participantId, destiny(), now);
    }
    const OwnedPayment* payment = head.paymentId ? m_book.find(*head.paymentId) : nullptr;
    if (std::holds_alternative<GetNetworkStatusRq>(question.body)) {
        const bool isKnown = payment != nullptr && payment->added;
        return networkStatusOf(head.paymentId.value_or(PaymentId()), payment,
                               isKnown ? troubleOf(*head.paymentId, *payment) : nullptr);
    }
    GetPaymentStatusRs body;
    if (payment == nullptr || !payment->added) {
        // What was forgotten looks the same as what never was.
        body.head.result = AnswerResult::NotFound;
        body.head.inconclusiveReason = "UNKNOWN_OR_OLDER_THAN_RETENTION";
        return body;
    }
    body.head.result = AnswerResult::Found;
    body.head.conclusive = true;
    body.status = payment->status;
    body.entityVersion = payment->version;
    body.lastChangedAt = payment->since;
    body.amount = payment->amount;
    body.networkReference = networkReferenceOf(*head.paymentId, *payment);
    return body;
}

CommandVerdict StatusOwner::judge(Instant now, const Body& command)
{
    const PaymentId& id = headOfCommand(command)->paymentId;
    const OwnedPayment* payment = m_book.find(id);
    if (payment == nullptr || !payment->added) {
        return CommandVerdict::refused("NOT_FOUND", "payment " + id.value + " is not known to "
                                                        + std::string(wireName(self())));
    }
    StatusVerdict said =
        judgeStatusCommand(self(), command, *payment, troubleOf(id, *payment), now);
    if (said.verdict.outcome != OutcomeKind::Applied || !said.speaks) {
        return said.verdict;
    }
    std::optional<Instant> until;
    if (const auto* hold = std::get_if<HoldPayment>(&command)) {
        until = hold->until;
    }
    said.verdict.apply = [this, id, to = *said.verdict.status, change = said.change,
                          until](Instant at, Instant factAt, const MessageId& cause,
                                 SourceOutbox& out) {
        if (change) {
            change(m_book.touch(id, at), factAt);
        }
        moveTo(at, factAt, id, to, cause, out);
        if (until) {
            scheduleStep(*until, id, *m_book.find(id), m_book.find(id)->hold->from);
        }
    };
    return said.verdict;
}

}  // namespace otto
