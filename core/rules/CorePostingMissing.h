// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"
#include "core/rules/RuleParameters.h"
namespace otto {

/// OT03: the status implies a debit, but the core's posting was neither heard nor found.
class CorePostingMissing final : public Rule
{
public:
    explicit CorePostingMissing(const RuleParameters& parameters) : m_parameters(parameters) {}
    [[nodiscard]] std::string_view id() const override { return "OT03"; }
    [[nodiscard]] std::string_view name() const override { return "CORE_POSTING_MISSING"; }
    [[nodiscard]] RuleResponse response() const override;
    [[nodiscard]] Verdict evaluate(const RuleInput& input) const override;
    [[nodiscard]] Finding describe(const RuleInput& input) const override;

private:
    RuleParameters m_parameters;
};

}  // namespace otto
