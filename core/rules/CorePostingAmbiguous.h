// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"
#include "core/rules/RuleParameters.h"
namespace otto {

/// OT04: nobody can say whether the debit was posted: debit state UNKNOWN, or DEBIT_PENDING too
/// long. Clears on a posting, or on a conclusive NOT_FOUND.
class CorePostingAmbiguous final : public Rule
{
public:
    explicit CorePostingAmbiguous(const RuleParameters& parameters) : m_parameters(parameters) {}
    [[nodiscard]] std::string_view id() const override { return "OT04"; }
    [[nodiscard]] std::string_view name() const override { return "CORE_POSTING_AMBIGUOUS"; }
    [[nodiscard]] RuleResponse response() const override;
    [[nodiscard]] Verdict evaluate(const RuleInput& input) const override;
    [[nodiscard]] Finding describe(const RuleInput& input) const override;

private:
    RuleParameters m_parameters;
};

}  // namespace otto
