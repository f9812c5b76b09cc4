// SPDX-License-Identifier: Apache-2.0
#include "core/sim/StatusJudgement.h"

#include "core/sim/Conversation.h"
#include "core/sim/Lifecycle.h"

#include <string>

namespace otto {
namespace {

CommandVerdict illegal(std::string text)
{
    return CommandVerdict::refused("ILLEGAL_TRANSITION", std::move(text));
}

CommandVerdict moved(const OwnedPayment& payment, PaymentStatus to)
{
    CommandVerdict verdict;
    verdict.entityVersion = payment.version + 1;
    verdict.previousStatus = payment.status;
    verdict.status = to;
    return verdict;
}

CommandVerdict unchanged(const OwnedPayment& payment)
{
    CommandVerdict verdict;
    verdict.entityVersion = payment.version;
    verdict.previousStatus = payment.status;
    verdict.status = payment.status;
    return verdict;
}

CommandVerdict judge(const UpdatePaymentStatus& command, const OwnedPayment& payment)
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

CommandVerdict judge(const LinkTransaction& command, const OwnedPayment& payment)
{
    if (payment.status != PaymentStatus::DebitPending
        && payment.status != PaymentStatus::DebitUnknown) {
        return illegal("a payment that is " + std::string(wireName(payment.status))
                       + " waits for no debit");
    }
    if (command.eftTrnId && !command.eftTrnId->starts_with(command.head.paymentId.value)) {
        return CommandVerdict::refused("TRANSACTION_MISMATCH", "transaction " + *command.eftTrnId
                                                                   + " is of another payment");
    }
    CommandVerdict verdict = moved(payment, PaymentStatus::Debited);
    verdict.reference = command.trnRcptId;
    return verdict;
}

/// Reads the network again.
CommandVerdict resynced(const OwnedPayment& payment, const Trouble* trouble)
{
    const bool networkIsFurther = trouble != nullptr && trouble->kind == TroubleKind::StuckStatus
                                  && trouble->status == payment.status && trouble->networkMoved;
    return networkIsFurther ? moved(payment, *nextStatus(payment.status, payment.rail))
                            : unchanged(payment);
}

}  // namespace

CommandVerdict judgeStatusCommand(System self, const Body& command, const OwnedPayment& payment,
                                  const Trouble* trouble)
{
    const CommandHead& head = *headOfCommand(command);
    CommandVerdict verdict;
    if (ownerOf(payment.rail) != self) {
        verdict = CommandVerdict::refused(
            "NOT_OWNER", "the status of payment " + head.paymentId.value + " belongs to "
                             + std::string(wireName(ownerOf(payment.rail))));
    } else if (payment.version != head.expectedVersion) {
        verdict = CommandVerdict::versionConflict(payment.version, head.expectedVersion);
    } else if (const auto* update = std::get_if<UpdatePaymentStatus>(&command)) {
        verdict = judge(*update, payment);
    } else if (const auto* link = std::get_if<LinkTransaction>(&command)) {
        verdict = judge(*link, payment);
    } else {
        verdict = resynced(payment, trouble);
    }
    if (verdict.rejection) {
        const CommandVerdict now = unchanged(payment);
        verdict.entityVersion = now.entityVersion;
        verdict.previousStatus = now.previousStatus;
        verdict.status = now.status;
    }
    return verdict;
}

}  // namespace otto
