// SPDX-License-Identifier: Apache-2.0
#include "core/rules/KeyWindows.h"

#include <algorithm>
#include <tuple>

namespace otto {
namespace {

bool isBefore(const WindowEntry& a, const WindowEntry& b)
{
    return std::tie(a.at, a.fact) < std::tie(b.at, b.fact);
}

/// How long an entry matters after its time.
Duration reach(const WindowDefinition& window)
{
    return window.over * (static_cast<int>(window.baseline) + 1);
}

}  // namespace

void KeyWindows::update(std::uint32_t payment, const PaymentScope& scope, const FeedTable& feeds,
                        RuleScratch& scratch)
{
    const auto& definitions = m_rule->definition().windows;
    Own& own = m_payments[payment];
    own.resize(definitions.size());
    bool isAnywhere = false;
    bindWindows(*m_rule, scope, feeds, scratch);
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        auto entry = boundWindowEntry(definitions[i], scope, scratch);
        if (entry != own[i]) {
            if (own[i]) {
                remove(i, *own[i]);
            }
            if (entry) {
                add(i, *entry);
            }
            own[i] = std::move(entry);
        }
        isAnywhere = isAnywhere || own[i].has_value();
    }
    if (!isAnywhere) {
        m_payments.erase(payment);
    }
}

void KeyWindows::remove(std::size_t window, const WindowEntry& entry)
{
    m_touched.insert(entry.key);
    const auto found = m_keys.find(entry.key);
    if (found == m_keys.end()) {
        return;  // forgotten already
    }
    Entries& entries = found->second[window];
    const auto at = std::find(entries.begin(), entries.end(), entry);
    if (at != entries.end()) {
        entries.erase(at);
    }
}

void KeyWindows::add(std::size_t window, const WindowEntry& entry)
{
    m_touched.insert(entry.key);
    PerWindow& windows = m_keys[entry.key];
    windows.resize(m_rule->definition().windows.size());
    Entries& entries = windows[window];
    entries.insert(std::upper_bound(entries.begin(), entries.end(), entry, isBefore), entry);
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
        m_touched.insert(m_due.begin()->second);
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
        const Entries& entries = found == m_keys.end() ? kNone : found->second[i];
        out.push_back(countWindow(definitions[i], entries, now));
    }
    if (found != m_keys.end()) {
        planNextLook(key, found->second, now);
    }
    return out;
}

void KeyWindows::planNextLook(const std::string& key, const PerWindow& windows, Instant now)
{
    const auto& definitions = m_rule->definition().windows;
    std::optional<Instant> next;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        const WindowDefinition& definition = definitions[i];
        for (const WindowEntry& entry : windows[i]) {
            // An entry moves on by one slice at each multiple of the window's length.
            for (std::uint32_t slice = 0; slice <= definition.baseline + 1; ++slice) {
                const Instant moves = entry.at + definition.over * static_cast<int>(slice);
                if (moves > now && (!next || moves < *next)) {
                    next = moves;
                }
            }
        }
    }
    if (next) {
        m_due.emplace(*next, key);
    }
}

void KeyWindows::forgetBefore(Instant now)
{
    const auto& definitions = m_rule->definition().windows;
    for (auto key = m_keys.begin(); key != m_keys.end();) {
        bool isEmpty = true;
        for (std::size_t i = 0; i < definitions.size(); ++i) {
            Entries& entries = key->second[i];
            const Instant oldest = now - reach(definitions[i]);
            const auto end = std::find_if(
                entries.begin(), entries.end(),
                [oldest](const WindowEntry& entry) { return entry.at > oldest; });
            entries.erase(entries.begin(), end);
            isEmpty = isEmpty && entries.empty();
        }
        key = isEmpty ? m_keys.erase(key) : std::next(key);
    }
}

}  // namespace otto
