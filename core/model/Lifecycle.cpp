// SPDX-License-Identifier: Apache-2.0
#include "core/model/Lifecycle.h"

#include <array>
#include <initializer_list>

namespace otto {
namespace {

using S = PaymentStatus;

bool isOneOf(S status, std::initializer_list<S> set)
{
    for (const S s : set) {
        if (s == status) {
            return true;
        }
    }
    return false;
}

}  // namespace

bool isBeforeSending(S status)
{
    return isOneOf(status, {S::Received, S::Validated, S::LimitReserved, S::DebitPending,
                            S::DebitUnknown, S::Debited, S::Batched});
}

bool isLegalTransition(S from, S to)
{
    if (from == to) {
        return true;  // a repeated status, for example with another reason (PDNG)
    }
    if (to == S::Held) {
        return isBeforeSending(from);
    }
    switch (from) {
    case S::Received:
        return isOneOf(
            to, {S::Validated, S::LimitReserved, S::Rejected, S::Failed, S::Cancelled, S::Expired});
    case S::Validated:
        return isOneOf(to, {S::LimitReserved, S::DebitPending, S::Rejected, S::Failed, S::Cancelled,
                            S::Expired});
    case S::LimitReserved:
        return isOneOf(to, {S::DebitPending, S::Rejected, S::Failed, S::Cancelled, S::Expired});
    case S::DebitPending:
        return isOneOf(
            to, {S::Debited, S::DebitUnknown, S::Failed, S::Rejected, S::Cancelled, S::Expired});
    case S::DebitUnknown: return isOneOf(to, {S::Debited, S::Failed});
    case S::Debited:
        return isOneOf(to,
                       {S::Batched, S::Sent, S::Reversing, S::Failed, S::Rejected, S::Cancelled});
    case S::Batched: return isOneOf(to, {S::Sent, S::Reversing, S::Failed});
    case S::Sent:
        return isOneOf(
            to, {S::Accepted, S::Settled, S::SendUnknown, S::Rejected, S::Failed, S::Reversing});
    case S::SendUnknown: return isOneOf(to, {S::Accepted, S::Settled, S::Rejected, S::Failed});
    case S::Accepted: return isOneOf(to, {S::Settled, S::Rejected, S::Failed, S::Reversing});
    case S::Settled: return isOneOf(to, {S::Reconciled, S::RecallRequested, S::Returned});
    case S::Reconciled: return isOneOf(to, {S::RecallRequested, S::Returned});
    case S::Held:
        return isBeforeSending(to)
               || isOneOf(to, {S::Rejected, S::Failed, S::Cancelled, S::Expired});
    case S::Reversing: return to == S::Reversed;
    case S::RecallRequested: return isOneOf(to, {S::Returned, S::Settled, S::Reconciled});
    case S::Failed:
        // An ambiguous debit that turned out posted is taken up again by a person (domain.md 4.2,
        // contract example 13).
        return isOneOf(to, {S::Debited, S::Reversing});
    case S::Rejected: return to == S::Reversing;
    case S::Reversed:
    case S::Returned:
    case S::Cancelled:
    case S::Expired: return false;
    }
    return false;
}

bool isTerminal(S status)
{
    return isOneOf(status, {S::Reconciled, S::Failed, S::Rejected, S::Cancelled, S::Expired,
                            S::Reversed, S::Returned});
}

bool isFailure(S status)
{
    return isOneOf(status, {S::Failed, S::Rejected, S::Cancelled, S::Expired, S::Reversed});
}

bool impliesDebit(S status)
{
    return isOneOf(status, {S::Debited, S::Batched, S::Sent, S::SendUnknown, S::Accepted,
                            S::Settled, S::Reconciled});
}

}  // namespace otto
