// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Envelope.h"
#include "core/contract/Vocabulary.h"

#include <string>

namespace otto {

/// How an answer or outcome differs from what the journal says was asked of whom about what, in a
/// sentence; empty when it does not.
std::string conversationFault(const Envelope& envelope, const PaymentId& paymentId,
                              const std::string& name, const Open<System>& target);

}  // namespace otto
