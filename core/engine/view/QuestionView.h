// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Time.h"
#include "core/bus/RecordRef.h"
#include "core/contract/Vocabulary.h"

#include <optional>
#include <string>

namespace otto {

/// Contract README "Questions and answers"; domain.md 2.3.
enum class QuestionState : std::uint8_t {
    Decided,  ///< in the journal, the request not yet on the wire
    Asked,    ///< the broker holds the request
    Answered,
    AnsweredLate,  ///< after its deadline; still applied to the model
    TimedOut,      ///< this attempt; the next one follows
    GaveUp,        ///< the last attempt timed out
};

/// One question over all its attempts; the fields speak of the latest attempt.
struct QuestionView
{
    RequestId questionId;
    RequestId requestId;
    std::string suspender;
    System target = System::Otto;
    PaymentId paymentId;
    std::optional<FlagId> flagId;
    std::string askedBy;
    std::uint32_t attempt = 1;
    std::uint32_t attemptsMax = 1;
    Instant issuedAt;
    Instant deadline;
    std::optional<Instant> sentAt;
    std::optional<Instant> answeredAt;
    QuestionState state = QuestionState::Decided;
    /// The answer in one sentence: "FOUND: receipt 889120017, MEMO_POSTED, 125.50 USD".
    std::string answer;
    bool isConclusive = false;
    RecordRef requestAt;
    RecordRef answerAt;

    [[nodiscard]] bool isPending() const
    {
        return state == QuestionState::Decided || state == QuestionState::Asked
               || state == QuestionState::TimedOut;
    }
};

enum class OddAnswerKind : std::uint8_t { Late, Duplicate, Contradictory, Orphan };

/// An answer that did not meet an open question.
struct OddAnswerView
{
    OddAnswerKind kind = OddAnswerKind::Orphan;
    MessageId answerId;
    /// What the answer says it answers; may be empty for an orphan.
    std::string requestId;
    std::string name;
    System from = System::Otto;
    PaymentId paymentId;
    Instant at;
    std::string answer;
    /// One sentence: why it is odd and what was done with it.
    std::string explanation;
    RecordRef recordAt;
};

}  // namespace otto
