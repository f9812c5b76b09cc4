// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"

#include <algorithm>
#include <atomic>

namespace otto {

/// The demo's time: moved by hand while history is simulated, the system's time from goLive() on.
class DemoClock final : public Clock
{
public:
    explicit DemoClock(Instant start) : m_ms(start.ms) {}

    [[nodiscard]] Instant now() const override
    {
        const Instant moved{m_ms.load()};
        return m_isLive.load() ? std::max(m_real.now(), moved) : moved;
    }

    /// @pre not live; `at` is not before now()
    void moveTo(Instant at) { m_ms.store(at.ms); }

    /// now() never falls behind the last moveTo().
    void goLive() { m_isLive.store(true); }

private:
    SystemClock m_real;
    std::atomic<std::int64_t> m_ms;
    std::atomic<bool> m_isLive{false};
};

}  // namespace otto
