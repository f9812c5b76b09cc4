// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/RuleSet.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// A part of a rule's expression with the value it had.
struct ExplainedPart
{
    /// As it stands in the file: `payment.status == 'FAILED'`.
    std::string text;
    /// Bytes of the expression: [begin, end).
    std::size_t begin = 0;
    std::size_t end = 0;
    /// 0 for the whole expression.
    std::uint32_t depth = 0;
    /// In CEL's syntax; empty when it was not evaluated.
    std::string value;
    bool wasEvaluated = false;
    bool isCondition = false;
    bool isTrue = false;
    /// Were this one condition the other way round, and nothing else, the rule's condition would be
    /// too.
    bool wouldFlip = false;
    /// The facts that gave the value.
    std::vector<FactKey> facts;
};

/// One expression of the rule: `when`, `since`, `for`, `clear`, `high.when`, `high.after`.
struct ExplainedExpression
{
    std::string key;
    std::string text;
    std::string value;
    /// In the order of the tree, the whole first; literals are left out.
    std::vector<ExplainedPart> parts;
};

/// Why a rule holds on a subject, or why not.
struct RuleExplanation
{
    std::string ruleId;
    std::string ruleName;
    std::uint32_t ruleVersion = 1;
    std::string subject;
    Verdict verdict;
    /// `holds`, `waiting`, `quiet`, `frozen`, `failed`.
    std::string state;
    /// One sentence for people: why, and what would change it.
    std::string sentence;
    /// Proven time at which this was so.
    Instant now;
    std::vector<ExplainedExpression> expressions;
    /// Names and values of the parameters that apply.
    std::vector<std::pair<std::string, std::string>> parameters;
};

std::string_view ruleStateName(RuleState state);

/// `scope` is that of input.payment; null for rules about feeds and keys.
RuleExplanation explain(const Rule& rule, const RuleInput& input, const PaymentScope* scope,
                        RuleScratch& scratch);

}  // namespace otto
