// SPDX-License-Identifier: Apache-2.0
#include "core/rules/KeyWindows.h"

#include "core/rules/WindowCounting.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace otto {
namespace {

/// Among so many of the newest entries of a window a fact is looked for: a flag names no more than
/// the newest when it is raised, and few come before its question is asked.
constexpr std::size_t kBehindMax = 32;

/// How long an entry matters after its time.
Duration reach(const WindowDefinition& window)
{
    return window.over * (static_cast<int>(window.baseline) + 1);
}

Aspects aspectsReadBy(const WindowDefinition& window)
{
    RuleReads reads;
    reads.add(window.at.reads());
    reads.add(window.key.reads());
    for (const auto* program : {&window.where, &window.value}) {
        if (*program) {
            reads.add((*program)->reads());
        }
    }
    // Parameters go by the rail that PaymentAdded names; what reads nothing else is looked at with
    // every change, as in Rule.
    return reads.aspects == 0 ? aspect::kAll : static_cast<Aspects>(reads.aspects | aspect::kAdded);
}

}  // namespace

KeyWindows::KeyWindows(const Rule& rule) : m_rule(&rule), m_places(rule.definition().windows.size())
{
    for (const WindowDefinition& window : rule.definition().windows) {
        m_refuted.push_back(window.where ? refutedStatuses(*window.where) : StatusSet{});
        m_reads.push_back(aspectsReadBy(window));
    }
}

KeyWindows::Keys::value_type& KeyWindows::keyNamed(const std::string& key)
{
    const auto [named, isNew] = m_keys.try_emplace(key);
    if (isNew) {
        named->second.entries.resize(m_rule->definition().windows.size());
    }
    return *named;
}

void KeyWindows::update(std::uint32_t payment, Aspects changed, const PaymentScope& scope,
                        const FeedTable& feeds, RuleScratch& scratch)
{
    const auto& definitions = m_rule->definition().windows;
    const Payment::Merged& merged = scope.merged;
    const auto status = merged.isSet && merged.status.isKnown()
                            ? std::optional(static_cast<std::size_t>(merged.status.known()))
                            : std::nullopt;
    bool isBound = false;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        if ((m_reads[i] & changed) == 0) {
            continue;
        }
        if (status && m_refuted[i][*status] && !m_places[i].contains(payment)) {
            continue;
        }
        if (!std::exchange(isBound, true)) {
            bindWindows(*m_rule, scope, feeds, scratch);
        }
        change(i, payment, boundWindowEntry(definitions[i], scratch));
    }
}

KeyWindows::Entries::iterator KeyWindows::entryAt(Entries& entries, Instant at,
                                                  std::uint32_t payment)
{
    return std::lower_bound(entries.begin(), entries.end(), std::tie(at, payment),
                            [](const Entry& entry, const auto& wanted) {
                                return std::tie(entry.at, entry.payment) < wanted;
                            });
}

void KeyWindows::change(std::size_t window, std::uint32_t payment,
                        const std::optional<WindowEntry>& now)
{
    Entry entry;
    if (now) {
        entry = {now->at, 0, {}, now->value.has_value(), payment};
        if (now->value) {
            entry.minor = now->value->minor;
            entry.currency = now->value->currency;
        }
    }
    Places& places = m_places[window];
    if (const auto known = places.find(payment); known != places.end()) {
        const auto [key, at] = known->second;
        Entries& entries = key->second.entries[window];
        const auto old = entryAt(entries, at, payment);
        if (now && *old == entry && key->first == now->key) {
            return;
        }
        m_touched.insert(key->first);
        entries.erase(old);
        places.erase(known);
    }
    if (now) {
        auto& key = keyNamed(now->key);
        m_touched.insert(key.first);
        Entries& entries = key.second.entries[window];
        entries.insert(entryAt(entries, entry.at, payment), entry);
        places.emplace(payment, Place{&key, entry.at});
    }
}

void KeyWindows::touchAll()
{
    for (const auto& [key, windows] : m_keys) {
        m_touched.insert(key);
    }
}

std::set<std::string> KeyWindows::takeTouched(Instant now)
{
    while (!m_due.empty() && m_due.begin()->first <= now) {
        const auto key = m_keys.find(m_due.begin()->second);
        key->second.due.reset();
        m_touched.insert(key->first);
        m_due.erase(m_due.begin());
    }
    return std::exchange(m_touched, {});
}

std::vector<WindowCount> KeyWindows::counts(const std::string& key, Instant now)
{
    static const Entries kNone;
    const auto& definitions = m_rule->definition().windows;
    const auto found = m_keys.find(key);
    std::vector<WindowCount> out;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        out.push_back(countEntries(definitions[i],
                                   found == m_keys.end() ? kNone : found->second.entries[i], now));
    }
    if (found != m_keys.end()) {
        planNextLook(*found, now);
    }
    return out;
}

void KeyWindows::addEvidence(const std::string& key, Instant now,
                             const std::function<FactKey(std::uint32_t)>& addedBy,
                             std::vector<WindowCount>& counts) const
{
    const auto& definitions = m_rule->definition().windows;
    const auto found = m_keys.find(key);
    if (found == m_keys.end()) {
        return;
    }
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        const auto counted =
            entriesWithin(found->second.entries[i], now - definitions[i].over, now);
        std::vector<std::pair<Instant, FactKey>> newest;
        for (auto entry = counted.rbegin(); entry != counted.rend(); ++entry) {
            // Of those of one time all, so that it does not matter which was numbered first.
            if (newest.size() >= kWindowEvidenceMax && newest.back().first != entry->at) {
                break;
            }
            if (FactKey fact = addedBy(entry->payment); !fact.id.empty()) {
                newest.emplace_back(entry->at, std::move(fact));
            }
        }
        std::sort(newest.rbegin(), newest.rend());
        newest.resize(std::min(newest.size(), kWindowEvidenceMax));
        for (auto& [at, fact] : newest) {
            counts[i].evidence.push_back(std::move(fact));
        }
    }
}

std::optional<std::uint32_t> KeyWindows::paymentBehind(
    const std::string& key, const MessageId& fact,
    const std::function<FactKey(std::uint32_t)>& addedBy) const
{
    const auto found = m_keys.find(key);
    if (found == m_keys.end()) {
        return std::nullopt;
    }
    std::optional<std::uint32_t> newest;
    for (const Entries& entries : found->second.entries) {
        const bool isFirst = !newest;
        std::tuple<bool, Instant, FactKey> best;
        for (std::size_t looked = 0; looked < entries.size(); ++looked) {
            const std::size_t at = entries.size() - 1 - looked;
            const Entry& entry = entries[at];
            // Of those of one time all, so that it does not matter which was numbered first.
            if (looked >= kBehindMax && entry.at != entries[at + 1].at) {
                break;
            }
            FactKey adding = addedBy(entry.payment);
            const bool isAdded = !adding.id.empty();
            if (isAdded && adding.id == fact) {
                return entry.payment;
            }
            std::tuple<bool, Instant, FactKey> rank{isAdded, entry.at, std::move(adding)};
            if (isFirst && (!newest || rank > best)) {
                newest = entry.payment;
                best = std::move(rank);
            }
        }
    }
    return newest;
}

void KeyWindows::plan(Keys::value_type& key, Instant at)
{
    std::optional<Instant>& due = key.second.due;
    if (due && *due <= at) {
        return;
    }
    if (due) {
        m_due.erase({*due, key.first});
    }
    due = at;
    m_due.emplace(at, key.first);
}

void KeyWindows::planNextLook(Keys::value_type& key, Instant now)
{
    const auto& definitions = m_rule->definition().windows;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        const Entries& entries = key.second.entries[i];
        // An entry moves on by one slice at each multiple of the window's length.
        for (std::uint32_t slice = 0; slice <= definitions[i].baseline + 1; ++slice) {
            const Duration after = definitions[i].over * static_cast<int>(slice);
            const auto next =
                std::upper_bound(entries.begin(), entries.end(), now - after,
                                 [](Instant at, const Entry& entry) { return at < entry.at; });
            if (next != entries.end()) {
                plan(key, next->at + after);
            }
        }
    }
}

void KeyWindows::forgetBefore(Instant now)
{
    const auto& definitions = m_rule->definition().windows;
    for (auto key = m_keys.begin(); key != m_keys.end();) {
        bool isEmpty = !key->second.due;
        for (std::size_t i = 0; i < definitions.size(); ++i) {
            Entries& entries = key->second.entries[i];
            const Instant oldest = now - reach(definitions[i]);
            const auto end =
                std::find_if(entries.begin(), entries.end(),
                             [oldest](const Entry& entry) { return entry.at > oldest; });
            for (auto gone = entries.begin(); gone != end; ++gone) {
                m_places[i].erase(gone->payment);
            }
            entries.erase(entries.begin(), end);
            isEmpty = isEmpty && entries.empty();
        }
        if (isEmpty) {
            m_touched.erase(key->first);
            key = m_keys.erase(key);
        } else {
            ++key;
        }
    }
}

std::size_t KeyWindows::payments() const
{
    return std::accumulate(
        m_places.begin(), m_places.end(), std::size_t{0},
        [](std::size_t sum, const Places& places) { return sum + places.size(); });
}

}  // namespace otto
