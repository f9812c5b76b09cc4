// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/rules/PaymentScope.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// A set of the things about a payment that a message can change and a rule can read.
using Aspects = std::uint16_t;

namespace aspect {
inline constexpr Aspects kAdded = 1 << 0;
inline constexpr Aspects kStatus = 1 << 1;
inline constexpr Aspects kVersions = 1 << 2;
inline constexpr Aspects kAmounts = 1 << 3;
inline constexpr Aspects kPostings = 1 << 4;
inline constexpr Aspects kLimits = 1 << 5;
inline constexpr Aspects kFailure = 1 << 6;
inline constexpr Aspects kRecon = 1 << 7;
/// What the core found when it was asked, and what the rail says of the participant.
inline constexpr Aspects kSearch = 1 << 8;
/// Questions, fixes, orphans and lookalikes.
inline constexpr Aspects kSurroundings = 1 << 9;
inline constexpr Aspects kAll = (1 << 10) - 1;
}  // namespace aspect

/// What the message of that body changes of its payment.
Aspects aspectsChangedBy(const Body& body);

/// What an expression reads, from its paths (cel::Program::reads()).
struct RuleReads
{
    Aspects aspects = 0;
    /// Whether the payment was ever added; while it was not, CPR must be heard to prove that.
    bool readsBeginning = false;
    /// Reads what the payment's owner, the core, Limits or Recon says, or the history of everyone
    /// who spoke of the payment: without their feeds a deadline proves nothing (design 3.7).
    bool readsOwner = false;
    bool readsHistory = false;
    bool readsCore = false;
    bool readsLimits = false;
    bool readsRecon = false;

    void add(const std::vector<std::string>& paths);
    /// Whether there may be payments for which that feed is read.
    [[nodiscard]] bool mayRead(System system) const;
};

/// The facts that gave the value at a path of `payment`, such as `payment.limits[].action`; empty
/// when it came from none.
std::vector<FactKey> factsBehind(std::string_view path, const PaymentScope& scope);

}  // namespace otto
