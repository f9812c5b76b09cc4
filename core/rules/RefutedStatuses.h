// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Program.h"
#include "core/contract/Vocabulary.h"

#include <bitset>

namespace otto {

using StatusSet = std::bitset<WireNames<PaymentStatus>::names.size()>;

/// The merged statuses in which a payment rule's condition is false whatever else there is to know:
/// it is evaluated with the status alone, everything else being an error, which CEL's && and ||
/// absorb just when it does not matter. In these statuses the rule need not be run.
StatusSet refutedStatuses(const cel::Program& when);

}  // namespace otto
