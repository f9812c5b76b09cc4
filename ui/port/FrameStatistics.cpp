// SPDX-License-Identifier: Apache-2.0
#include "ui/port/FrameStatistics.h"

#include <algorithm>
#include <vector>

namespace otto {

void SampleWindow::add(std::int64_t ms)
{
    m_samples[m_next] = ms;
    m_next = (m_next + 1) % kCapacity;
    m_count = std::min(m_count + 1, kCapacity);
    m_max = std::max(m_max, ms);
}

std::optional<std::int64_t> SampleWindow::percentile(int p) const
{
    if (m_count == 0)
        return std::nullopt;
    std::vector<std::int64_t> sorted(m_samples.begin(),
                                     m_samples.begin() + static_cast<std::ptrdiff_t>(m_count));
    const std::size_t wanted = (m_count * static_cast<std::size_t>(p) + 99) / 100;
    const std::size_t rank = std::clamp<std::size_t>(wanted, 1, m_count) - 1;
    const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

}  // namespace otto
