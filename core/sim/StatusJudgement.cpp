// SPDX-License-Identifier: Apache-2.0
#include "core/sim/StatusJudgement.h"

#include "core/sim/Conversation.h"
#include "core/sim/Lifecycle.h"

#include <string>

namespace otto {
namespace {

StatusVerdict refused(std::string code, std::string text)
{
    return {CommandVerdict::refused(std::move(code), std::move(text)), false, {}};
}

StatusVerdict illegal(std::string text)
{
    return refused("ILLEGAL_TRANSITION", std::move(text));
}

StatusVerdict moved(const OwnedPayment& payment, PaymentStatus to)
{
    StatusVerdict out;
    out.verdict.entityVersion = payment.version + 1;
    out.verdict.previousStatus = payment.status;
    out.verdict.status = to;
    out.speaks = true;
    return out;
}

StatusVerdict unchanged(const OwnedPayment& payment)
{
    StatusVerdict out;
    out.verdict.entityVersion = payment.version;
    out.verdict.previousStatus = payment.status;
    out.verdict.status = payment.status;
    return out;
}

StatusVerdict judge(const UpdatePaymentStatus& command, const OwnedPayment& payment)
{
    const std::string at(wireName(payment.status));
    if (!command.fromStatus.is(payment.status)) {
        return illegal("payment is " + at + ", command expected "
                       + std::string(command.fromStatus.text()));
    }
    if (!command.toStatus.isKnown()
        || !isLegalTransition(payment.status, command.toStatus.known(), payment.rail)) {
        return illegal("a payment that is " + at + " cannot become "
                       + std::string(command.toStatus.text()));
    }
    return moved(payment, command.toStatus.known());
}

StatusVerdict judge(const LinkTransaction& command, const OwnedPayment& payment)
{
    if (payment.status != PaymentStatus::DebitPending
        && payment.status != PaymentStatus::DebitUnknown) {
        return illegal("a payment that is " + std::string(wireName(payment.status))
                       + " waits for no debit");
    }
    if (command.eftTrnId && !command.eftTrnId->starts_with(command.head.paymentId.value)) {
        return refused("TRANSACTION_MISMATCH",
                       "transaction " + *command.eftTrnId + " is of another payment");
    }
    StatusVerdict out = moved(payment, PaymentStatus::Debited);
    out.verdict.reference = command.trnRcptId;
    out.change = [message = command.head.commandId.value,
                  receipt = command.trnRcptId](OwnedPayment& linked, Instant now) {
        linked.posting = {MessageId(message), now, receipt};
    };
    return out;
}

/// Reads the network again.
StatusVerdict resynced(const OwnedPayment& payment, const Trouble* trouble)
{
    const bool networkIsFurther = trouble != nullptr && trouble->kind == TroubleKind::StuckStatus
                                  && trouble->status == payment.status && trouble->networkMoved;
    return networkIsFurther ? moved(payment, *nextStatus(payment.status, payment.rail))
                            : unchanged(payment);
}

/// The network recognises the copy; the gateway says SENT once more, with the next attempt.
StatusVerdict judge(const ResendNetworkMessage& command, const OwnedPayment& payment)
{
    const PaymentId& id = command.head.paymentId;
    if (payment.status != PaymentStatus::Sent && payment.status != PaymentStatus::SendUnknown) {
        return illegal("a payment that is " + std::string(wireName(payment.status))
                       + " is not sent again");
    }
    if (!command.duplicateFlag) {
        return refused("DUPLICATE_FLAG_MISSING", "a copy must be marked as one");
    }
    if (networkReferenceOf(id, payment) != command.networkReference) {
        return refused("REFERENCE_MISMATCH",
                       "payment " + id.value + " was not sent under that reference");
    }
    StatusVerdict out = moved(payment, PaymentStatus::Sent);
    out.change = [](OwnedPayment& resent, Instant) { ++resent.attempt; };
    out.verdict.tell = [reference = command.networkReference,
                        attempt = payment.attempt + 1](Body& outcome) {
        NetworkMessageResent& body = std::get<NetworkMessageResent>(outcome);
        body.networkReference = reference;
        body.attempt = attempt;
    };
    return out;
}

StatusVerdict judge(const CancelPayment&, const OwnedPayment& payment)
{
    if (!isUnsent(payment.status) && payment.status != PaymentStatus::Held) {
        return illegal("a payment that is " + std::string(wireName(payment.status))
                       + " cannot be cancelled");
    }
    return moved(payment, PaymentStatus::Cancelled);
}

StatusVerdict judge(const RequestRecall& command, const OwnedPayment& payment)
{
    if (payment.status == PaymentStatus::RecallRequested) {
        return refused("RECALL_OPEN", "a recall of this payment is under way");
    }
    if (payment.status != PaymentStatus::Settled && payment.status != PaymentStatus::Reconciled) {
        return illegal("a payment that is " + std::string(wireName(payment.status))
                       + " cannot be recalled");
    }
    if (!command.reason.isKnown() || command.amount.currency != payment.amount.currency
        || command.amount.minor <= 0 || command.amount.minor > payment.amount.minor) {
        return refused("BAD_RECALL", "a recall needs a known reason and at most the amount");
    }
    StatusVerdict out = moved(payment, PaymentStatus::RecallRequested);
    out.verdict.tell = [id = command.head.paymentId.value](Body& outcome) {
        std::get<RecallRequested>(outcome).recallId = "RCL-" + id;
    };
    return out;
}

StatusVerdict judge(const HoldPayment& command, const OwnedPayment& payment, Instant now)
{
    const auto tell = [id = command.holdId](Body& outcome) {
        std::get<PaymentHeld>(outcome).holdId = id;
    };
    if (payment.hold && payment.hold->id == command.holdId) {
        StatusVerdict same = unchanged(payment);
        same.verdict.outcome = OutcomeKind::AlreadyApplied;
        same.verdict.tell = tell;
        return same;
    }
    if (!isUnsent(payment.status)) {
        return illegal("a payment that is " + std::string(wireName(payment.status))
                       + " cannot be held");
    }
    if (command.until && *command.until <= now) {
        return refused("BAD_TIME", "the hold would be over already");
    }
    StatusVerdict out = moved(payment, PaymentStatus::Held);
    out.change = [id = command.holdId, reason = command.reason](OwnedPayment& held, Instant) {
        held.hold = OwnedPayment::Hold{id, reason, held.status};
    };
    out.verdict.tell = tell;
    return out;
}

StatusVerdict judge(const ReleaseHold& command, const OwnedPayment& payment)
{
    if (payment.status != PaymentStatus::Held || !payment.hold) {
        return illegal("the payment is not held");
    }
    if (payment.hold->reason == "FRAUD") {
        return refused("FRAUD_HOLD", "a hold for fraud is not released by a command");
    }
    // After a restart the id of the hold is not known any more.
    if (!payment.hold->id.empty() && payment.hold->id != command.holdId) {
        return refused("HOLD_MISMATCH", "the payment is held by " + payment.hold->id);
    }
    StatusVerdict out = moved(payment, payment.hold->from);
    out.change = [](OwnedPayment& released, Instant) { released.hold.reset(); };
    out.verdict.tell = [id = command.holdId](Body& outcome) {
        std::get<HoldReleased>(outcome).holdId = id;
    };
    return out;
}

StatusVerdict judged(const Body& command, const OwnedPayment& payment, const Trouble* trouble,
                     Instant now)
{
    if (const auto* update = std::get_if<UpdatePaymentStatus>(&command)) {
        return judge(*update, payment);
    }
    if (const auto* link = std::get_if<LinkTransaction>(&command)) {
        return judge(*link, payment);
    }
    if (const auto* resend = std::get_if<ResendNetworkMessage>(&command)) {
        return judge(*resend, payment);
    }
    if (const auto* cancel = std::get_if<CancelPayment>(&command)) {
        return judge(*cancel, payment);
    }
    if (const auto* recall = std::get_if<RequestRecall>(&command)) {
        return judge(*recall, payment);
    }
    if (const auto* hold = std::get_if<HoldPayment>(&command)) {
        return judge(*hold, payment, now);
    }
    if (const auto* release = std::get_if<ReleaseHold>(&command)) {
        return judge(*release, payment);
    }
    return resynced(payment, trouble);
}

}  // namespace

StatusVerdict judgeStatusCommand(System self, const Body& command, const OwnedPayment& payment,
                                 const Trouble* trouble, Instant now)
{
    const CommandHead& head = *headOfCommand(command);
    StatusVerdict out;
    if (ownerOf(payment.rail) != self) {
        out = refused("NOT_OWNER", "the status of payment " + head.paymentId.value + " belongs to "
                                       + std::string(wireName(ownerOf(payment.rail))));
    } else if (payment.version != head.expectedVersion) {
        out.verdict = CommandVerdict::versionConflict(payment.version, head.expectedVersion);
    } else {
        out = judged(command, payment, trouble, now);
    }
    if (out.verdict.rejection) {
        const CommandVerdict still = unchanged(payment).verdict;
        out.verdict.entityVersion = still.entityVersion;
        out.verdict.previousStatus = still.previousStatus;
        out.verdict.status = still.status;
    }
    return out;
}

}  // namespace otto
