// SPDX-License-Identifier: Apache-2.0
#include "core/sim/OwnedPayment.h"

#include "core/sim/Dice.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

// What is drawn; every purpose has a stream of its own.
constexpr std::uint64_t kAmountOff = 0x3001;
constexpr std::uint64_t kReference = 0x3002;
constexpr std::uint64_t kRejection = 0x3003;

constexpr std::string_view kTwinSuffix = "-again";

/// ISO 20022 external payment transaction status codes (domain.md 4.4).
std::optional<Reason> statusReason(const OwnedPayment& payment)
{
    const auto iso = [](std::string code) {
        return Reason{"ISO20022", std::move(code), std::nullopt};
    };
    switch (payment.status) {
    case PaymentStatus::Validated: return iso("ACCP");
    case PaymentStatus::LimitReserved: return iso("ACFC");
    case PaymentStatus::DebitPending:
    case PaymentStatus::Sent: return iso("ACSP");
    case PaymentStatus::Accepted: return iso(payment.rail == Rail::FedNow ? "ACWP" : "ACTC");
    case PaymentStatus::Settled: return iso("ACSC");
    case PaymentStatus::Held:
        return Reason{"PAYCENTER", payment.hold ? payment.hold->reason : "OPERATIONS",
                      std::nullopt};
    case PaymentStatus::Reversing: return Reason{"PAYCENTER", "SEND_FAILED", "could not be sent"};
    case PaymentStatus::Returned: return Reason{"ISO20022", "FOCR", "pacs.004: returned"};
    default: return std::nullopt;
    }
}

Reason networkRejection(const PaymentId& id)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kReasons{{
        {"AC04", "account is closed"},
        {"AC03", "creditor account is invalid"},
        {"AM04", "creditor's institution is over its limit"},
        {"TM01", "received after the network's time-out"},
    }};
    const auto& [code, text] = kReasons[Dice(id.value).below(kReasons.size(), kRejection)];
    return {"ISO20022", std::string(code), std::string(text)};
}

std::string_view railPrefix(Rail rail)
{
    constexpr std::array<std::string_view, 4> kPrefixes{"ZNR", "RTP", "FDN", "ACH"};
    return kPrefixes[static_cast<std::size_t>(rail)];
}

}  // namespace

const MessageId& causeOf(const OwnedPayment& payment, PaymentStatus to)
{
    if (to == PaymentStatus::Validated) {
        return payment.addedBy;
    }
    if (to == PaymentStatus::LimitReserved && payment.reservation) {
        return payment.reservation->message;
    }
    if (to == PaymentStatus::Debited && payment.posting) {
        return payment.posting->message;
    }
    return payment.lastFact.empty() ? payment.addedBy : payment.lastFact;
}

std::optional<std::string> networkReferenceOf(const PaymentId& id, const OwnedPayment& payment)
{
    switch (payment.status) {
    case PaymentStatus::Sent:
    case PaymentStatus::SendUnknown:
    case PaymentStatus::Accepted:
    case PaymentStatus::Settled: break;
    default: return std::nullopt;
    }
    const std::uint64_t number = Dice(id.value).below(1'000'000'000'000ULL, kReference);
    std::string digits = std::to_string(number);
    digits.insert(0, 12 - digits.size(), '0');
    return std::string(railPrefix(payment.rail)) + digits;
}

PaymentStatusChanged statusBody(const PaymentId& id, const OwnedPayment& payment,
                                PaymentStatus previous, bool amountOff)
{
    PaymentStatusChanged body;
    body.paymentId = id;
    body.previousStatus = previous;
    body.status = payment.status;
    body.reason = statusReason(payment);
    body.networkReference = networkReferenceOf(id, payment);
    body.attempt = payment.attempt;
    if (payment.status == PaymentStatus::Sent && amountOff) {
        body.amount = amountBeside(payment.amount, id);
    } else if (payment.status == PaymentStatus::DebitPending
               || payment.status == PaymentStatus::Sent
               || payment.status == PaymentStatus::Settled) {
        body.amount = payment.amount;
    }
    return body;
}

PaymentStatus failureStatus(FailureStage stage)
{
    return stage == FailureStage::CoreDebit ? PaymentStatus::Failed : PaymentStatus::Rejected;
}

PaymentFailed failureBody(const PaymentId& id, const OwnedPayment& payment, FailureStage stage,
                          const Trouble* trouble)
{
    const auto isHitBy = [trouble](TroubleKind kind) {
        return trouble != nullptr && trouble->kind == kind;
    };
    PaymentFailed body;
    body.paymentId = id;
    body.status = failureStatus(stage);
    body.amount = payment.amount;
    body.debitState = DebitState::NotPosted;
    body.retryable = false;
    if (payment.reservation) {
        body.limitReservationId = payment.reservation->reference;
    }
    switch (stage) {
    case FailureStage::Validation:
        body.failedStage = "VALIDATION";
        body.reason =
            originalOf(id)
                ? Reason{"ISO20022", "DUPL", "the same as payment " + originalOf(id)->value}
                : Reason{"ISO20022", "RC01", "creditor's institution is not a participant"};
        break;
    case FailureStage::CoreDebit:
        body.failedStage = "CORE_DEBIT";
        body.reason = isHitBy(TroubleKind::TrnNeverPosted)
                          ? Reason{"PAYCENTER", "CORE_TIMEOUT", "TrnAdd: no posting was made"}
                          : Reason{"PAYCENTER", "INSUFFICIENT_FUNDS", "TrnAdd: HdrFault"};
        break;
    case FailureStage::Network:
        body.failedStage = "NETWORK";
        body.reason = isHitBy(TroubleKind::ParticipantFailures)
                          ? Reason{"PAYCENTER", "70008", "receiver's institution signed off"}
                          : networkRejection(id);
        body.debitState = DebitState::Posted;
        break;
    }
    return body;
}

std::optional<PaymentId> originalOf(const PaymentId& id)
{
    if (!id.value.ends_with(kTwinSuffix)) {
        return std::nullopt;
    }
    return PaymentId(id.value.substr(0, id.value.size() - kTwinSuffix.size()));
}

PaymentId twinOf(const PaymentId& id)
{
    return PaymentId(id.value + std::string(kTwinSuffix));
}

Money amountBeside(const Money& amount, const PaymentId& id)
{
    const auto spread = static_cast<std::uint64_t>(std::max<std::int64_t>(amount.minor / 20, 1));
    const auto off = static_cast<std::int64_t>(1 + Dice(id.value).below(spread, kAmountOff));
    return {amount.minor + off, amount.currency};
}

}  // namespace otto
