// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace otto::kafka {

/// The mean of the last round trips.
class RoundTrips
{
public:
    void add(std::int64_t us) { m_us[m_count++ % m_us.size()] = us; }

    /// -1 before the first.
    [[nodiscard]] std::int64_t meanUs() const
    {
        const std::size_t count = m_count < m_us.size() ? m_count : m_us.size();
        return count == 0 ? -1
                          : std::accumulate(m_us.begin(), m_us.end(), std::int64_t{0})
                                / static_cast<std::int64_t>(count);
    }

private:
    std::array<std::int64_t, 16> m_us{};
    std::size_t m_count = 0;
};

}  // namespace otto::kafka
