// SPDX-License-Identifier: Apache-2.0
#include "core/engine/EngineState.h"

#include "core/base/Digest.h"

namespace otto {

MessageId raisedMessageId(const FlagId& id)
{
    return MessageId(derivedUuid({"PaymentFlagged", id.value}));
}

MessageId clearedMessageId(const FlagId& id)
{
    return MessageId(derivedUuid({"FlagCleared", id.value}));
}

void EngineState::addOddAnswer(OddAnswerView odd)
{
    changes.oddAnswers.push_back(odd);
    changes.anything = true;
    oddAnswers.push_back(std::move(odd));
    if (oddAnswers.size() > options.oddAnswersMax) {
        oddAnswers.pop_front();
    }
}

void EngineState::paymentChanged(std::uint32_t index)
{
    payments.markDirty(index);
    payments.touch(index);
    changes.payments.insert(index);
    changes.anything = true;
    const PaymentId& id = payments.slot(index).payment.id;
    for (const FlagId& flag : journal.flagsOf(id.value)) {
        flagChanged(flag);
    }
}

}  // namespace otto
