// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace otto {

/// Numbers to be called at given times: a hierarchical timing wheel (Varghese and Lauck 1987), in
/// which adding and firing cost the same however many wait. Entries are hints and are never taken
/// back. One thread.
class TimerWheel
{
public:
    void add(Instant at, std::uint32_t number);

    /// The numbers of all entries at or before `now`, sorted by time and number; they are gone
    /// then. Times given here never go back.
    std::vector<std::uint32_t> fire(Instant now);

    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    struct Entry
    {
        Instant at;
        std::uint32_t number;
    };
    using Slot = std::vector<Entry>;

    static constexpr int kSlotBits = 6;
    static constexpr std::size_t kSlots = std::size_t{1} << kSlotBits;
    static constexpr int kLevels = 7;
    static constexpr std::int64_t kTickMs = 16;

    static std::int64_t tickOf(Instant at) { return at.ms / kTickMs; }
    void place(const Entry& entry);
    void takeDue(Slot& slot, Instant now, std::vector<Entry>& due);
    /// Moves entries down from the slots that begin at the current tick.
    void cascade();
    /// The next tick after the current one at which anything can be, at most `last` + 1.
    [[nodiscard]] std::int64_t nextTick(std::int64_t last) const;

    std::array<std::array<Slot, kSlots>, kLevels> m_levels;
    std::array<std::size_t, kLevels> m_counts{};
    std::int64_t m_tick = 0;
    std::size_t m_size = 0;
};

}  // namespace otto
