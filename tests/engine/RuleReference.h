// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Codec.h"
#include "core/journal/JournalFold.h"
#include "core/rules/PlainDesk.h"
#include "core/rules/WindowEntry.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace otto::test {

/// What rules raise and clear, worked out by looking at every payment, feed and key with every rule
/// whenever time is proven: no dirty sets, no timers, no indices. It leaves out a rule on a payment
/// only where nothing could have changed: nothing was heard of the payment, nor of any with its
/// debtor, and what the rule said does not depend on time or feeds. Questions and fixes are taken
/// from the journal as it was published.
class RuleReference
{
public:
    struct Flag
    {
        std::string id;
        std::string ruleId;
        std::string subject;
        std::uint32_t occurrence = 1;
        Instant raisedAt;
        std::optional<Instant> clearedAt;
    };

    RuleReference(std::shared_ptr<const RuleSet> rules, std::string env, std::uint32_t shards,
                  Instant readSince);

    void take(const Record& record, Instant now);
    /// Everything up to then was taken.
    void judge(Instant asOf);

    [[nodiscard]] const std::vector<Flag>& flags() const { return m_flags; }
    [[nodiscard]] std::size_t payments() const { return m_desk.payments().size(); }
    [[nodiscard]] std::uint64_t looks() const { return m_looks; }

private:
    /// Of one payment, since something about it last changed.
    struct Known
    {
        bool isLookedAt = false;
        PaymentSurroundings surroundings;
        /// By payment rule: looking again says the same, whatever the time.
        std::vector<bool> isSettled;
        bool isAllSettled = false;
        /// By key rule and window.
        std::vector<std::vector<std::optional<WindowEntry>>> entries;
    };

    [[nodiscard]] bool isMatched(const Message& message);
    void settleUnmatched(Instant asOf);
    [[nodiscard]] std::set<std::string> touchedDebtors() const;
    void judgePayment(const Payment& payment, Known& known, bool isChanged, Instant asOf);
    void renew(const Payment& payment, Known& known);
    void judgeFeeds(Instant asOf);
    void judgeKeys(std::size_t index, Instant asOf);
    void decide(const Rule& rule, const std::string& subject, const Verdict& verdict, Instant asOf);

    std::shared_ptr<const RuleSet> m_rules;
    Decoder m_decoder;
    JournalFold m_journal;
    Instant m_readSince;
    PlainDesk m_desk;
    RuleScratch m_scratch;

    std::vector<std::pair<Message, Instant>> m_unmatched;
    std::map<PaymentId, std::vector<OrphanSeen>> m_orphans;
    std::set<std::string> m_touched;
    std::map<PaymentId, Known> m_known;
    /// By key rule: every key that ever had a payment.
    std::vector<std::set<std::string>> m_keys;

    std::vector<Flag> m_flags;
    std::map<std::pair<std::string, std::string>, std::size_t> m_open;
    std::map<std::pair<std::string, std::string>, std::uint32_t> m_occurrences;
    std::uint64_t m_looks = 0;
};

}  // namespace otto::test
