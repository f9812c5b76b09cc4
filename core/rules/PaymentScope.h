// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/RecordType.h"
#include "core/rules/RuleInput.h"

#include <optional>

namespace otto {

/// A payment as expressions see it: what the variable `payment` refers to. Made once for all rules
/// that look at the payment at one time. It refers to the payment and must not outlive it.
struct PaymentScope
{
    PaymentScope(const Payment& subject, const PaymentSurroundings* around, const SlaTable& slas);

    const Payment* payment;
    const PaymentSurroundings* surroundings;
    const SlaTable* sla;
    Payment::Merged merged;
    std::optional<Rail> rail;
    System owner;
};

/// The fields of `payment`; objects are PaymentScope. Described in resources/rules/README.md.
const cel::RecordType& paymentRecord();

}  // namespace otto
