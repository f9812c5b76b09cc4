// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/EngineState.h"

namespace otto {

/// Turns what is true into what is to be recorded: desired minus recorded, recomputed for every
/// payment that changed or is due (design 3.6). Runs only on a proven cut: everything the broker
/// held at `proven` has been read. Writes journal records through the outbox; acts on nothing
/// itself.
class Decisions
{
public:
    explicit Decisions(EngineState& state) : m_state(state) {}

    /// On a new proven cut: looks at dirty and due payments, feeds and keys, at most at so many.
    void advance(Instant proven, std::size_t most);
    /// Between cuts: only brings indices up to date, as far as the limit goes. What was read since
    /// the cut may be half of a story, so nothing is judged before the next.
    void index(std::size_t most);

private:
    void decideQuestions(const Payment& payment, Instant proven);
    /// Questions for open flags of rules about keys: each about the newest payment that its flag
    /// rests on, or else that counts for its key.
    void askForKeys();
    void askForFlag(const Payment& payment, const FlagEntry& flag, const Rule& rule);
    void decideQuestion(const RequestId& questionId, const Payment& payment, Instant proven);
    void askAgain(const QuestionEntry& question, const Payment& payment);
    /// By any attempt, journalled or only read.
    [[nodiscard]] bool isConclusivelyAnswered(const QuestionEntry& question) const;
    [[nodiscard]] bool isStillWanted(const QuestionEntry& question) const;

    void decideCommands(const Payment& payment, Instant proven);
    void decideCommand(const CommandEntry& command, const Payment& payment, Instant proven);
    void decideOutcome(const CommandEntry& command, const Payment& payment, Instant proven);
    void decideProof(const CommandEntry& command, const Payment& payment, Instant proven);

    void recheck(std::uint32_t index, std::optional<Instant> at);

    EngineState& m_state;
};

/// Journals a question's attempt. `questionId` names the question over all attempts.
void issueQuestion(EngineState& state, const Payment& payment, const std::string& suspender,
                   const RequestId& questionId, std::uint32_t attempt,
                   const std::optional<FlagId>& flagId, const std::string& askedBy);

}  // namespace otto
