// SPDX-License-Identifier: Apache-2.0
#include "core/journal/JournalSurroundings.h"

#include <algorithm>

namespace otto {
namespace {

QuestionSeen seen(const QuestionEntry& question)
{
    const QuestionAttempt& last = question.last();
    QuestionSeen out;
    out.name = last.issued.suspender;
    out.attempt = last.issued.attempt;
    out.askedAt = question.attempts.front().issued.issuedAt;
    out.isAnswered =
        std::any_of(question.attempts.begin(), question.attempts.end(),
                    [](const QuestionAttempt& one) { return one.answered.has_value(); });
    out.hasGivenUp = last.expired && last.expired->gaveUp;
    if (last.expired) {
        out.overAt = last.expired->expiredAt;
    }
    return out;
}

FixSeen seen(const CommandEntry& command)
{
    FixSeen out;
    out.name = command.issued.fixer;
    out.issuedAt = command.issued.issuedAt;
    out.outcomeDue = command.issued.deadline;
    out.isVerified = command.verification && command.verification->verified;
    // UNKNOWN and NOT_SENT are our own words: nobody has answered.
    if (command.hasRealOutcome()) {
        out.outcome = command.outcome->outcome;
        out.outcomeAt = command.outcome->at;
    }
    return out;
}

}  // namespace

PaymentSurroundings journalSurroundings(const JournalFold& journal, const PaymentId& payment)
{
    PaymentSurroundings out;
    for (const RequestId& id : journal.questionsOf(payment)) {
        out.questions.push_back(seen(*journal.question(id)));
    }
    for (const CommandId& id : journal.commandsOf(payment)) {
        out.fixes.push_back(seen(*journal.command(id)));
    }
    return out;
}

}  // namespace otto
