// SPDX-License-Identifier: Apache-2.0
#include "tests/support/engine/Facts.h"

#include "core/base/Digest.h"

namespace otto::test {

Money usd(const std::string& amount)
{
    return Money::parse(amount, "USD").value();
}

Message fact(System source, const std::string& payment, std::uint32_t version, Instant time,
             Body body)
{
    Message message;
    const std::string name(bodyName(body));
    message.topic = {"pc", "qa", "pmt", TopicClass::Fact, source, name, 1};
    Envelope& envelope = message.envelope;
    envelope.id = MessageId(derivedUuid(
        {"test", wireName(source), payment, std::to_string(version), name, time.text()}));
    envelope.env = "qa";
    envelope.source = source;
    envelope.name = name;
    envelope.subject = payment;
    envelope.time = time;
    envelope.correlationId = payment;
    envelope.sequence = version;
    if (version > 0) {
        envelope.entityVersion = version;
    }
    message.body = std::move(body);
    return message;
}

Message added(const std::string& payment, Instant time, const std::string& amount, Rail rail)
{
    PaymentAdded body;
    body.paymentId = PaymentId(payment);
    body.rail = rail;
    body.direction = Direction::Outbound;
    body.status = PaymentStatus::Received;
    body.amount = usd(amount);
    body.debtorAccount = AccountRef{"D", "******4821", "sha256:9b1c"};
    body.creditor = CreditorRef{"EMAIL", "j***@example.com", std::nullopt};
    return fact(System::Cpr, payment, 1, time, body);
}

Message status(const std::string& payment, PaymentStatus status, std::uint32_t version,
               Instant time, System source)
{
    PaymentStatusChanged body;
    body.paymentId = PaymentId(payment);
    body.status = status;
    return fact(source, payment, version, time, body);
}

Message failed(const std::string& payment, std::uint32_t version, Instant time, DebitState debit)
{
    PaymentFailed body;
    body.paymentId = PaymentId(payment);
    body.status = PaymentStatus::Failed;
    body.failedStage = "CORE_DEBIT";
    body.debitState = debit;
    body.limitReservationId = "LR-1";
    body.amount = usd("125.50");
    return fact(System::Zelle, payment, version, time, body);
}

Message posted(const std::string& payment, Instant time, const std::string& amount)
{
    TrnAdded body;
    body.paymentId = PaymentId(payment);
    body.purpose = "DEBIT";
    body.eftTrnId = payment + "-D1";
    body.drCr = DrCr::Debit;
    body.amount = usd(amount);
    body.trnRcptId = "889120017";
    body.postingState = PostingState::MemoPosted;
    return fact(System::Wso2, payment, 1, time, body);
}

Message limits(const std::string& payment, LimitAction action, std::uint32_t version, Instant time,
               const std::vector<std::string>& windows, const std::string& amount)
{
    LimitsUpdated body;
    body.paymentId = PaymentId(payment);
    body.reservationId = "LR-1";
    body.action = action;
    body.delta = usd(amount);
    for (const std::string& window : windows) {
        body.limits.push_back({window, "CUSTOMER", "2026-03-02", usd("625.50"), usd("2000.00")});
    }
    return fact(System::Limits, payment, version, time, body);
}

Message heartbeat(System source, std::uint64_t sequence, Instant time)
{
    HeartbeatEmitted body;
    body.intervalMs = 10'000;
    body.lastSequence = sequence;
    Message message = fact(source, "feed", 0, time, body);
    message.envelope.sequence = sequence;
    return message;
}

Message answer(System from, const Message& request, Instant time, Body body)
{
    Message message;
    const std::string name(bodyName(body));
    message.topic = {"pc", "qa", "pmt", TopicClass::Command, System::Otto, name, 1};
    Envelope& envelope = message.envelope;
    envelope.id = MessageId(
        derivedUuid({"answer", request.envelope.id.value, time.text(), encodeBody(body)}));
    envelope.env = "qa";
    envelope.source = from;
    envelope.name = name;
    envelope.subject = request.envelope.subject;
    envelope.time = time;
    envelope.correlationId = request.envelope.correlationId;
    envelope.causationId = request.envelope.id;
    message.body = std::move(body);
    return message;
}

}  // namespace otto::test
