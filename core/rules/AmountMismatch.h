// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"

namespace otto {

/// OT07: two systems state different amounts or currencies for one payment; exact minor units.
class AmountMismatch final : public Rule
{
public:
    [[nodiscard]] std::string_view id() const override { return "OT07"; }
    [[nodiscard]] std::string_view name() const override { return "AMOUNT_MISMATCH"; }
    [[nodiscard]] RuleResponse response() const override;
    [[nodiscard]] Verdict evaluate(const RuleInput& input) const override;
    [[nodiscard]] Finding describe(const RuleInput& input) const override;
};

}  // namespace otto
