// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Time.h"

#include <algorithm>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace otto {

/// What one system holds about payments. Bounded: a payment that is `finished` is forgotten some
/// time after it was last touched, any other after a long time. `P` has a member `bool finished`.
/// References stay valid until sweep().
template <typename P>
class PaymentBook
{
public:
    PaymentBook(Duration forgetAfter, Duration abandonAfter)
        : m_forgetAfter(forgetAfter), m_abandonAfter(abandonAfter)
    {}

    /// The payment, entered when it is new.
    P& touch(const PaymentId& id, Instant now)
    {
        auto [at, isNew] = m_entries.try_emplace(id);
        at->second.touched = std::max(at->second.touched, now);
        if (isNew) {
            m_checks.emplace_back(at->second.touched, id);
        }
        return at->second.payment;
    }

    [[nodiscard]] P* find(const PaymentId& id)
    {
        const auto at = m_entries.find(id);
        return at == m_entries.end() ? nullptr : &at->second.payment;
    }

    /// All ids, sorted: an order that does not depend on the hash table.
    [[nodiscard]] std::vector<PaymentId> ids() const
    {
        std::vector<PaymentId> ids;
        ids.reserve(m_entries.size());
        for (const auto& [id, entry] : m_entries) {
            ids.push_back(id);
        }
        std::sort(ids.begin(), ids.end());
        return ids;
    }

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

    /// Forgets what is old; amortised constant time a payment.
    void sweep(Instant now)
    {
        while (!m_checks.empty() && m_checks.front().first + m_forgetAfter <= now) {
            auto [checkedFrom, id] = std::move(m_checks.front());
            m_checks.pop_front();
            const auto at = m_entries.find(id);
            const Instant touched = at->second.touched;
            const Duration keep = at->second.payment.finished ? m_forgetAfter : m_abandonAfter;
            if (touched + keep <= now) {
                m_entries.erase(at);
            } else {
                // Looked at again one period later; the queue stays in order of time.
                m_checks.emplace_back(now, std::move(id));
            }
        }
    }

private:
    struct Entry
    {
        P payment;
        Instant touched;
    };

    const Duration m_forgetAfter;
    const Duration m_abandonAfter;
    std::unordered_map<PaymentId, Entry> m_entries;
    std::deque<std::pair<Instant, PaymentId>> m_checks;
};

}  // namespace otto
