// SPDX-License-Identifier: Apache-2.0
#include "core/engine/ViewBuilder.h"
#include "core/fixers/FixerPlan.h"

namespace otto {
namespace {

void advise(FlagView& view, NextStep step, std::string name, std::string sentence)
{
    view.nextStep = step;
    view.nextStepName = std::move(name);
    view.waitingFor = std::move(sentence);
}

}  // namespace

void ViewBuilder::adviseNextStep(FlagView& view, const FlagEntry& entry,
                                 const Payment* payment) const
{
    if (!entry.isOpen()) {
        advise(view, NextStep::None, "", "Nothing; it cleared.");
        return;
    }
    if (payment == nullptr) {
        const std::string who = view.feed ? std::string(wireName(*view.feed)) : "the source";
        advise(view, NextStep::Look, "", who + " to be heard again. Call its operators.");
        return;
    }
    for (const CommandId& id : m_state.journal.commandsOf(payment->id)) {
        const FixView fix = this->fix(id);
        if (fix.isOpen()) {
            advise(view, NextStep::WaitForVerification, fix.fixer,
                   fix.fixer + " to be verified. " + fix.explanation);
            return;
        }
        if (fix.state == FixState::Unknown || fix.state == FixState::NotVerified) {
            advise(view, NextStep::Ask, view.suggestedSuspender,
                   "you to ask: " + fix.fixer
                       + " has an unknown effect, nothing may be sent before.");
            return;
        }
    }
    bool wasAnswered = false;
    for (const RequestId& id : m_state.journal.questionsOf(payment->id)) {
        const QuestionView question = this->question(id);
        if (question.suspender != view.suggestedSuspender) {
            continue;
        }
        if (question.isPending()) {
            advise(view, NextStep::WaitForAnswer, question.suspender,
                   std::string(wireName(question.target)) + " to answer " + question.suspender
                       + ", attempt " + std::to_string(question.attempt) + " of "
                       + std::to_string(question.attemptsMax) + ".");
            return;
        }
        wasAnswered =
            wasAnswered || (question.answeredAt && *question.answeredAt >= entry.raised.raisedAt);
    }
    if (!view.suggestedSuspender.empty() && !wasAnswered) {
        advise(view, NextStep::Ask, view.suggestedSuspender,
               "you to ask " + view.suggestedSuspender + ".");
        return;
    }
    const FixerSpec* spec = findFixer(view.suggestedFixer);
    if (spec == nullptr) {
        advise(view, NextStep::Look, "",
               "you to find out which system is right; no fixer repairs this.");
        return;
    }
    const FixerPlan plan = planFixer(*spec, *payment, {});
    const bool needsOnlyInput = plan.refusal && plan.refusal->code == "BAD_PARAMETER";
    if (!plan.refusal || needsOnlyInput) {
        advise(view, NextStep::Fix, view.suggestedFixer,
               "you to send " + view.suggestedFixer + ".");
    } else if (plan.refusal->code == "SECOND_PERSON_REQUIRED") {
        advise(view, NextStep::Look, view.suggestedFixer,
               "a second person for " + view.suggestedFixer + "; approvals do not exist yet.");
    } else {
        advise(view, NextStep::Ask, view.suggestedSuspender,
               "you to ask " + view.suggestedSuspender + ". " + view.suggestedFixer
                   + " cannot help yet: " + plan.refusal->text);
    }
}

}  // namespace otto
