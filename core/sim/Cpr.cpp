// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Cpr.h"

namespace otto {

Cpr::Cpr(const SimSetting& setting)
    : StatusOwner(System::Cpr, setting), m_stream(System::Cpr, Direction::Outbound, setting)
{}

bool Cpr::publishesFact(std::string_view name) const
{
    return name == PaymentAdded::kName || StatusOwner::publishesFact(name);
}

std::optional<PaymentId> Cpr::absorb(const Message& message)
{
    if (const auto* added = std::get_if<PaymentAdded>(&message.body)) {
        m_stream.seen(added->paymentId);
        OwnedPayment& payment = book().touch(added->paymentId, message.envelope.time);
        if (payment.version == 0) {
            payment.version = 1;
            payment.lastFact = message.envelope.id;
        }
        if (!payment.body) {
            payment.body = std::make_unique<const PaymentAdded>(*added);
        }
    }
    return StatusOwner::absorb(message);
}

void Cpr::advanceAll(Instant now, SourceOutbox& out)
{
    StatusOwner::advanceAll(now, out);
    if (!m_stream.isExhausted()) {
        enter(m_stream.nextArrival(now), [this](Instant at, SourceOutbox& to) { arrive(at, to); });
    }
}

void Cpr::arrive(Instant now, SourceOutbox& out)
{
    if (!arrivalsHeld()) {
        const PaymentAdded added = m_stream.next(now);
        add(now, added, out);
        const Trouble* trouble = destiny().troubleOf(added.paymentId, added.rail.known(), now);
        if (trouble != nullptr && trouble->kind == TroubleKind::DuplicatePayment) {
            enter(now + kRepeatAfter, [this, again = added](Instant at, SourceOutbox& to) mutable {
                again.paymentId = twinOf(again.paymentId);
                add(at, again, to);
            });
        }
    }
    if (!m_stream.isExhausted()) {
        enter(m_stream.nextArrival(now), [this](Instant at, SourceOutbox& to) { arrive(at, to); });
    }
}

void Cpr::add(Instant now, const PaymentAdded& added, SourceOutbox& out)
{
    const Message message = writer().fact(now, added.paymentId, 1, std::nullopt,
                                          traceIdOf(std::nullopt, added.paymentId), added);
    ++mutableCounts().paymentsAdded;
    absorb(message);
    const Trouble* trouble = destiny().troubleOf(added.paymentId, added.rail.known(), now);
    const bool isLate = trouble != nullptr && trouble->kind == TroubleKind::AddedLate;
    if (isLate && !trouble->delay) {
        keepLost(message);
    } else {
        publish(isLate ? now + *trouble->delay : now, message, out);
    }
    advance(now, added.paymentId, out);
}

bool Cpr::obeys(std::string_view name) const
{
    return name == GetPaymentRq::kName || StatusOwner::obeys(name);
}

OwnedPayment* Cpr::find(const GetPaymentRq& asked)
{
    if (asked.head.paymentId) {
        if (OwnedPayment* payment = book().find(*asked.head.paymentId)) {
            return payment;
        }
    }
    if (asked.endToEndId) {
        for (const PaymentId& id : book().ids()) {
            OwnedPayment* payment = book().find(id);
            if (payment->body && payment->body->endToEndId == asked.endToEndId) {
                return payment;
            }
        }
    }
    return nullptr;
}

Body Cpr::answerTo(Instant now, const Message& question)
{
    const auto* asked = std::get_if<GetPaymentRq>(&question.body);
    if (asked == nullptr) {
        return StatusOwner::answerTo(now, question);
    }
    GetPaymentRs body;
    const OwnedPayment* payment = find(*asked);
    if (payment == nullptr || !payment->body) {
        body.head.result = AnswerResult::NotFound;
        body.head.inconclusiveReason = "UNKNOWN_OR_OLDER_THAN_RETENTION";
        return body;
    }
    body.head.result = AnswerResult::Found;
    body.head.conclusive = true;
    body.payment = *payment->body;
    body.status = payment->status;
    body.entityVersion = payment->version;
    body.lastChangedAt = payment->since;
    return body;
}

}  // namespace otto
