// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/model/Payment.h"

#include <span>
#include <string_view>

namespace otto {

/// A question Otto can ask (domain.md 5.1). Safe and idempotent: it never moves money.
struct SuspenderSpec
{
    std::string_view name;
    std::string_view title;
    std::string_view description;
    /// Who answers, in words.
    std::string_view targetText;
    /// Reply timeout of one attempt.
    Duration timeout{0};
    std::uint32_t attempts = 1;
};

/// GetTrn, GetPaymentStatus and GetLimits.
std::span<const SuspenderSpec> suspenderCatalogue();
/// Null when unknown.
const SuspenderSpec* findSuspender(std::string_view name);

/// The system that can answer about this payment.
System suspenderTarget(const SuspenderSpec& spec, const Payment& payment);

/// The request's body. A pure function of the payment at the time of asking.
Body makeQuestion(const SuspenderSpec& spec, const Payment& payment, const QuestionHead& head,
                  Instant issuedAt);

}  // namespace otto
