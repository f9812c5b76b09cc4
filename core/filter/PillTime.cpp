// SPDX-License-Identifier: Apache-2.0
#include "core/filter/PillTime.h"

#include "core/cel/TimeText.h"

#include <charconv>
#include <string>

namespace otto {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kFurthestDays = 3'650'000;

/// Takes exactly `digits` digits off the text.
std::optional<std::int64_t> takeNumber(std::string_view& text, std::size_t digits)
{
    if (text.size() < digits
        || text.substr(0, digits).find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + digits, value);
    text.remove_prefix(digits);
    return value;
}

/// "14:30", "14:30:05", "14:30:05.250" as milliseconds of the day.
std::optional<TimeSpan> timeOfDay(std::string_view text)
{
    const auto hour = takeNumber(text, 2);
    if (!hour || *hour > 23 || !text.starts_with(':'))
        return std::nullopt;
    text.remove_prefix(1);
    const auto minute = takeNumber(text, 2);
    if (!minute || *minute > 59)
        return std::nullopt;
    std::int64_t at = (*hour * 60 + *minute) * 60'000;
    if (text.empty())
        return TimeSpan{{at}, {at + 60'000}};
    if (!text.starts_with(':'))
        return std::nullopt;
    text.remove_prefix(1);
    const auto second = takeNumber(text, 2);
    if (!second || *second > 59)
        return std::nullopt;
    at += *second * 1000;
    if (text.empty())
        return TimeSpan{{at}, {at + 1000}};
    if (!text.starts_with('.') || text.size() < 2 || text.size() > 4)
        return std::nullopt;
    text.remove_prefix(1);
    std::int64_t unit = 1000;
    while (!text.empty()) {
        const auto digit = takeNumber(text, 1);
        if (!digit)
            return std::nullopt;
        unit /= 10;
        at += *digit * unit;
    }
    return TimeSpan{{at}, {at + unit}};
}

TimeSpan movedBy(TimeSpan span, std::int64_t ms)
{
    return {{span.begin.ms + ms}, {span.end.ms + ms}};
}

}  // namespace

std::optional<TimeSpan> pillTime(std::string_view text, Instant now, std::int64_t utcOffsetMs)
{
    if (text.starts_with('-')) {
        const auto back = pillDuration(text.substr(1));
        if (!back)
            return std::nullopt;
        const Instant at = now - *back;
        return TimeSpan{at, {at.ms + 1}};
    }
    if (const Result<Instant> exact = Instant::parse(text))
        return TimeSpan{*exact, {exact->ms + 1}};
    // RFC 3339 with another offset than Z.
    if (const cel::ParsedTimestamp parsed = cel::parseTimestamp(text);
        parsed.fault == cel::TimeFault::None) {
        const Instant at{parsed.at.seconds * 1000 + parsed.at.nanos / 1'000'000};
        return TimeSpan{at, {at.ms + 1}};
    }
    const std::int64_t localNow = now.ms + utcOffsetMs;
    const std::int64_t today = localNow - ((localNow % kDayMs) + kDayMs) % kDayMs;
    if (const auto clock = timeOfDay(text))
        return movedBy(*clock, today - utcOffsetMs);
    const Result<Date> date = Date::parse(text.substr(0, 10));
    if (!date)
        return std::nullopt;
    const std::int64_t day =
        cel::daysFromDate(date->year, date->month, date->day) * kDayMs - utcOffsetMs;
    if (text.size() == 10)
        return TimeSpan{{day}, {day + kDayMs}};
    if (text[10] != 'T' && text[10] != ' ')
        return std::nullopt;
    const auto clock = timeOfDay(text.substr(11));
    return clock ? std::optional(movedBy(*clock, day)) : std::nullopt;
}

std::optional<Duration> pillDuration(std::string_view text)
{
    std::int64_t days = 0;
    const bool isNegative = text.starts_with('-');
    std::string_view rest = isNegative ? text.substr(1) : text;
    if (const std::size_t d = rest.find('d'); d != std::string_view::npos) {
        const auto done = std::from_chars(rest.data(), rest.data() + d, days);
        if (d == 0 || done.ptr != rest.data() + d || done.ec != std::errc() || days < 0
            || days > kFurthestDays)
            return std::nullopt;
        rest.remove_prefix(d + 1);
    }
    std::int64_t ms = days * kDayMs;
    if (!rest.empty() || days == 0) {
        const cel::ParsedDuration parsed = cel::parseDuration(rest);
        if (parsed.fault != cel::TimeFault::None || rest.starts_with('-')
            || parsed.span.count() % 1'000'000 != 0)
            return std::nullopt;
        ms += parsed.span.count() / 1'000'000;
    }
    return Duration{isNegative ? -ms : ms};
}

}  // namespace otto
