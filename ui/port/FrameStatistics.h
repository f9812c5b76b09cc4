// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace otto {

/// The last kCapacity samples of one duration, in milliseconds. GUI thread only.
class SampleWindow
{
public:
    static constexpr std::size_t kCapacity = 4096;

    void add(std::int64_t ms);
    std::size_t count() const { return m_count; }
    std::int64_t max() const { return m_max; }
    /// Nearest-rank percentile of the window, 0 < p <= 100; absent without a sample.
    std::optional<std::int64_t> percentile(int p) const;

private:
    std::array<std::int64_t, kCapacity> m_samples{};
    std::size_t m_count = 0;
    std::size_t m_next = 0;
    /// Over the whole run, not only the window.
    std::int64_t m_max = 0;
};

/// How quickly the console shows what arrived (design 6, "event to pixel").
struct FrameStatistics
{
    /// From the arrival of the newest record of a delta at the engine until the picture that holds
    /// it was handed to the window system.
    SampleWindow eventToPixel;
    /// Work of one frame on the ui thread: poll and apply, without painting.
    SampleWindow apply;
    /// How much later than planned a frame began: what the ui thread was blocked for.
    SampleWindow late;
};

}  // namespace otto
