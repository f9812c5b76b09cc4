// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/TimerWheel.h"
#include "core/rules/KeyWindows.h"
#include "core/rules/LookalikeIndex.h"
#include "core/rules/RuleSet.h"

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// What a runner works on: payments by dense number, and what becomes of verdicts.
class RuleDesk
{
public:
    virtual ~RuleDesk() = default;

    [[nodiscard]] virtual const Payment& payment(std::uint32_t number) const = 0;
    [[nodiscard]] virtual const FeedTable& feeds() const = 0;
    /// What the journal knows about the payment; lookalikes are added by the runner.
    [[nodiscard]] virtual PaymentSurroundings surroundings(std::uint32_t number) const = 0;
    /// The subject ever had a flag; to clear it the desk may need its surroundings.
    [[nodiscard]] virtual bool hasFlags(const std::string& /*subject*/) const { return true; }
    /// Verdicts on the subject are wanted now. While not, its changes are kept for later.
    [[nodiscard]] virtual bool decidesFor(const std::string& subject) const = 0;
    /// `subject` is a payment id, `feed:<token>` or `feed:<keyName>:<key>`. To describe what it
    /// found the desk may call rule.describe() with the same input, scope and scratch.
    virtual void onVerdict(const Rule& rule, const RuleInput& input, const PaymentScope* scope,
                           const std::string& subject, const Verdict& verdict) = 0;
};

/// Counts of one rule since the set was taken into use.
struct RuleActivity
{
    std::uint64_t evaluations = 0;
    std::uint64_t failures = 0;
    /// Of the latest failure.
    std::string error;
    /// Looks that found a silent feed in the way.
    std::uint64_t frozen = 0;
};

/// Runs a set of rules over payments that change: each rule only when something it reads changed or
/// its time has come. What it reports is a function of payments, feeds and proven time. One thread.
class RuleRunner
{
public:
    explicit RuleRunner(std::shared_ptr<const RuleSet> rules);

    /// Takes another set into use; everything is looked at again at the next advance().
    void setRules(std::shared_ptr<const RuleSet> rules, std::uint32_t payments);
    [[nodiscard]] const RuleSet& rules() const { return *m_rules; }
    [[nodiscard]] const std::shared_ptr<const RuleSet>& sharedRules() const { return m_rules; }

    /// Something about the payment changed.
    void changed(std::uint32_t number, Aspects aspects);
    /// Look at all keys again. Feeds are looked at each time.
    void feedsChanged();
    /// Look at the key of that subject, known or not; nothing when it is no key's.
    void keyChanged(const std::string& subject);
    /// Look at the payment when that time is proven, if nobody does before; whoever looks says so
    /// again as long as it matters.
    void recheck(std::uint32_t number, Instant at);
    /// Look at the payment when that time is proven, whatever happens before.
    void remind(std::uint32_t number, Instant at) { m_wheel.add(at, number); }
    /// Brings windows and lookalikes up to date with at most so many payments, and forgets what no
    /// window counts any more for times from `judged` on; for a desk that looks on and decides
    /// nothing. `judged` is absent until something was proven.
    void index(const RuleDesk& desk, const std::optional<Instant>& judged,
               std::size_t most = kNoLimit);
    /// Looks at everything that changed or is due, but at no more than `most` payments and keys;
    /// what is left comes first next time. Nothing is judged before all is indexed. Returns the
    /// numbers of the payments judged.
    std::vector<std::uint32_t> advance(Instant proven, RuleDesk& desk, std::size_t most = kNoLimit);
    /// The latest look stopped at its limit.
    [[nodiscard]] bool isUnfinished() const { return m_isUnfinished; }
    /// Payments that changed since they were judged with the keys that wait for it, and payments
    /// that are in no index yet.
    [[nodiscard]] std::size_t unjudged() const;
    [[nodiscard]] std::size_t unindexed() const { return m_unindexed.size(); }

    /// A look at one subject that changes nothing here, for explanations.
    [[nodiscard]] std::vector<WindowCount> windowsOf(const Rule& rule, const std::string& key,
                                                     Instant now);
    /// A payment that counts for the key in some window of the rule: the one that the fact added,
    /// or the newest when that is not found among the newest.
    [[nodiscard]] std::optional<std::uint32_t> countedPayment(const Rule& rule,
                                                              const std::string& key,
                                                              const MessageId& addedBy,
                                                              const RuleDesk& desk) const;
    /// `own` with the payment's lookalikes; `paymentOf` gives a payment by its number.
    [[nodiscard]] PaymentSurroundings surroundingsOf(
        std::uint32_t number, const Payment& payment, PaymentSurroundings own,
        const std::function<const Payment&(std::uint32_t)>& paymentOf) const;
    [[nodiscard]] const RuleActivity& activity(std::size_t rule) const { return m_activity[rule]; }
    RuleScratch& scratch() { return m_scratch; }

private:
    struct Slot
    {
        /// What was not looked at since it changed, and what is not in the indices yet.
        Aspects dirty = 0;
        Aspects unindexed = 0;
        /// Listed among those that wait for these feeds, a bit each.
        std::uint16_t frozenBy = 0;
        /// The earliest time in the wheel for this payment that has not come.
        Instant nextCheck{kNever};
    };
    static constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();
    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

    /// A rule and what its evaluation needs and feeds, worked out once.
    struct Ranked
    {
        const Rule* rule = nullptr;
        RuleActivity* activity = nullptr;
        /// It looks at more than the payment's own facts.
        bool readsSurroundings = false;
        /// Of the rule: what it reads, and the statuses that refute it.
        Aspects aspects = 0;
        StatusSet refuted;
    };

    Slot& slot(std::uint32_t number);
    [[nodiscard]] Ranked ranked(const Rule& rule);
    void markDirty(std::uint32_t number, Aspects aspects);
    void indexChange(std::uint32_t number, Aspects aspects, const RuleDesk& desk);
    void lookAtPayment(std::uint32_t number, Aspects aspects, Instant proven, RuleDesk& desk);
    void waitFor(System feed, std::uint32_t number);
    void wakeFrozen(Instant proven, const RuleDesk& desk);
    void lookAtFeeds(Instant proven, RuleDesk& desk);
    /// The next of the list, at most so many; `most` becomes what is left of it.
    [[nodiscard]] static std::vector<std::uint32_t> takeFirst(std::vector<std::uint32_t>& list,
                                                              std::size_t& most);
    void indexSome(const RuleDesk& desk, std::size_t& most);
    /// What no window counts any more, once in a while.
    void forgetBefore(Instant judged);
    void lookAtKeys(Instant proven, RuleDesk& desk, std::size_t& most);
    void lookAtKey(std::size_t rule, const std::string& key, Instant proven, RuleDesk& desk);
    static void count(RuleActivity& activity, const Verdict& verdict);

    std::shared_ptr<const RuleSet> m_rules;
    std::vector<Ranked> m_paymentRules;
    std::vector<Ranked> m_feedRules;
    std::vector<Ranked> m_keyRules;
    /// One for each of m_keyRules.
    std::vector<KeyWindows> m_windows;
    LookalikeIndex m_lookalikes;
    bool m_usesLookalikes = false;
    TimerWheel m_wheel;
    std::vector<Slot> m_slots;
    /// Payments that wait for a silent feed to speak.
    std::array<std::vector<std::uint32_t>, kSystemCount> m_frozen;
    std::vector<std::uint32_t> m_dirty;
    std::vector<std::uint32_t> m_unindexed;
    std::vector<RuleActivity> m_activity;
    /// Keys touched and not looked at yet, the last one next; one list for each of m_keyRules.
    std::vector<std::vector<std::string>> m_keys;
    bool m_isUnfinished = false;
    /// Windows need looking over for entries that no window counts.
    Instant m_forgottenBefore;
    RuleScratch m_scratch;
};

}  // namespace otto
