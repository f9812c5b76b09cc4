// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"
#include "core/rules/RuleParameters.h"
namespace otto {

/// OT05: the payment failed, but its reservation was not given back in every limit window.
class LimitsNotRestored final : public Rule
{
public:
    explicit LimitsNotRestored(const RuleParameters& parameters) : m_parameters(parameters) {}
    [[nodiscard]] std::string_view id() const override { return "OT05"; }
    [[nodiscard]] std::string_view name() const override { return "LIMITS_NOT_RESTORED"; }
    [[nodiscard]] RuleResponse response() const override;
    [[nodiscard]] Verdict evaluate(const RuleInput& input) const override;
    [[nodiscard]] Finding describe(const RuleInput& input) const override;

private:
    RuleParameters m_parameters;
};

}  // namespace otto
