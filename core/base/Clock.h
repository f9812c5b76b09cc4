// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <atomic>

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

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
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
