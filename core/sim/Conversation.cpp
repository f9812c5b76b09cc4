// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Conversation.h"

#include "core/base/Digest.h"
#include "core/contract/Codec.h"

#include <type_traits>
#include <variant>

namespace otto {
namespace {

/// The body's head when it is of type H, else null.
template <typename H, typename B>
auto* headOf(B& body)
{
    using Pointer = std::conditional_t<std::is_const_v<B>, const H*, H*>;
    return std::visit(
        [](auto& alternative) -> Pointer {
            if constexpr (requires { alternative.head; }) {
                if constexpr (std::is_same_v<std::remove_cvref_t<decltype(alternative.head)>, H>) {
                    return &alternative.head;
                }
            }
            return nullptr;
        },
        body);
}

}  // namespace

const QuestionHead* questionHead(const Body& body)
{
    return headOf<QuestionHead>(body);
}

AnswerHead* answerHead(Body& body)
{
    return headOf<AnswerHead>(body);
}

const CommandHead* headOfCommand(const Body& body)
{
    return headOf<CommandHead>(body);
}

OutcomeHead* headOfOutcome(Body& body)
{
    return headOf<OutcomeHead>(body);
}

const OutcomeHead* headOfOutcome(const Body& body)
{
    return headOf<OutcomeHead>(body);
}

std::string commandDigest(Body command)
{
    CommandHead& head = *headOf<CommandHead>(command);
    head.commandId = {};
    head.comment.clear();
    head.approvedBy.reset();
    head.approvedAt.reset();
    head.dryRun = false;
    return digestHex({bodyName(command), encodeBody(command)});
}

Body outcomeFor(const Body& command)
{
    Body outcome;
    if (std::holds_alternative<UpdatePaymentStatus>(command)) {
        outcome = PaymentStatusUpdated{};
    } else if (std::holds_alternative<ResyncPaymentStatus>(command)) {
        outcome = PaymentStatusResynced{};
    } else if (std::holds_alternative<LinkTransaction>(command)) {
        outcome = TransactionLinked{};
    } else {
        outcome = LimitsRestored{};
    }
    const CommandHead& asked = *headOfCommand(command);
    OutcomeHead& head = *headOfOutcome(outcome);
    head.commandId = asked.commandId;
    head.idempotencyKey = asked.idempotencyKey;
    head.paymentId = asked.paymentId;
    return outcome;
}

}  // namespace otto
