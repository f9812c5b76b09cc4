// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Decisions.h"

#include "core/engine/RuleDecisions.h"

namespace otto {

void Decisions::advance(Instant proven, std::size_t most)
{
    if (m_state.duty.state() == DutyState::Deciding) {
        RuleDecisions(m_state).beginCut(m_state.judgedUpTo(proven));
    }
    proceed(proven, most);
}

void Decisions::proceed(Instant proven, std::size_t most)
{
    EngineState& s = m_state;
    if (s.duty.state() != DutyState::Deciding) {
        // What is dirty stays so until this engine decides; explanations need the indices.
        RuleDecisions(s).index(most);
        return;
    }
    const Instant judged = s.judgedUpTo(proven);
    for (const std::uint32_t index : RuleDecisions(s).advance(judged, most)) {
        const Payment& payment = s.payments.payment(index);
        decideQuestions(payment, judged);
        decideCommands(payment, proven);
    }
}

void Decisions::recheck(std::uint32_t index, std::optional<Instant> at)
{
    if (at) {
        m_state.runner.recheck(index, *at);
    }
}

}  // namespace otto
