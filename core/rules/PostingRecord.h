// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Value.h"
#include "core/rules/PaymentScope.h"

namespace otto {

/// One posting in the core as expressions see it: an element of `payment.postings`.
const cel::RecordType& postingRecord();

/// `payment.postings`, sorted by receipt; `scope` is a PaymentScope.
cel::Value postingValues(const void* scope, cel::Arena& arena);
/// `payment.debit`: a debit that is not reversed; null when there is none.
cel::Value liveDebitValue(const void* scope, cel::Arena& arena);
/// `payment.memo`: of the postings that stand and are only memo-posted the earliest; null when
/// there is none.
cel::Value memoPostingValue(const void* scope, cel::Arena& arena);

/// The core's postings give the money back in full: for an outbound payment the credits reach the
/// debits, for an inbound one the debits reach the credits, currency by currency. Where nothing is
/// known to have been taken, they reach the payment's amount.
bool isPostedBack(const Payment& payment);

}  // namespace otto
