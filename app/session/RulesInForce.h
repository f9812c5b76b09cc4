// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/Step.h"

#include <memory>
#include <mutex>

namespace otto {

/// The rules that the session's engine was given last: those in force, as soon as its next step
/// begins. Any thread.
class RulesInForce
{
public:
    /// Null: those the program was built with.
    explicit RulesInForce(std::shared_ptr<const RuleSet> rules) : m_rules(std::move(rules)) {}

    /// What was refused changes nothing.
    void take(const RulesOffer& offer);
    /// Never null.
    [[nodiscard]] std::shared_ptr<const RuleSet> rules() const;

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const RuleSet> m_rules;
};

}  // namespace otto
