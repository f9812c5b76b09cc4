// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Intake.h"
#include "core/fixers/FixerCatalogue.h"
#include "core/fixers/FixerPlan.h"
#include "core/journal/ConversationFault.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

bool isSameAnswer(const AnswerSeen& first, const AnswerHead& next, const std::string& text)
{
    return first.result == next.result && first.conclusive == next.conclusive && first.text == text;
}

}  // namespace

bool Intake::matchAnswer(const Message& message, const Provenance& from)
{
    const Envelope& envelope = message.envelope;
    const AnswerHead& head = *answerHead(message.body);
    const RequestId requestId(envelope.causationId ? envelope.causationId->value : std::string());
    const RequestId questionId = m_state.journal.questionOf(requestId);
    const QuestionEntry* question =
        questionId.empty() ? nullptr : m_state.journal.question(questionId);
    if (question == nullptr) {
        return false;
    }
    const auto attempt =
        std::find_if(question->attempts.begin(), question->attempts.end(),
                     [&](const QuestionAttempt& one) { return one.issued.requestId == requestId; });
    const QueryIssued& issued = attempt->issued;
    const std::string text = describeBody(message.body);
    OddAnswerView odd{OddAnswerKind::Orphan,
                      envelope.id,
                      requestId.value,
                      envelope.name,
                      envelope.source,
                      issued.paymentId,
                      envelope.time,
                      text,
                      {},
                      m_state.payments.refOf(from)};
    odd.explanation =
        conversationFault(envelope, issued.paymentId, issued.suspender + "Rs", issued.target);
    if (!odd.explanation.empty()) {
        m_state.addOddAnswer(std::move(odd));
        return true;
    }
    const auto known = m_state.answers.find(requestId);
    if (known != m_state.answers.end() && known->second.id == envelope.id) {
        ++m_state.status.duplicates;  // the same record again
        return true;
    }
    const std::uint32_t index = m_state.payments.indexOf(issued.paymentId);
    m_state.payments.payment(index).applyAnswer(message, from);
    if (known == m_state.answers.end()) {
        const bool isRetryable = (head.error && head.error->retryable)
                                 || (head.result.is(AnswerResult::NotFound) && !head.conclusive);
        m_state.answers.emplace(requestId,
                                AnswerSeen{envelope.id, envelope.source, head.result,
                                           head.conclusive, isRetryable, head.retryAfterMs,
                                           envelope.time, text, odd.recordAt});
    } else {
        const bool isSame = isSameAnswer(known->second, head, text);
        odd.kind = isSame ? OddAnswerKind::Duplicate : OddAnswerKind::Contradictory;
        odd.explanation = isSame ? "The same answer was given before; counted only."
                                 : "The first answer said \"" + known->second.text
                                       + "\"; the model keeps the one with the newest asOf.";
        m_state.addOddAnswer(std::move(odd));
    }
    m_state.questionChanged(questionId);
    m_state.paymentChanged(index, aspectsChangedBy(message.body));
    return true;
}

bool Intake::matchOutcome(const Message& message, const Provenance& from)
{
    const Envelope& envelope = message.envelope;
    const OutcomeHead& head = *outcomeHead(message.body);
    const CommandId commandId(envelope.causationId ? envelope.causationId->value : std::string());
    const CommandEntry* command = m_state.journal.command(commandId);
    if (command == nullptr) {
        return false;
    }
    const RecordRef at = m_state.payments.refOf(from);
    const FixerSpec* spec = findFixer(command->issued.fixer);
    const std::string expected = spec == nullptr ? envelope.name : std::string(spec->outcomeName);
    const std::string fault =
        conversationFault(envelope, command->issued.paymentId, expected, command->issued.target);
    if (!fault.empty()) {
        m_state.addOddAnswer({OddAnswerKind::Orphan, envelope.id, commandId.value, envelope.name,
                              envelope.source, command->issued.paymentId, envelope.time,
                              describeBody(message.body), fault, at});
        return true;
    }
    const auto [it, isFirst] = m_state.outcomes.try_emplace(
        commandId, OutcomeSeen{envelope.id, std::string(head.outcome.text()), head.entityVersion,
                               head.rejection, envelope.time, at});
    if (!isFirst && it->second.id != envelope.id) {
        const bool isSame = it->second.outcome == head.outcome.text();
        m_state.addOddAnswer({isSame ? OddAnswerKind::Duplicate : OddAnswerKind::Contradictory,
                              envelope.id, commandId.value, envelope.name, envelope.source,
                              command->issued.paymentId, envelope.time, describeBody(message.body),
                              "The command had the outcome " + it->second.outcome + " before.",
                              at});
    }
    m_state.commandChanged(commandId);
    const auto index = m_state.payments.indexIfKnown(command->issued.paymentId);
    if (index) {
        m_state.paymentChanged(*index, aspect::kSurroundings);
    }
    return true;
}

void Intake::settleUnmatched(Instant asOf)
{
    std::deque<Unmatched> still;
    for (Unmatched& unmatched : std::exchange(m_state.unmatched, {})) {
        const bool isAnswer = answerHead(unmatched.message.body) != nullptr;
        const bool isMatched = isAnswer ? matchAnswer(unmatched.message, unmatched.from)
                                        : matchOutcome(unmatched.message, unmatched.from);
        if (isMatched) {
            continue;
        }
        if (unmatched.from.arrivedAt < asOf) {
            orphan(unmatched);
        } else {
            still.push_back(std::move(unmatched));
        }
    }
    m_state.unmatched = std::move(still);
}

void Intake::orphan(const Unmatched& unmatched)
{
    const Envelope& envelope = unmatched.message.envelope;
    const std::string cause = envelope.causationId ? envelope.causationId->value : std::string();
    m_state.addOddAnswer({OddAnswerKind::Orphan, envelope.id, cause, envelope.name, envelope.source,
                          PaymentId(envelope.subject), envelope.time,
                          describeBody(unmatched.message.body),
                          cause.empty() ? "It does not say what it answers; not applied."
                                        : "No question or command with that id is in the journal; "
                                          "not applied.",
                          m_state.payments.refOf(unmatched.from)});
}

}  // namespace otto
