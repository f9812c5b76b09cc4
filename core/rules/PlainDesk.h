// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/RuleSet.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// Payments and feeds in plain containers, with every question answered by looking at all of them:
/// slow and obvious. It runs the examples of rule files and is the reference that the engine's
/// indices are held against. One thread.
class PlainDesk
{
public:
    void take(const Message& message);
    /// Knows the payment although nothing was taken of it, such as one that only an orphan names.
    void name(const PaymentId& id) { m_payments[id].id = id; }
    /// What the journal tells about a payment; lookalikes are found by the desk.
    void setSurroundings(const PaymentId& id, PaymentSurroundings surroundings);

    [[nodiscard]] const std::map<PaymentId, Payment>& payments() const { return m_payments; }
    [[nodiscard]] const FeedTable& feeds() const { return m_feeds; }

    /// Other payments with the same end-to-end id and debtor within 30 days, or the same debtor,
    /// creditor and amount within 10 minutes (domain.md 5, OT08); sorted by id.
    [[nodiscard]] std::vector<Lookalike> lookalikesOf(const Payment& payment) const;
    /// Every key that some payment has in a window of the rule.
    [[nodiscard]] std::vector<std::string> keysOf(const Rule& rule, const SlaTable& sla) const;
    [[nodiscard]] std::vector<WindowCount> windowsOf(const Rule& rule, std::string_view key,
                                                     Instant now, const SlaTable& sla) const;

    struct Look
    {
        Verdict verdict;
        std::optional<Finding> finding;
    };
    /// The rule's view of a payment id, a feed's token or a key. Quiet when there is no such
    /// subject.
    [[nodiscard]] Look look(const Rule& rule, const std::string& subject, Instant now,
                            const SlaTable& sla) const;

private:
    std::map<PaymentId, Payment> m_payments;
    std::map<PaymentId, PaymentSurroundings> m_surroundings;
    FeedTable m_feeds;
    std::uint32_t m_count = 0;
};

ExampleResult runExample(const Rule& rule, const RuleExample& example, const SlaTable& sla);

}  // namespace otto
