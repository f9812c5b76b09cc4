// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/journal/JournalFold.h"
#include "core/rules/RuleInput.h"

namespace otto {

/// What the journal tells rules about a payment: its questions and fixes, in the order they were
/// decided. Lookalikes and orphans are known elsewhere.
PaymentSurroundings journalSurroundings(const JournalFold& journal, const PaymentId& payment);

}  // namespace otto
