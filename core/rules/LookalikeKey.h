// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/RuleInput.h"

#include <optional>
#include <string>
#include <vector>

namespace otto {

/// What two payments have in common when one might be the other again (domain.md 5, OT08): end-to-
/// end id and debtor, or debtor, creditor and amount. Empty for a payment that says too little.
std::vector<std::string> lookalikeKeys(const Payment& payment);

/// `other` as a lookalike of `payment`; nothing when it is none or the payment itself. Times are
/// those at which the payments were added: 30 days for the end-to-end id, 10 minutes otherwise.
std::optional<Lookalike> lookalike(const Payment& payment, const Payment& other);

}  // namespace otto
