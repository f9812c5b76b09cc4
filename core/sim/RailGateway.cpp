// SPDX-License-Identifier: Apache-2.0
#include "core/sim/RailGateway.h"

#include "core/sim/Lifecycle.h"

#include <charconv>

namespace otto {
namespace {

/// What the network made of it, nothing when it does not know it.
std::optional<NetworkStatus> statusAtNetwork(const OwnedPayment& payment, const Trouble* trouble)
{
    const bool isStuck = trouble != nullptr && trouble->kind == TroubleKind::StuckStatus
                         && trouble->status == payment.status && trouble->networkMoved;
    const bool isLost = trouble != nullptr && trouble->kind == TroubleKind::NetworkStatusMissing
                        && payment.status == PaymentStatus::Sent && payment.attempt == 1;
    const NetworkStatus accepted =
        payment.rail == Rail::FedNow ? NetworkStatus::Acwp : NetworkStatus::Actc;
    switch (payment.status) {
    case PaymentStatus::Sent:
    case PaymentStatus::SendUnknown:
        if (isLost) {
            return std::nullopt;
        }
        return isStuck ? accepted : NetworkStatus::Acsp;
    case PaymentStatus::Accepted: return isStuck ? NetworkStatus::Acsc : accepted;
    case PaymentStatus::Settled:
    case PaymentStatus::Reconciled:
    case PaymentStatus::RecallRequested:
    case PaymentStatus::Returned: return NetworkStatus::Acsc;
    case PaymentStatus::Rejected: return NetworkStatus::Rjct;
    default: return std::nullopt;
    }
}

}  // namespace

GetNetworkStatusRs networkStatusOf(const PaymentId& id, const OwnedPayment* payment,
                                   const Trouble* trouble)
{
    GetNetworkStatusRs body;
    body.head.result = AnswerResult::NotFound;
    if (payment == nullptr || !payment->added) {
        body.head.inconclusiveReason = "UNKNOWN_OR_OLDER_THAN_RETENTION";
        return body;
    }
    body.head.conclusive = true;
    const std::optional<NetworkStatus> status = statusAtNetwork(*payment, trouble);
    if (!status) {
        return body;
    }
    body.head.result = AnswerResult::Found;
    body.networkStatus = *status;
    body.networkReference = networkReferenceOf(id, *payment);
    body.networkTime = payment->since;
    return body;
}

GetParticipantStatusRs participantStatusOf(const std::string& participant, const Destiny& destiny,
                                           Instant now)
{
    constexpr std::string_view kPrefix = "FI-";
    GetParticipantStatusRs body;
    body.participantId = participant;
    body.head.result = AnswerResult::Found;
    body.head.conclusive = true;
    if (const Trouble* trouble = destiny.failingParticipant(participant, now)) {
        body.status = ParticipantStatus::SignedOff;
        body.since = destiny.start() + trouble->from;
        return body;
    }
    std::uint32_t number = 0;
    const char* end = participant.data() + participant.size();
    const auto parsed = std::from_chars(
        participant.data() + std::min(kPrefix.size(), participant.size()), end, number);
    const bool isKnown = participant.starts_with(kPrefix) && parsed.ec == std::errc()
                         && parsed.ptr == end && number >= 1
                         && number <= destiny.scenario().participants;
    if (isKnown) {
        body.status = ParticipantStatus::Available;
        body.since = destiny.start();
    } else {
        body.head.result = AnswerResult::NotFound;
        body.status.reset();
    }
    return body;
}

}  // namespace otto
