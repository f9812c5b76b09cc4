// SPDX-License-Identifier: Apache-2.0
#include "core/base/TimerWheel.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace otto {

void TimerWheel::add(Instant at, std::uint32_t number)
{
    ++m_size;
    place({at, number});
}

void TimerWheel::place(const Entry& entry)
{
    const std::int64_t tick = std::max(tickOf(entry.at), m_tick);
    int level = 0;
    while (level + 1 < kLevels
           && (tick >> (kSlotBits * (level + 1))) != (m_tick >> (kSlotBits * (level + 1)))) {
        ++level;
    }
    const auto slot = static_cast<std::size_t>(tick >> (kSlotBits * level)) & (kSlots - 1);
    const auto index = static_cast<std::size_t>(level);
    m_levels[index][slot].push_back(entry);
    ++m_counts[index];
}

void TimerWheel::takeDue(Slot& slot, Instant now, std::vector<Entry>& due)
{
    const auto rest = std::partition(slot.begin(), slot.end(),
                                     [now](const Entry& entry) { return entry.at > now; });
    m_counts[0] -= static_cast<std::size_t>(slot.end() - rest);
    due.insert(due.end(), rest, slot.end());
    slot.erase(rest, slot.end());
}

void TimerWheel::cascade()
{
    for (int level = 1; level < kLevels; ++level) {
        const std::int64_t below = std::int64_t{1} << (kSlotBits * level);
        if (m_tick % below != 0) {
            return;
        }
        const auto index = static_cast<std::size_t>(level);
        const auto slot = static_cast<std::size_t>(m_tick >> (kSlotBits * level)) & (kSlots - 1);
        const Slot moved = std::exchange(m_levels[index][slot], {});
        m_counts[index] -= moved.size();
        for (const Entry& entry : moved) {
            place(entry);
        }
    }
}

std::int64_t TimerWheel::nextTick(std::int64_t last) const
{
    int empty = 0;
    while (empty < kLevels && m_counts[static_cast<std::size_t>(empty)] == 0) {
        ++empty;
    }
    if (empty == kLevels) {
        return last + 1;
    }
    const std::int64_t width = std::int64_t{1} << (kSlotBits * empty);
    return std::min(last + 1, (m_tick / width + 1) * width);
}

std::vector<std::uint32_t> TimerWheel::fire(Instant now)
{
    std::vector<Entry> due;
    const std::int64_t last = tickOf(now);
    while (m_size > 0 && m_tick <= last) {
        takeDue(m_levels[0][static_cast<std::size_t>(m_tick) & (kSlots - 1)], now, due);
        if (m_tick == last) {
            break;
        }
        m_tick = nextTick(last - 1);
        cascade();
    }
    m_tick = std::max(m_tick, last);
    m_size -= due.size();
    std::sort(due.begin(), due.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.at, a.number) < std::tie(b.at, b.number);
    });
    std::vector<std::uint32_t> out;
    out.reserve(due.size());
    for (const Entry& entry : due) {
        out.push_back(entry.number);
    }
    return out;
}

}  // namespace otto
