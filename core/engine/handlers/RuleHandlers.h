// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/EngineState.h"
#include "core/engine/cqrs/Mediator.h"

#include <map>
#include <string>
#include <vector>

namespace otto {

/// Answers what the rules are and why they hold or not. Changes nothing that decides.
class RuleHandlers
{
public:
    explicit RuleHandlers(EngineState& state) : m_state(&state) {}

    Result<RulesView> handle(const RulesQuery& query, RequestContext& context);
    Result<ExplanationView> handle(const ExplainQuery& query, RequestContext& context);

private:
    [[nodiscard]] RuleView view(const Rule& rule, std::size_t index) const;
    void countFlags(std::map<std::string, RuleView*>& rules) const;
    Result<ExplanationView> explainPayment(const Rule& rule, const PaymentId& id);
    Result<ExplanationView> explainFeed(const Rule& rule, const std::string& feed);
    [[nodiscard]] ExplanationView convert(const struct RuleExplanation& explanation,
                                          const Payment* payment) const;

    EngineState* m_state;
};

}  // namespace otto
