// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/sim/CommandVerdict.h"
#include "core/sim/OwnedPayment.h"

namespace otto {

/// What the owner of a payment's status says to UpdatePaymentStatus, ResyncPaymentStatus or
/// LinkTransaction. A verdict that changes the status names it and the next version; doing it is
/// the owner's part (`apply` is left empty).
/// @pre `command` is one of the three, about `payment`, which `self` holds
CommandVerdict judgeStatusCommand(System self, const Body& command, const OwnedPayment& payment,
                                  const Trouble* trouble);

}  // namespace otto
