// SPDX-License-Identifier: Apache-2.0
#include "core/base/Digest.h"
#include "core/engine/Decisions.h"
#include "core/engine/RuleDecisions.h"
#include "core/suspenders/SuspenderCatalogue.h"

#include <algorithm>

namespace otto {
namespace {

/// When an inconclusive or failed answer does not say when to ask again.
constexpr Duration kRetryAfter{30'000};

/// The question that a flag asks by itself: one for each flag.
RequestId questionFor(const FlagEntry& flag, const Rule& rule)
{
    return RequestId(
        derivedUuid({"question", flag.raised.flag.flagId.value, rule.response().suspender}));
}

/// Names the decision to ask in the outbox.
std::string askKey(const RequestId& requestId)
{
    return "ask:" + requestId.value;
}

}  // namespace

void issueQuestion(EngineState& state, const Payment& payment, const std::string& suspender,
                   const RequestId& questionId, std::uint32_t attempt,
                   const std::optional<FlagId>& flagId, const std::string& askedBy)
{
    const SuspenderSpec* spec = findSuspender(suspender);
    if (spec == nullptr) {
        return;
    }
    QueryIssued record;
    record.writer = state.writerFor(payment.id.value);
    record.questionId = questionId;
    record.requestId =
        attempt == 1
            ? questionId
            : RequestId(derivedUuid({"question", questionId.value, std::to_string(attempt)}));
    record.suspender = suspender;
    record.target = suspenderTarget(*spec, payment);
    record.attempt = attempt;
    record.attemptsMax = spec->attempts;
    record.paymentId = payment.id;
    record.flagId = flagId;
    record.askedBy = askedBy;
    record.issuedAt = state.now;
    record.deadline = state.now + spec->timeout;
    state.outbox.decide(askKey(record.requestId), payment.id.value, record);
}

void Decisions::decideQuestions(const Payment& payment, Instant proven)
{
    for (const FlagId& flagId : m_state.journal.flagsOf(payment.id.value)) {
        const FlagEntry* flag = m_state.journal.flag(flagId);
        const Rule* rule = m_state.runner.rules().find(flag->raised.flag.ruleId);
        if (flag->isOpen() && rule != nullptr && rule->response().asksByItself) {
            askForFlag(payment, *flag, *rule);
        }
    }
    for (const RequestId& questionId : m_state.journal.questionsOf(payment.id)) {
        decideQuestion(questionId, payment, proven);
    }
}

void Decisions::askForKeys()
{
    const auto& open = m_state.journal.openFlags();
    for (const Rule* rule : m_state.runner.rules().keyRules()) {
        if (!rule->response().asksByItself) {
            continue;
        }
        for (auto it = open.lower_bound({rule->id(), {}});
             it != open.end() && it->first.first == rule->id(); ++it) {
            const FlagEntry& flag = *m_state.journal.flag(it->second);
            const RequestId questionId = questionFor(flag, *rule);
            if (m_state.journal.question(questionId) != nullptr
                || m_state.outbox.isInFlight(askKey(questionId))) {
                continue;
            }
            if (const auto number = RuleDecisions(m_state).paymentBehind(*rule, flag)) {
                const Payment& payment = m_state.payments.payment(*number);
                if (m_state.decidesFor(payment.id.value)) {
                    askForFlag(payment, flag, *rule);
                }
            }
        }
    }
}

void Decisions::askForFlag(const Payment& payment, const FlagEntry& flag, const Rule& rule)
{
    const RequestId questionId = questionFor(flag, rule);
    if (m_state.journal.question(questionId) == nullptr) {
        issueQuestion(m_state, payment, rule.response().suspender, questionId, 1,
                      flag.raised.flag.flagId, "otto-rules");
    }
}

bool Decisions::isStillWanted(const QuestionEntry& question) const
{
    const QueryIssued& issued = question.last().issued;
    if (issued.askedBy != "otto-rules" || !issued.flagId) {
        return true;
    }
    const FlagEntry* flag = m_state.journal.flag(*issued.flagId);
    return flag != nullptr && flag->isOpen();
}

bool Decisions::isConclusivelyAnswered(const QuestionEntry& question) const
{
    return std::any_of(question.attempts.begin(), question.attempts.end(),
                       [this](const QuestionAttempt& attempt) {
                           const auto read = m_state.answers.find(attempt.issued.requestId);
                           return (attempt.answered && attempt.answered->conclusive)
                                  || (read != m_state.answers.end() && read->second.conclusive);
                       });
}

void Decisions::decideQuestion(const RequestId& questionId, const Payment& payment, Instant proven)
{
    const QuestionEntry& question = *m_state.journal.question(questionId);
    for (const QuestionAttempt& attempt : question.attempts) {
        const auto answer = m_state.answers.find(attempt.issued.requestId);
        if (!attempt.answered && answer != m_state.answers.end()) {
            QueryAnswered record;
            record.writer = m_state.writerFor(payment.id.value);
            record.questionId = questionId;
            record.requestId = attempt.issued.requestId;
            record.answerId = answer->second.id;
            record.result = answer->second.result;
            record.conclusive = answer->second.conclusive;
            record.answeredAt = answer->second.at;
            m_state.outbox.decide("answered:" + record.requestId.value, payment.id.value, record);
        }
    }
    const QuestionAttempt& last = question.last();
    const bool isAnswered = last.answered || m_state.answers.contains(last.issued.requestId);
    if (!isAnswered && proven >= last.issued.deadline) {
        // An earlier attempt may have been answered late, and an answer that is not conclusive
        // leaves the question open.
        const bool isOver = last.issued.attempt >= last.issued.attemptsMax
                            || !isStillWanted(question) || isConclusivelyAnswered(question);
        if (!last.expired || (!last.expired->gaveUp && isOver)) {
            QueryExpired record;
            record.writer = m_state.writerFor(payment.id.value);
            record.questionId = questionId;
            record.requestId = last.issued.requestId;
            record.gaveUp = isOver;
            record.expiredAt = proven;
            m_state.outbox.decide("expired:" + record.requestId.value, payment.id.value, record);
        } else if (!last.expired->gaveUp) {
            askAgain(question, payment);
        }
    } else if (last.answered) {
        const auto answer = m_state.answers.find(last.issued.requestId);
        if (answer == m_state.answers.end() || !answer->second.isRetryable
            || last.issued.attempt >= last.issued.attemptsMax || !isStillWanted(question)) {
            return;
        }
        const Duration wait =
            answer->second.retryAfterMs
                ? Duration{std::max<std::int64_t>(*answer->second.retryAfterMs, 0)}
                : kRetryAfter;
        const Instant again = last.answered->answeredAt + wait;
        if (proven >= again) {
            askAgain(question, payment);
        } else {
            recheck(m_state.payments.indexOf(payment.id), again);
        }
    }
}

void Decisions::askAgain(const QuestionEntry& question, const Payment& payment)
{
    const QueryIssued& issued = question.last().issued;
    issueQuestion(m_state, payment, issued.suspender, issued.questionId, issued.attempt + 1,
                  issued.flagId, issued.askedBy);
}

}  // namespace otto
