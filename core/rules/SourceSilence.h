// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"

namespace otto {

/// OT22: a source that sends heartbeats was not heard for three of them. One flag per source, never
/// one per payment.
class SourceSilence final : public Rule
{
public:
    [[nodiscard]] std::string_view id() const override { return "OT22"; }
    [[nodiscard]] std::string_view name() const override { return "SOURCE_SILENCE"; }
    [[nodiscard]] RuleSubject subject() const override { return RuleSubject::Feed; }
    [[nodiscard]] RuleResponse response() const override;
    [[nodiscard]] Verdict evaluate(const RuleInput& input) const override;
    [[nodiscard]] Finding describe(const RuleInput& input) const override;
};

}  // namespace otto
