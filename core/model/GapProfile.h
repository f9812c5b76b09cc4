// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>

namespace otto {

/// How long a source is usually silent: the gaps between the seconds in which something was heard
/// of it, over the last 24 h that were heard. A function of the set of times, not of their order. A
/// plain value of some 11 kB.
class GapProfile
{
public:
    /// Fewer gaps tell nothing about one in a thousand.
    static constexpr std::uint32_t kGapsMin = 1000;

    void hear(Instant at);
    /// What 999 of 1000 gaps do not exceed (p99.9, nearest rank), to the second; absent while there
    /// are fewer than kGapsMin.
    [[nodiscard]] std::optional<Duration> usual() const;

private:
    static constexpr std::int64_t kSpan = 24 * 3600;
    static constexpr std::int64_t kWordBits = 64;

    [[nodiscard]] bool isHeard(std::int64_t second) const;
    void set(std::int64_t second, bool isHeard);
    /// The nearest heard second after or before that one. @pre there is one
    [[nodiscard]] std::int64_t after(std::int64_t second) const;
    [[nodiscard]] std::int64_t before(std::int64_t second) const;
    void addGap(std::int64_t length);
    void removeGap(std::int64_t length);
    void forgetUpTo(std::int64_t second);

    /// A bit for each second of the span, by its remainder.
    std::array<std::uint64_t, kSpan / kWordBits> m_heard{};
    /// The first and the last second that is set; unset together.
    std::optional<std::int64_t> m_oldest;
    std::int64_t m_newest = 0;
    /// How often each gap occurs, by its length in seconds, and how many there are.
    std::map<std::int64_t, std::uint32_t> m_gaps;
    std::uint32_t m_count = 0;
};

}  // namespace otto
