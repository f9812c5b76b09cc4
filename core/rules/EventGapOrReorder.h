// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"
#include "core/rules/RuleParameters.h"
namespace otto {

/// OT14: a source's entity versions have a hole, one version has two contents, or a transition is
/// not in the lifecycle.
class EventGapOrReorder final : public Rule
{
public:
    explicit EventGapOrReorder(const RuleParameters& parameters) : m_parameters(parameters) {}
    [[nodiscard]] std::string_view id() const override { return "OT14"; }
    [[nodiscard]] std::string_view name() const override { return "EVENT_GAP_OR_REORDER"; }
    [[nodiscard]] RuleResponse response() const override;
    [[nodiscard]] Verdict evaluate(const RuleInput& input) const override;
    [[nodiscard]] Finding describe(const RuleInput& input) const override;

private:
    RuleParameters m_parameters;
};

}  // namespace otto
