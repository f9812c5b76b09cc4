// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Money.h"
#include "core/contract/Message.h"
#include "core/sim/Destiny.h"

#include <memory>
#include <optional>
#include <string>

namespace otto {

/// A payment as the owner of its status holds it.
struct OwnedPayment
{
    /// Something that another system (or an operator) told the owner.
    struct Input
    {
        MessageId message;
        Instant at;
        /// Reservation id, or transaction receipt id.
        std::string reference;
    };

    /// PaymentAdded was read.
    bool added = false;
    /// What an operator stopped.
    struct Hold
    {
        std::string id;
        std::string reason;
        /// Where it goes on.
        PaymentStatus from = PaymentStatus::Received;
    };

    /// The rail is ours: we publish its status.
    bool owned = false;
    bool finished = false;
    Rail rail = Rail::Zelle;
    Money amount;
    Instant addedAt;
    MessageId addedBy;
    std::string traceId;
    /// As it was added; kept by CPR only.
    std::unique_ptr<const PaymentAdded> body;

    PaymentStatus status = PaymentStatus::Received;
    /// Of our facts about it.
    std::uint32_t version = 0;
    Instant since;
    /// The fact that said the present status.
    MessageId lastFact;

    /// The limit was reserved.
    std::optional<Input> reservation;
    /// The debit was posted.
    std::optional<Input> posting;
    std::optional<Hold> hold;
    /// Of the network message.
    std::uint32_t attempt = 1;
    /// A status fact that the next one is to overtake.
    std::unique_ptr<const Message> heldBack;
};

/// The message that leads to the next status.
const MessageId& causeOf(const OwnedPayment& payment, PaymentStatus to);

/// The reference the network gave it; empty before it was sent.
std::optional<std::string> networkReferenceOf(const PaymentId& id, const OwnedPayment& payment);

/// The fact's body for the present status. The amount is stated where the owner passes it on: in
/// the debit order, to the network and at settlement. `amountOff` states it wrongly to the network.
PaymentStatusChanged statusBody(const PaymentId& id, const OwnedPayment& payment,
                                PaymentStatus previous, bool amountOff);

/// The fact's body of an ordinary failure, or of what `trouble` does.
PaymentFailed failureBody(const PaymentId& id, const OwnedPayment& payment, FailureStage stage,
                          const Trouble* trouble);

/// FAILED or REJECTED.
PaymentStatus failureStatus(FailureStage stage);

/// The payment that this one repeats under another id; nothing when it is none of those.
std::optional<PaymentId> originalOf(const PaymentId& id);
/// The id of the repeat.
PaymentId twinOf(const PaymentId& id);

/// An amount a little different from `amount`, the same for the same payment.
Money amountBeside(const Money& amount, const PaymentId& id);

}  // namespace otto
