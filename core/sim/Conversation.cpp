// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Conversation.h"

#include "core/base/Digest.h"
#include "core/contract/Codec.h"
#include "core/contract/MessageKind.h"

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

/// The alternative of that index, empty.
template <std::size_t I = 0>
Body emptyBody(std::size_t index)
{
    if constexpr (I < std::variant_size_v<Body>) {
        return index == I ? Body(std::in_place_index<I>) : emptyBody<I + 1>(index);
    } else {
        return UnknownBody{};
    }
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
    head.evidence.clear();
    head.approvedBy.reset();
    head.approvedAt.reset();
    head.dryRun = false;
    return digestHex({bodyName(command), encodeBody(command)});
}

Body outcomeFor(const Body& command)
{
    Body outcome = emptyBody(answerTo(*kindOf(command))->bodyIndex);
    const CommandHead& asked = *headOfCommand(command);
    OutcomeHead& head = *headOfOutcome(outcome);
    head.commandId = asked.commandId;
    head.idempotencyKey = asked.idempotencyKey;
    head.paymentId = asked.paymentId;
    return outcome;
}

}  // namespace otto
