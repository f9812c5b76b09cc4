// SPDX-License-Identifier: Apache-2.0
#include "core/journal/ConversationFault.h"

namespace otto {

std::string conversationFault(const Envelope& envelope, const PaymentId& paymentId,
                              const std::string& name, const Open<System>& target)
{
    if (envelope.subject != paymentId.value) {
        return "It names payment " + envelope.subject + ", but it was about " + paymentId.value
               + "; not applied.";
    }
    if (envelope.name != name) {
        return "It is a " + envelope.name + ", but a " + name + " was expected; not applied.";
    }
    if (wireName(envelope.source) != target.text()) {
        return "It comes from " + std::string(wireName(envelope.source)) + ", but "
               + std::string(target.text()) + " was asked; not applied.";
    }
    return {};
}

}  // namespace otto
