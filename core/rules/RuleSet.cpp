// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleSet.h"

#include "core/rules/AmountMismatch.h"
#include "core/rules/CorePostingAmbiguous.h"
#include "core/rules/CorePostingMissing.h"
#include "core/rules/EventGapOrReorder.h"
#include "core/rules/LimitsNotRestored.h"
#include "core/rules/SourceSilence.h"
#include "core/rules/StuckInStatus.h"

namespace otto {

RuleSet::RuleSet(RuleParameters parameters)
{
    m_rules.push_back(std::make_unique<StuckInStatus>(parameters));
    m_rules.push_back(std::make_unique<CorePostingMissing>(parameters));
    m_rules.push_back(std::make_unique<CorePostingAmbiguous>(parameters));
    m_rules.push_back(std::make_unique<LimitsNotRestored>(parameters));
    m_rules.push_back(std::make_unique<AmountMismatch>());
    m_rules.push_back(std::make_unique<EventGapOrReorder>(parameters));
    m_rules.push_back(std::make_unique<SourceSilence>());
    for (const auto& rule : m_rules) {
        (rule->subject() == RuleSubject::Payment ? m_payment : m_feed).push_back(rule.get());
    }
}

std::vector<const Rule*> RuleSet::all() const
{
    std::vector<const Rule*> out;
    for (const auto& rule : m_rules) {
        out.push_back(rule.get());
    }
    return out;
}

const Rule* RuleSet::find(std::string_view id) const
{
    for (const auto& rule : m_rules) {
        if (rule->id() == id) {
            return rule.get();
        }
    }
    return nullptr;
}

}  // namespace otto
