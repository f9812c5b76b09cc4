// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/WindowEntry.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace otto {

/// The windows of one rule about keys, kept while payments change. What it holds is a function of
/// the payments last given to update(), not of their order. One thread.
class KeyWindows
{
public:
    /// The rule must outlive this.
    explicit KeyWindows(const Rule& rule)
        : m_rule(&rule)
    {}

    [[nodiscard]] const Rule& rule() const { return *m_rule; }
    /// The payment of that number is now so.
    void update(std::uint32_t payment, const PaymentScope& scope, const FeedTable& feeds,
                RuleScratch& scratch);
    /// The key counts as changed, whether it holds anything or not; and from that time on.
    void touch(const std::string& key) { m_touched.insert(key); }
    void touchAt(const std::string& key, Instant at) { m_due.emplace(at, key); }
    /// All keys count as changed.
    void touchAll();
    /// Keys whose windows changed, or were due at `now`, since the last call; sorted.
    [[nodiscard]] std::set<std::string> takeTouched(Instant now);
    /// The rule's windows for the key, in order of definition. The key is looked at again by itself
    /// when time alone changes a count.
    [[nodiscard]] std::vector<WindowCount> counts(const std::string& key, Instant now);
    /// Forgets what no window counts any more for proven times from `now` on.
    void forgetBefore(Instant now);

private:
    /// One window of one key, sorted by time and fact.
    using Entries = std::vector<WindowEntry>;
    using PerWindow = std::vector<Entries>;
    using Own = std::vector<std::optional<WindowEntry>>;

    void remove(std::size_t window, const WindowEntry& entry);
    void add(std::size_t window, const WindowEntry& entry);
    void planNextLook(const std::string& key, const PerWindow& windows, Instant now);

    const Rule* m_rule;
    std::map<std::string, PerWindow, std::less<>> m_keys;
    std::unordered_map<std::uint32_t, Own> m_payments;
    std::set<std::string> m_touched;
    std::set<std::pair<Instant, std::string>> m_due;
};

}  // namespace otto
