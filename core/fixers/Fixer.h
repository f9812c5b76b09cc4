// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fixers/FixerPlanner.h"

#include <span>
#include <string_view>
#include <variant>

namespace otto {

/// A fact that a command caused, as a candidate for its proof.
struct ProofCandidate
{
    const PaymentEntry& entry;
    /// The status the fact stated; absent when it stated none.
    std::optional<PaymentStatus> status;
};

/// What of a fixer cannot be described: how its command's body is made, its guards, and what proves
/// its effect. Without state.
class Fixer
{
public:
    Fixer() = default;
    Fixer(const Fixer&) = delete;
    Fixer& operator=(const Fixer&) = delete;
    virtual ~Fixer() = default;

    /// Of the command, as in the description.
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Judges every precondition of the description and gives the command without its head.
    [[nodiscard]] virtual Body plan(FixerPlanner& planner) const = 0;
    /// @pre `command` is of this fixer
    [[nodiscard]] virtual bool proves(const Body& command, const Payment& payment,
                                      const ProofCandidate& fact) const = 0;
};

template <typename Command>
class FixerOf : public Fixer
{
public:
    [[nodiscard]] std::string_view name() const final { return Command::kName; }
    [[nodiscard]] Body plan(FixerPlanner& planner) const final { return command(planner); }
    [[nodiscard]] bool proves(const Body& asked, const Payment& payment,
                              const ProofCandidate& fact) const final
    {
        return isProof(std::get<Command>(asked), payment, fact);
    }

protected:
    [[nodiscard]] virtual Command command(FixerPlanner& planner) const = 0;
    [[nodiscard]] virtual bool isProof(const Command& asked, const Payment& payment,
                                       const ProofCandidate& fact) const = 0;
};

/// The code of every fixer; each has exactly one description of the same name.
std::span<const Fixer* const> fixers();
/// Null when there is none of that name.
const Fixer* fixerNamed(std::string_view name);

const Fixer& updatePaymentStatusFixer();
const Fixer& resyncPaymentStatusFixer();
const Fixer& resendNetworkMessageFixer();
const Fixer& cancelPaymentFixer();
const Fixer& requestRecallFixer();
const Fixer& postTransactionFixer();
const Fixer& reverseTransactionFixer();
const Fixer& linkTransactionFixer();
const Fixer& restoreLimitsFixer();
const Fixer& resolveReconBreakFixer();
const Fixer& holdPaymentFixer();
const Fixer& releaseHoldFixer();
const Fixer& replayEventsFixer();

}  // namespace otto
