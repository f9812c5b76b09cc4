// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <atomic>
#include <chrono>
#include <mutex>

namespace otto {

/// Where the outer shell gets the time from. The engine and everything below it never sees a clock:
/// time is an input there (design 3.2).
class Clock
{
public:
    virtual ~Clock() = default;
    /// May be called from any thread.
    [[nodiscard]] virtual Instant now() const = 0;
};

/// Turns a wall clock that may be stepped into one that only goes forward: it follows every step
/// forward at once, and after a step back runs at half its pace until the wall clock has caught up,
/// so that nothing that waits for time stands still.
class ClockPace
{
public:
    /// The time at these readings of the wall clock and of a steady one.
    std::chrono::nanoseconds advance(std::chrono::nanoseconds wall,
                                     std::chrono::nanoseconds steady);

private:
    std::chrono::nanoseconds m_now{0};
    std::chrono::nanoseconds m_steady{0};
    bool m_isStarted = false;
};

/// The machine's time, never going back. Owns its pace; any thread.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;

private:
    mutable std::mutex m_mutex;
    mutable ClockPace m_pace;
};

/// A clock that stands still until it is moved; the virtual time of simulations and tests.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Instant start) : m_ms(start.ms) {}
    [[nodiscard]] Instant now() const override { return {m_ms.load()}; }
    void set(Instant at) { m_ms.store(at.ms); }
    void advance(Duration by) { m_ms.fetch_add(by.count()); }

private:
    std::atomic<std::int64_t> m_ms;
};

}  // namespace otto
