// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace otto {

/// Things to do at a time, in order of that time and, at the same time, in the order they were
/// entered. Owns what it holds.
template <typename T>
class Agenda
{
public:
    void enter(Instant due, T what)
    {
        m_heap.push_back({due, m_nextSerial++, std::move(what)});
        std::push_heap(m_heap.begin(), m_heap.end(), laterFirst);
    }

    /// The next thing that is due at `now`, taken out.
    std::optional<T> take(Instant now)
    {
        if (m_heap.empty() || m_heap.front().due > now) {
            return std::nullopt;
        }
        std::pop_heap(m_heap.begin(), m_heap.end(), laterFirst);
        std::optional<T> what(std::move(m_heap.back().what));
        m_heap.pop_back();
        return what;
    }

    [[nodiscard]] std::optional<Instant> nextDue() const
    {
        return m_heap.empty() ? std::nullopt : std::optional(m_heap.front().due);
    }

    [[nodiscard]] std::size_t size() const { return m_heap.size(); }

private:
    struct Entry
    {
        Instant due;
        std::uint64_t serial = 0;
        T what;
    };

    static bool laterFirst(const Entry& a, const Entry& b)
    {
        return a.due != b.due ? a.due > b.due : a.serial > b.serial;
    }

    std::vector<Entry> m_heap;
    std::uint64_t m_nextSerial = 0;
};

}  // namespace otto
