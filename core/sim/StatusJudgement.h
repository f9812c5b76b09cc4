// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/sim/CommandVerdict.h"
#include "core/sim/OwnedPayment.h"

namespace otto {

/// A verdict on a command about a payment's status. Doing it is the owner's part (`apply` is left
/// empty): it changes the payment, goes to the verdict's status and publishes that.
struct StatusVerdict
{
    CommandVerdict verdict;
    /// The status fact is published even when it is the same status again.
    bool speaks = false;
    std::function<void(OwnedPayment& payment, Instant now)> change;
};

/// What the owner of a payment's status, which is also its rail gateway, says to the commands about
/// it.
/// @pre `command` is about `payment`, which `self` holds
StatusVerdict judgeStatusCommand(System self, const Body& command, const OwnedPayment& payment,
                                 const Trouble* trouble, Instant now);

}  // namespace otto
