// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Payment.h"

#include <concepts>
#include <type_traits>

// Every member of the model's types, for walking over them: visit(members...). Bodies out of the
// contract list theirs in fields().
namespace otto::members {

template <typename Self, typename T>
concept Of = std::same_as<std::remove_const_t<Self>, T>;

template <Of<StatusAssertion> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.status, s.reason);
}

template <Of<SourceView> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.status, s.amount, s.versions);
}

template <Of<Posting> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.trnRcptId, s.eftTrnId, s.drCr, s.amount, s.state, s.reverses, s.purpose, s.memoPostOnly,
          s.key, s.from, s.actIntentKey);
}

template <Of<LimitSlot> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.reservationId, s.limitId, s.action, s.amount, s.cap, s.wasReserved, s.wasConsumed,
          s.capKey, s.key, s.from);
}

template <Of<LimitUse> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.limitId, s.window, s.used, s.cap, s.key, s.from);
}

template <Of<NetworkAnswer> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.status, s.reason);
}

template <Of<ParticipantAnswer> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.participant, s.status);
}

template <Of<FailureAssertion> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.stage, s.debitState, s.reservationId, s.reason);
}

template <Of<UndatedStatuses> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.source, s.dated, s.undated);
}

template <Of<TrnSearch> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.result, s.conclusive);
}

/// How it was added comes first, to be had without the rest; then entries: what else is said of a
/// message refers to them.
template <Of<Payment> Self, typename Visit>
void walk(Self& s, Visit& visit)
{
    visit(s.added, s.entries, s.addedFrom, s.addedBy, s.sources, s.postings, s.limits, s.limitUse,
          s.failure, s.recon, s.trnSearch, s.network, s.networkReference, s.reconBreakId,
          s.undatedStatuses, s.participant);
}

}  // namespace otto::members
