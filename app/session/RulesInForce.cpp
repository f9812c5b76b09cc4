// SPDX-License-Identifier: Apache-2.0
#include "app/session/RulesInForce.h"

#include "core/engine/EngineOptions.h"

namespace otto {

void RulesInForce::take(const RulesOffer& offer)
{
    if (!offer.rules)
        return;
    const std::lock_guard lock(m_mutex);
    m_rules = offer.rules;
}

std::shared_ptr<const RuleSet> RulesInForce::rules() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_rules)
            return m_rules;
    }
    return RuleSet::builtIn(ruleVocabulary());
}

}  // namespace otto
