// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/sim/OwnedPayment.h"

namespace otto {

/// What the owner of a rail tells as its gateway to the network: PaymentRepo.Zelle for ZELLE, CPR
/// for the other rails.

/// The network's answer to a pacs.028: what it said of the payment, again. It never heard of what
/// was not sent, nor of what got lost on the way.
GetNetworkStatusRs networkStatusOf(const PaymentId& id, const OwnedPayment* payment,
                                   const Trouble* trouble);

GetParticipantStatusRs participantStatusOf(const std::string& participant, const Destiny& destiny,
                                           Instant now);

}  // namespace otto
