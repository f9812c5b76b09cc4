// SPDX-License-Identifier: Apache-2.0
#include "core/base/Clock.h"

#include <algorithm>

namespace otto {

Instant SystemClock::now() const
{
    const auto wall = std::chrono::system_clock::now().time_since_epoch();
    const auto steady = std::chrono::steady_clock::now().time_since_epoch();
    const std::lock_guard lock(m_mutex);
    return {std::chrono::duration_cast<Duration>(m_pace.advance(wall, steady)).count()};
}

std::chrono::nanoseconds ClockPace::advance(std::chrono::nanoseconds wall,
                                            std::chrono::nanoseconds steady)
{
    const auto elapsed = std::max(steady - m_steady, std::chrono::nanoseconds{0});
    // Half the pace until the wall clock has caught up.
    m_now = std::max(wall, m_isStarted ? m_now + elapsed / 2 : wall);
    m_isStarted = true;
    m_steady = steady;
    return m_now;
}

}  // namespace otto
