// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace otto {

/// What a written time covers, [begin, end): "14:30" is a minute, "2026-03-02" a day.
struct TimeSpan
{
    Instant begin;
    Instant end;
};

/// "14:30", "14:30:05.250" (today), "2026-03-02", "2026-03-02T14:30:05", with a blank for the T, in
/// the clock `utcOffsetMs` east of UTC; RFC 3339 with its own offset; "-15m" before now.
std::optional<TimeSpan> pillTime(std::string_view text, Instant now, std::int64_t utcOffsetMs);

/// CEL's durations ("1h30m", "250ms") and days ("2d", "1d12h"); nothing below a millisecond.
std::optional<Duration> pillDuration(std::string_view text);

}  // namespace otto
