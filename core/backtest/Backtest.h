// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"
#include "core/contract/Codec.h"
#include "core/journal/JournalFold.h"
#include "core/rules/RuleRunner.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace otto {

/// A flag that a set of rules would have raised.
struct BacktestFlag
{
    std::string ruleId;
    /// Payment id, `feed:<token>` or `feed:<keyName>:<key>`.
    std::string subject;
    /// 1 for the first flag of the rule on the subject.
    std::uint32_t occurrence = 1;
    Severity severity = Severity::Warn;
    Instant raisedAt;
    /// Absent when it was open at the end.
    std::optional<Instant> clearedAt;
    std::string sentence;
    std::optional<Money> exposure;
};

struct BacktestCounts
{
    std::uint64_t records = 0;
    std::uint64_t facts = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t refused = 0;
    std::uint64_t payments = 0;
    /// Of event times of facts.
    std::optional<Instant> first;
    std::optional<Instant> last;
};

/// Runs a set of rules over records of the past: what it would have raised and cleared, had it been
/// in force. It decides like the engine, on the same proofs, and sends nothing; what was asked and
/// sent then is taken from the journal, which must be read from its beginning. One thread.
class Backtest : private RuleDesk
{
public:
    /// Records of another environment are refused. `readSince` as PaymentSurroundings says; absent:
    /// the arrival of the first fact.
    Backtest(std::shared_ptr<const RuleSet> rules, std::string env,
             std::optional<Instant> readSince = std::nullopt);

    /// In the order in which they were read.
    void take(const Record& record, Instant arrival);
    /// Everything the broker held at that time was taken. Rules are judged then.
    void prove(Instant asOf);

    [[nodiscard]] const std::vector<BacktestFlag>& flags() const { return m_flags; }
    [[nodiscard]] const BacktestCounts& counts() const { return m_counts; }
    [[nodiscard]] const RuleSet& rules() const { return m_runner.rules(); }
    /// Evaluations and failures of each rule, in the order of the set.
    [[nodiscard]] const RuleActivity& activity(std::size_t rule) const
    {
        return m_runner.activity(rule);
    }

private:
    [[nodiscard]] const Payment& payment(std::uint32_t number) const override;
    [[nodiscard]] const FeedTable& feeds() const override { return m_feeds; }
    [[nodiscard]] PaymentSurroundings surroundings(std::uint32_t number) const override;
    [[nodiscard]] bool decidesFor(const std::string& subject) const override;
    void onVerdict(const Rule& rule, const RuleInput& input, const PaymentScope* scope,
                   const std::string& subject, const Verdict& verdict) override;

    std::uint32_t numberOf(const std::string& id);
    void takeFact(const Message& message, const Provenance& from);
    /// Answers and outcomes count when the journal asked for them, as in the engine.
    void takeConversation(const Message& message, const Provenance& from);
    [[nodiscard]] bool matchAnswer(const Message& message, const Provenance& from);
    [[nodiscard]] bool matchOutcome(const Message& message);
    void settleUnmatched(Instant asOf);
    void addOrphan(const Envelope& envelope, const PaymentId& about);

    RuleRunner m_runner;
    Decoder m_decoder;
    JournalFold m_journal;
    std::deque<Payment> m_payments;
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    FeedTable m_feeds;
    /// Answers and outcomes whose cause was not read yet, with where they came from.
    std::vector<std::pair<Message, Provenance>> m_unmatched;
    std::unordered_map<std::string, std::vector<OrphanSeen>> m_orphans;
    std::optional<Instant> m_proven;
    std::optional<Instant> m_readSince;
    std::vector<BacktestFlag> m_flags;
    /// Index of the open flag of a rule on a subject.
    std::map<std::pair<std::string, std::string>, std::size_t> m_open;
    std::map<std::pair<std::string, std::string>, std::uint32_t> m_occurrences;
    BacktestCounts m_counts;
};

}  // namespace otto
