// SPDX-License-Identifier: Apache-2.0
#include "core/engine/ViewBuilder.h"
#include "core/fixers/FixerPlan.h"
#include "core/suspenders/SuspenderCatalogue.h"

namespace otto {
namespace {

/// As operators say it.
std::string_view spokenName(System system)
{
    switch (system) {
    case System::Cpr: return "CPR";
    case System::Zelle: return "Zelle";
    case System::Limits: return "Limits";
    case System::Wso2: return "WSO2";
    case System::Recon: return "Recon";
    case System::Core: return "the core";
    case System::Otto: return "Otto";
    }
    return "the source";
}

/// "ask WSO2 (GetTrn)"
std::string askText(std::string_view suspender, const Payment& payment)
{
    const SuspenderSpec* spec = findSuspender(suspender);
    if (spec == nullptr) {
        return "find out which system is right";
    }
    std::string text = "ask ";
    text += spokenName(suspenderTarget(*spec, payment));
    return text + " (" + std::string(suspender) + ")";
}

/// `sentence` goes on after "Waiting for".
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
        const std::string who{view.feed ? spokenName(*view.feed) : "the source"};
        advise(view, NextStep::Look, "", who + " to be heard again; call its operators.");
        return;
    }
    for (const CommandId& id : m_state.journal.commandsOf(payment->id)) {
        const FixView fix = this->fix(id);
        if (fix.isOpen()) {
            advise(view, NextStep::WaitForVerification, fix.fixer,
                   "the effect of " + fix.fixer + " to be proven. " + fix.explanation);
            return;
        }
        if (fix.state == FixState::Unknown || fix.state == FixState::NotVerified) {
            advise(view, NextStep::Ask, view.suggestedSuspender,
                   "you to " + askText(view.suggestedSuspender, *payment) + ": the effect of "
                       + fix.fixer + " is unknown, and nothing may be sent until it is known.");
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
                   std::string(spokenName(question.target)) + " to answer " + question.suspender
                       + " (attempt " + std::to_string(question.attempt) + " of "
                       + std::to_string(question.attemptsMax) + ").");
            return;
        }
        wasAnswered =
            wasAnswered || (question.answeredAt && *question.answeredAt >= entry.raised.raisedAt);
    }
    if (!view.suggestedSuspender.empty() && !wasAnswered) {
        advise(view, NextStep::Ask, view.suggestedSuspender,
               "you to " + askText(view.suggestedSuspender, *payment) + ".");
        return;
    }
    const FixerSpec* spec = findFixer(view.suggestedFixer);
    if (spec == nullptr) {
        advise(view, NextStep::Look, "",
               "you to find out which system is right; no fixer repairs this.");
        return;
    }
    const FixerPlan plan = planFixer(*spec, *payment, {}, m_state.now);
    const bool needsOnlyInput = plan.refusal && plan.refusal->code == "BAD_PARAMETER";
    if (!plan.refusal || needsOnlyInput) {
        advise(view, NextStep::Fix, view.suggestedFixer,
               "you to send " + view.suggestedFixer + ".");
    } else if (plan.refusal->code == "SECOND_PERSON_REQUIRED") {
        advise(view, NextStep::Look, view.suggestedFixer,
               "a second person to agree to " + view.suggestedFixer
                   + "; Otto cannot take approvals yet.");
    } else {
        advise(view, NextStep::Ask, view.suggestedSuspender,
               "you to " + askText(view.suggestedSuspender, *payment) + "; " + view.suggestedFixer
                   + " cannot help yet: " + plan.refusal->text);
    }
}

}  // namespace otto
