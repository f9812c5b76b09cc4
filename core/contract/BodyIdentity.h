// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"

#include <string>

namespace otto {

/// The payment a body names, also inside a journalled flag; null when it names none.
const PaymentId* paymentOf(const Body& body);

/// The requestId or commandId in the body of a question, an answer, a command or an outcome; null
/// when it has none.
const std::string* conversationOf(const Body& body);

}  // namespace otto
