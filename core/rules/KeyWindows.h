// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/WindowEntry.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace otto {

/// The windows of one rule about keys, kept while payments change. What it holds is a function of
/// the payments last given to update(), not of their order. One thread.
class KeyWindows
{
public:
    /// The rule must outlive this.
    explicit KeyWindows(const Rule& rule);
    KeyWindows(KeyWindows&&) = default;
    KeyWindows& operator=(KeyWindows&&) = default;

    [[nodiscard]] const Rule& rule() const { return *m_rule; }
    /// The payment of that number is now so, after these aspects of it changed.
    void update(std::uint32_t payment, Aspects changed, const PaymentScope& scope,
                const FeedTable& feeds, RuleScratch& scratch);
    /// A payment that counts for the key in some window: the one that the fact added when it is
    /// among the newest of a window, else the newest of the first window that is not empty. Looks
    /// at few, however many count. `addedBy` as for addEvidence().
    [[nodiscard]] std::optional<std::uint32_t> paymentBehind(
        const std::string& key, const MessageId& fact,
        const std::function<FactKey(std::uint32_t)>& addedBy) const;
    /// The key counts as changed, whether it holds anything or not; and from that time on.
    void touch(const std::string& key) { m_touched.insert(key); }
    void touchAt(const std::string& key, Instant at) { plan(keyNamed(key), at); }
    /// All keys count as changed.
    void touchAll();
    /// Keys whose windows changed, or were due at `now`, since the last call; sorted.
    [[nodiscard]] std::set<std::string> takeTouched(Instant now);
    /// The rule's windows for the key, in order of definition, without evidence. The key is looked
    /// at again by itself when time alone changes a count.
    [[nodiscard]] std::vector<WindowCount> counts(const std::string& key, Instant now);
    /// Names the facts of the newest entries in `counts`; `addedBy` gives the fact that added a
    /// payment, by its number.
    void addEvidence(const std::string& key, Instant now,
                     const std::function<FactKey(std::uint32_t)>& addedBy,
                     std::vector<WindowCount>& counts) const;
    /// Forgets what no window counts any more for proven times from `now` on, and keys of which
    /// nothing is left, touched or not: who judges them again touches those with open flags.
    void forgetBefore(Instant now);
    /// Payments that count in some window.
    [[nodiscard]] std::size_t payments() const;

private:
    /// Of one payment in one window; many, so as small as can be.
    struct Entry
    {
        Instant at;
        std::int64_t minor = 0;
        Currency currency;
        bool hasMoney = false;
        std::uint32_t payment = 0;

        [[nodiscard]] std::optional<Money> money() const
        {
            return hasMoney ? std::optional(Money{minor, currency}) : std::nullopt;
        }
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    /// One window of one key, sorted by time.
    using Entries = std::vector<Entry>;
    struct Windows
    {
        std::vector<Entries> entries;
        /// When time alone changes a count, or the rule asked to be run again.
        std::optional<Instant> due;
    };
    using Keys = std::map<std::string, Windows, std::less<>>;
    /// Where a payment's entry is.
    struct Place
    {
        Keys::value_type* key = nullptr;
        Instant at;
    };
    using Places = boost::unordered_flat_map<std::uint32_t, Place>;

    Keys::value_type& keyNamed(const std::string& key);
    static Entries::iterator entryAt(Entries& entries, Instant at, std::uint32_t payment);
    void change(std::size_t window, std::uint32_t payment, const std::optional<WindowEntry>& now);
    void plan(Keys::value_type& key, Instant at);
    void planNextLook(Keys::value_type& key, Instant now);

    const Rule* m_rule;
    /// Of each window: in which statuses no payment counts, and what it reads of a payment.
    std::vector<StatusSet> m_refuted;
    std::vector<Aspects> m_reads;
    Keys m_keys;
    /// Of each window.
    std::vector<Places> m_places;
    std::set<std::string> m_touched;
    std::set<std::pair<Instant, std::string_view>> m_due;
};

}  // namespace otto
