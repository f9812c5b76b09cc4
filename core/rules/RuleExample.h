// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/rules/RuleInput.h"

#include <cstdint>
#include <string>
#include <vector>

namespace otto {

/// A small list of facts on which a rule must fire or stay quiet.
struct RuleExample
{
    std::string name;
    bool fires = true;
    /// Decoded from the contract's JSON, in the order of the file, with absolute times.
    std::vector<Message> messages;
    /// Proven time at which the rule is looked at.
    Instant now;
    /// The payment, the feed's token, or the key in question.
    std::string subject;
    /// What the journal would tell about the payment; lookalikes come from the facts.
    PaymentSurroundings surroundings;
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

/// The time that `at = "0s"` of an example means: 2026-03-02T15:00:00Z.
inline constexpr Instant kExampleStart{1'772'463'600'000};

}  // namespace otto
