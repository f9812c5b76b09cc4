// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace otto::kafka {

/// What the polling thread sleeps on: librdkafka's queues, the surveyor and wake() all ring it, so
/// that one wait ends whatever comes first. Any thread.
class Doorbell
{
public:
    void ring()
    {
        {
            const std::scoped_lock lock(m_mutex);
            ++m_rings;
        }
        m_condition.notify_one();
    }

    [[nodiscard]] std::uint64_t rings() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_rings;
    }

    /// Returns when it was rung after rings() said `seen`, or when the deadline is over.
    void wait(std::uint64_t seen, std::chrono::steady_clock::time_point deadline)
    {
        std::unique_lock lock(m_mutex);
        m_condition.wait_until(lock, deadline, [&] { return m_rings != seen; });
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_condition;
    std::uint64_t m_rings = 0;
};

}  // namespace otto::kafka
