// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Vocabulary.h"

namespace otto {

/// The canonical lifecycle (domain.md 4.3). Otto observes: a transition outside the table is kept,
/// shown and flagged (OT14), never refused.
bool isLegalTransition(PaymentStatus from, PaymentStatus to);

/// SLA clock stops: RECONCILED FAILED REJECTED CANCELLED EXPIRED REVERSED RETURNED.
bool isTerminal(PaymentStatus status);

/// FAILED, REJECTED, CANCELLED, EXPIRED or REVERSED: the payment ended without the money moving, so
/// a reserved limit must be given back (OT05).
bool isFailure(PaymentStatus status);

/// RECEIVED to DEBITED and BATCHED: the network knows nothing of it yet, so it can be held.
bool isBeforeSending(PaymentStatus status);

/// The debit must have been posted in the core: DEBITED and everything after it on the way to
/// RECONCILED.
bool impliesDebit(PaymentStatus status);

}  // namespace otto
