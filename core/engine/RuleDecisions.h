// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/EngineState.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// Turns the verdicts of rules into flags: raises what holds and is not recorded, clears what is
/// recorded and no longer so (design 3.6). Writes journal records through the outbox.
class RuleDecisions : private RuleDesk
{
public:
    explicit RuleDecisions(EngineState& state) : m_state(state) {}

    /// Looks at what changed or is due, at most at so much; gives the numbers of the payments
    /// looked at.
    std::vector<std::uint32_t> advance(Instant judged, std::size_t most);
    /// On a new proven cut: open flags of keys are to be looked at, and those that no rule of the
    /// set could raise any more are closed, at most so many, once the set has been in force for a
    /// while: a file that is replaced may be missing for a moment.
    void beginCut(Instant judged, std::size_t most);
    /// The payment to ask about for an open flag of a rule about keys: the newest that the flag
    /// rests on, or the newest that counts for the key when that one no longer does; absent once
    /// none does.
    [[nodiscard]] std::optional<std::uint32_t> paymentBehind(const Rule& rule,
                                                             const FlagEntry& flag) const;
    /// Only keeps up with what the rules look at, and forgets what they no longer will; for an
    /// engine that does not decide.
    void index(std::size_t most);

private:
    [[nodiscard]] const Payment& payment(std::uint32_t number) const override;
    [[nodiscard]] const FeedTable& feeds() const override { return m_state.feeds; }
    [[nodiscard]] PaymentSurroundings surroundings(std::uint32_t number) const override;
    [[nodiscard]] bool hasFlags(const std::string& subject) const override;
    [[nodiscard]] bool decidesFor(const std::string& subject) const override;
    void onVerdict(const Rule& rule, const RuleInput& input, const PaymentScope* scope,
                   const std::string& subject, const Verdict& verdict) override;

    void raise(const Rule& rule, const RuleInput& input, const std::string& subject,
               const Finding& finding);
    /// False when it stopped at `most`.
    bool supersede(Instant judged, std::size_t most);
    void clear(const FlagEntry& flag, ClearReason reason, Instant proven);
    [[nodiscard]] static bool isEvidenceRead(const FlagEntry& flag, const RuleInput& input);

    /// The open flag of the rule on the subject, or null.
    [[nodiscard]] const FlagEntry* openFlag(const Rule& rule, const std::string& subject) const;

    EngineState& m_state;
    /// The subject looked at last, and whether it ever had a flag: most never do. No journal record
    /// is folded while rules run.
    mutable std::string m_subject;
    mutable bool m_hasFlags = false;
};

/// What the engine knows about a payment besides its facts; lookalikes excepted.
PaymentSurroundings engineSurroundings(const EngineState& state, const PaymentId& payment);

}  // namespace otto
