// SPDX-License-Identifier: Apache-2.0
#include "core/rules/AmountMismatch.h"

#include "core/rules/RuleText.h"

namespace otto {
namespace {

struct Statement
{
    System by = System::Otto;
    Money amount;
    Provenance from;
};

std::vector<Statement> statements(const Payment& payment)
{
    std::vector<Statement> out;
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        const auto& amount = payment.sources[i].amount;
        if (amount) {
            out.push_back({static_cast<System>(i), amount.value, amount.from});
        }
    }
    if (payment.source(System::Wso2).amount) {
        return out;
    }
    // The core's amount may be known from an answer only.
    if (const Posting* debit = payment.liveDebit()) {
        out.push_back({System::Wso2, debit->amount, debit->from});
    }
    return out;
}

}  // namespace

RuleResponse AmountMismatch::response() const
{
    return {"GetPaymentStatus", false, "", "CHECK_AMOUNT"};
}

Verdict AmountMismatch::evaluate(const RuleInput& input) const
{
    const auto all = statements(*input.payment);
    for (const Statement& statement : all) {
        if (!(statement.amount == all.front().amount)) {
            return {true, std::nullopt};
        }
    }
    return {};
}

Finding AmountMismatch::describe(const RuleInput& input) const
{
    Finding finding;
    finding.severity = Severity::Fatal;
    std::string list;
    for (const Statement& statement : statements(*input.payment)) {
        const std::string by(wireName(statement.by));
        const std::string amount = moneyText(statement.amount);
        list += (list.empty() ? "" : ", ") + by + " says " + amount;
        finding.observed.emplace_back(by, amount);
        finding.evidence.push_back(evidenceOf(statement.by, statement.from));
    }
    finding.sentence = "The systems disagree about the amount: " + list + ".";
    finding.expected = "the same amount and currency in every system";
    finding.exposure = input.payment->amount();
    return finding;
}

}  // namespace otto
