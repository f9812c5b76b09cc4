// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Decisions.h"

#include "core/engine/RuleDecisions.h"

namespace otto {

void Decisions::advance(Instant proven, std::size_t most)
{
    EngineState& s = m_state;
    if (s.duty.state() != DutyState::Deciding) {
        // What is dirty stays so until this engine decides; explanations need the indices.
        s.supersedeAt.reset();
        index(most);
        return;
    }
    const Instant judged = s.judgedUpTo(proven);
    RuleDecisions(s).beginCut(judged, most);
    for (const std::uint32_t index : RuleDecisions(s).advance(judged, most)) {
        const Payment& payment = s.payments.payment(index);
        decideQuestions(payment, judged);
        decideCommands(payment, proven);
    }
    askForKeys();
}

void Decisions::index(std::size_t most)
{
    RuleDecisions(m_state).index(most);
    m_state.changes.anything = true;
}

void Decisions::recheck(std::uint32_t index, std::optional<Instant> at)
{
    if (at) {
        m_state.runner.recheck(index, *at);
    }
}

}  // namespace otto
