// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/EmbeddedText.h"
#include "core/contract/Message.h"
#include "core/model/Payment.h"
#include "core/suspenders/SuspenderSpec.h"

#include <span>
#include <string_view>

namespace otto {

/// All suspenders by name: the files of resources/suspenders as they were compiled in. A constant;
/// any thread.
std::span<const SuspenderSpec> suspenderCatalogue();
/// Null when unknown.
const SuspenderSpec* findSuspender(std::string_view name);

/// The descriptions themselves.
std::span<const EmbeddedText> suspenderTexts();

/// The system that can answer about this payment.
System suspenderTarget(const SuspenderSpec& spec, const Payment& payment);

/// The request's body. A pure function of the payment at the time of asking.
Body makeQuestion(const SuspenderSpec& spec, const Payment& payment, const QuestionHead& head,
                  Instant issuedAt);

}  // namespace otto
