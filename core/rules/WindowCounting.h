// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

// What windows count, for entries of any shape that have `at` and `money()`.
namespace otto {

/// Mean and standard deviation of some numbers.
class Spread
{
public:
    void add(double number)
    {
        ++m_count;
        m_sum += number;
        m_squares += number * number;
    }
    [[nodiscard]] double mean() const { return m_sum / m_count; }
    [[nodiscard]] double sigma() const
    {
        return std::sqrt(std::max(0.0, m_squares / m_count - mean() * mean()));
    }

private:
    double m_count = 0;
    double m_sum = 0;
    double m_squares = 0;
};

/// Those in (after, upTo], of entries sorted by time.
template <typename Entry>
std::span<const Entry> entriesWithin(const std::vector<Entry>& entries, Instant after, Instant upTo)
{
    const auto behind = [&entries](Instant time) {
        return std::upper_bound(entries.begin(), entries.end(), time,
                                [](Instant at, const Entry& entry) { return at < entry.at; });
    };
    return {behind(after), behind(upTo)};
}

/// Nothing when there is none, when one has none, currencies differ, or it would overflow.
template <typename Entry>
std::optional<Money> totalOf(std::span<const Entry> entries)
{
    std::optional<Money> total;
    for (const Entry& entry : entries) {
        const std::optional<Money> money = entry.money();
        if (!total && &entry == entries.data()) {
            total = money;
            continue;
        }
        const bool isSum = total && money && total->currency == money->currency
                           && !__builtin_add_overflow(total->minor, money->minor, &total->minor);
        if (!isSum) {
            return std::nullopt;
        }
    }
    return total;
}

/// Of entries sorted by time, all of one key, at `now`: those in (now - over, now], and mean and
/// standard deviation of counts and sums in the `baseline` slices before. Without evidence.
template <typename Entry>
WindowCount countEntries(const WindowDefinition& window, const std::vector<Entry>& entries,
                         Instant now)
{
    WindowCount out;
    const auto counted = entriesWithin(entries, now - window.over, now);
    out.count = static_cast<std::int64_t>(counted.size());
    if (!counted.empty()) {
        out.latestAt = counted.back().at;
    }
    if (window.value) {
        out.total = totalOf(counted);
    }
    if (window.baseline == 0) {
        return out;
    }
    Spread counts;
    Spread sums;
    for (std::uint32_t slice = 1; slice <= window.baseline; ++slice) {
        const auto before =
            entriesWithin(entries, now - (slice + 1) * window.over, now - slice * window.over);
        counts.add(static_cast<double>(before.size()));
        double sum = 0;
        if (out.total) {
            for (const Entry& entry : before) {
                const std::optional<Money> money = entry.money();
                const bool isSame = money && money->currency == out.total->currency;
                sum += isSame ? static_cast<double>(money->minor) : 0;
            }
        }
        sums.add(sum);
    }
    out.mean = counts.mean();
    out.sigma = counts.sigma();
    out.meanMinor = sums.mean();
    out.sigmaMinor = sums.sigma();
    return out;
}

}  // namespace otto
