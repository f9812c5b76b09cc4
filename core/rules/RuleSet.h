// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"
#include "core/rules/RuleParameters.h"

#include <memory>
#include <string_view>
#include <vector>

namespace otto {

/// The rules in force: OT01, OT03, OT04, OT05, OT07, OT14 about payments, OT22 about feeds
/// (domain.md 5). Immutable after construction.
class RuleSet
{
public:
    explicit RuleSet(RuleParameters parameters = {});

    [[nodiscard]] std::vector<const Rule*> all() const;
    [[nodiscard]] const std::vector<const Rule*>& paymentRules() const { return m_payment; }
    [[nodiscard]] const std::vector<const Rule*>& feedRules() const { return m_feed; }
    /// Null when unknown.
    [[nodiscard]] const Rule* find(std::string_view id) const;

private:
    std::vector<std::unique_ptr<const Rule>> m_rules;
    std::vector<const Rule*> m_payment;
    std::vector<const Rule*> m_feed;
};

}  // namespace otto
