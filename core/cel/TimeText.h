// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Value.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace otto::cel {

/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
constexpr std::int64_t kFirstSecond = -62'135'596'800;
constexpr std::int64_t kLastSecond = 253'402'300'799;
constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;

/// Why a text is no time: its form, or its range.
enum class TimeFault : std::uint8_t { None, Form, Range };

struct ParsedTimestamp
{
    TimeFault fault = TimeFault::Form;
    Timestamp at;
};
struct ParsedDuration
{
    TimeFault fault = TimeFault::Form;
    std::chrono::nanoseconds span{0};
};

/// RFC 3339 without leap seconds. What is finer than a nanosecond is cut.
ParsedTimestamp parseTimestamp(std::string_view text);
/// `1h30m`, `-1.5h`, `0`, `1m2s3ms4us5ns`.
ParsedDuration parseDuration(std::string_view text);

/// In UTC with `Z`; as many digits of fraction as needed.
std::string timestampText(Timestamp at);
/// In seconds: `90s`, `-1.5s`.
std::string durationText(std::chrono::nanoseconds span);

/// Nothing when the result leaves the range.
std::optional<Timestamp> plus(Timestamp at, std::chrono::nanoseconds span);
std::optional<Timestamp> minus(Timestamp at, std::chrono::nanoseconds span);
std::optional<std::chrono::nanoseconds> minus(Timestamp a, Timestamp b);

/// A fixed offset `+02:00`, `-09:30` or `02:00` in seconds east of UTC.
std::optional<std::int32_t> parseFixedOffset(std::string_view text);

/// Days since 1970-01-01 of a date of the Gregorian calendar.
constexpr std::int64_t daysFromDate(std::int64_t year, unsigned month, unsigned day)
{
    return std::chrono::sys_days{std::chrono::year{static_cast<int>(year)}
                                 / std::chrono::month{month} / std::chrono::day{day}}
        .time_since_epoch()
        .count();
}

}  // namespace otto::cel
