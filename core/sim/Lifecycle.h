// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Vocabulary.h"

#include <optional>

// The canonical lifecycle (domain.md 4.3) as the owners of statuses obey it.

namespace otto {

/// The next status of a payment that goes well, up to SETTLED; ACH goes through BATCHED.
std::optional<PaymentStatus> nextStatus(PaymentStatus status, Rail rail);

/// No further status is expected.
bool isEnd(PaymentStatus status);

/// FAILED, REJECTED, CANCELLED or EXPIRED: the limit is to be given back.
bool isFailedEnd(PaymentStatus status);

/// The network knows nothing of it yet.
bool isUnsent(PaymentStatus status);

/// Whether an owner lets an operator set `to` on a payment that is at `from`.
bool isLegalTransition(PaymentStatus from, PaymentStatus to, Rail rail);

}  // namespace otto
