// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Lifecycle.h"

namespace otto {

using enum PaymentStatus;

std::optional<PaymentStatus> nextStatus(PaymentStatus status, Rail rail)
{
    switch (status) {
    case Received: return Validated;
    case Validated: return LimitReserved;
    case LimitReserved: return DebitPending;
    case DebitPending:
    case DebitUnknown: return Debited;
    case Debited: return rail == Rail::Ach ? Batched : Sent;
    case Batched: return Sent;
    case Sent:
    case SendUnknown: return Accepted;
    case Accepted: return Settled;
    default: return std::nullopt;
    }
}

bool isFailedEnd(PaymentStatus status)
{
    return status == Failed || status == Rejected || status == Cancelled || status == Expired;
}

bool isEnd(PaymentStatus status)
{
    return isFailedEnd(status) || status == Reconciled || status == Reversed || status == Returned;
}

bool isUnsent(PaymentStatus status)
{
    return status == Received || status == Validated || status == LimitReserved
           || status == DebitPending || status == DebitUnknown || status == Debited
           || status == Batched;
}

bool isLegalTransition(PaymentStatus from, PaymentStatus to, Rail rail)
{
    if (nextStatus(from, rail) == to) {
        return true;
    }
    const bool beforeSending = isUnsent(from);
    switch (to) {
    case Rejected:
    case Failed: return beforeSending || from == Sent || from == SendUnknown;
    case Cancelled:
    case Expired: return beforeSending && from != Debited && from != Batched;
    case Held: return beforeSending;
    case DebitUnknown: return from == DebitPending;
    // A debit found after the payment was given up (contract example 13).
    case Debited: return from == Failed;
    case SendUnknown: return from == Sent;
    case Reversing: return from == Debited || from == Sent;
    case Reversed: return from == Reversing;
    case RecallRequested: return from == Settled || from == Reconciled;
    case Returned: return from == RecallRequested;
    case Reconciled: return from == Settled;
    case Received:
    case Validated:
    case LimitReserved:
    case DebitPending: return from == Held;
    default: return false;
    }
}

}  // namespace otto
