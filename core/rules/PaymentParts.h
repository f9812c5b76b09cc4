// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Type.h"
#include "core/cel/Value.h"
#include "core/rules/PaymentScope.h"

#include <string_view>

namespace otto {

/// One list of a payment as expressions see it: `payment.postings`, `payment.limits` ...
struct PaymentPart
{
    std::string_view name;
    /// Of the list.
    cel::Type type;
    cel::Value (*get)(const void* scope, cel::Arena& arena);
};

/// postings, limits, limitUse, amounts, history, breaks, questions, fixes, orphans, lookalikes.
std::span<const PaymentPart> paymentParts();

}  // namespace otto
