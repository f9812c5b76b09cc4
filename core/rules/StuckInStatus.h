// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"
#include "core/rules/RuleParameters.h"
namespace otto {

/// OT01: a payment stays longer in a non-terminal status than its rail's SLA allows, while the
/// owner's feed is alive (a silent feed is OT22's business, not one flag per payment).
class StuckInStatus final : public Rule
{
public:
    explicit StuckInStatus(const RuleParameters& parameters) : m_parameters(parameters) {}
    [[nodiscard]] std::string_view id() const override { return "OT01"; }
    [[nodiscard]] std::string_view name() const override { return "STUCK_IN_STATUS"; }
    [[nodiscard]] RuleResponse response() const override;
    [[nodiscard]] Verdict evaluate(const RuleInput& input) const override;
    [[nodiscard]] Finding describe(const RuleInput& input) const override;

private:
    RuleParameters m_parameters;
};

}  // namespace otto
