// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Payment.h"

#include <optional>
#include <string>
#include <string_view>

namespace otto {

/// Which system a question or command about a payment goes to: `owner`, `rail-gateway`, a system's
/// token, or `parameter:<name>`, whose value is a token.
struct ConversationTarget
{
    enum class Kind : std::uint8_t { Owner, RailGateway, Fixed, Parameter };

    Kind kind = Kind::Owner;
    /// Of Fixed.
    System system = System::Zelle;
    /// Of Parameter.
    std::string parameter;

    static std::optional<ConversationTarget> parse(std::string_view text);
    /// The system for this payment; of Parameter the owner, until its value is known.
    [[nodiscard]] System of(const Payment& payment) const;

    friend bool operator==(const ConversationTarget&, const ConversationTarget&) = default;
};

/// Who talks to the payment's network: PaymentRepo.Zelle for ZELLE, CPR for the other rails
/// (domain.md 5.1 leaves "rail gateway" open; this is our reading: the owner of the rail).
System railGatewayOf(const Payment& payment);

}  // namespace otto
