// SPDX-License-Identifier: Apache-2.0
#include "core/sim/CommandVerdict.h"

#include "core/sim/Conversation.h"

#include <utility>

namespace otto {

CommandVerdict CommandVerdict::refused(std::string code, std::string text)
{
    CommandVerdict verdict;
    verdict.outcome = OutcomeKind::Rejected;
    verdict.rejection = Rejection{std::move(code), std::move(text), false};
    return verdict;
}

CommandVerdict CommandVerdict::expired()
{
    CommandVerdict verdict;
    verdict.outcome = OutcomeKind::Expired;
    return verdict;
}

CommandVerdict CommandVerdict::versionConflict(std::uint32_t isAt, std::uint32_t expected)
{
    return refused("VERSION_CONFLICT", "payment is at version " + std::to_string(isAt)
                                           + ", command expected " + std::to_string(expected));
}

Body outcomeOf(const Body& command, const CommandVerdict& verdict)
{
    Body outcome = outcomeFor(command);
    OutcomeHead& head = *headOfOutcome(outcome);
    head.outcome = verdict.outcome;
    head.entityVersion = verdict.entityVersion;
    head.rejection = verdict.rejection;
    std::visit(
        [&verdict](auto& body) {
            if constexpr (requires {
                              body.head.outcome;
                              body.previousStatus;
                          }) {
                body.previousStatus = verdict.previousStatus;
            }
            if constexpr (requires {
                              body.head.outcome;
                              body.status;
                          }) {
                body.status = verdict.status;
            }
        },
        outcome);
    if (auto* linked = std::get_if<TransactionLinked>(&outcome)) {
        linked->trnRcptId = verdict.reference;
    } else if (auto* restored = std::get_if<LimitsRestored>(&outcome)) {
        restored->reservationId = verdict.reference;
    }
    if (verdict.tell) {
        verdict.tell(outcome);
    }
    return outcome;
}

Body repeatedOutcome(const ConversationStore::Result& first, const Body& command)
{
    const CommandHead& asked = *headOfCommand(command);
    if (first.digest != commandDigest(command)) {
        return outcomeOf(command, CommandVerdict::refused(
                                      "KEY_REUSED", "idempotency key " + asked.idempotencyKey
                                                        + " was used for another command before"));
    }
    Body outcome = first.outcome;
    OutcomeHead& head = *headOfOutcome(outcome);
    head.commandId = asked.commandId;
    if (head.outcome.is(OutcomeKind::Applied)) {
        head.outcome = OutcomeKind::AlreadyApplied;
    }
    return outcome;
}

}  // namespace otto
