// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <cstdint>
#include <queue>
#include <vector>

namespace otto {

/// Payments to look at again when proven time reaches an instant. Entries are hints: a payment that
/// is looked at too often is only wasted work, so nothing is ever removed early.
class DeadlineQueue
{
public:
    void add(Instant at, std::uint32_t payment) { m_queue.push({at, payment}); }

    /// Calls `due(payment)` for each entry at or before `proven`.
    template <typename F>
    void fire(Instant proven, F&& due)
    {
        while (!m_queue.empty() && m_queue.top().at <= proven) {
            const std::uint32_t payment = m_queue.top().payment;
            m_queue.pop();
            due(payment);
        }
    }
    [[nodiscard]] std::size_t size() const { return m_queue.size(); }

private:
    struct Entry
    {
        Instant at;
        std::uint32_t payment;
        bool operator>(const Entry& other) const
        {
            return at != other.at ? at > other.at : payment > other.payment;
        }
    };
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> m_queue;
};

}  // namespace otto
