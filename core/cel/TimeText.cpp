// SPDX-License-Identifier: Apache-2.0
#include "core/cel/TimeText.h"

#include <array>
#include <cstdio>
#include <limits>

namespace otto::cel {
namespace {

/// Wide enough for any int64 of nanoseconds with nine further digits.
__extension__ using Wide = __int128;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Reads a text from its start, part by part.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_rest(text) {}

    bool accept(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    bool acceptLetter(char upper, char lower) { return accept(upper) || accept(lower); }

    /// Exactly so many digits.
    bool digits(std::size_t count, unsigned& value)
    {
        if (m_rest.size() < count)
            return false;
        value = 0;
        for (const char c : m_rest.substr(0, count)) {
            if (!isDigit(c))
                return false;
            value = value * 10 + static_cast<unsigned>(c - '0');
        }
        m_rest.remove_prefix(count);
        return true;
    }

    /// Digits as billionths; what is finer is cut.
    bool fraction(std::int32_t& nanos)
    {
        nanos = 0;
        std::size_t count = 0;
        while (count < m_rest.size() && isDigit(m_rest[count]))
            nanos = count < 9 ? nanos * 10 + (m_rest[count++] - '0') : (++count, nanos);
        m_rest.remove_prefix(count);
        for (std::size_t i = count; i < 9; ++i)
            nanos *= 10;
        return count > 0;
    }

    [[nodiscard]] bool isAtEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

bool readOffset(Reader& reader, std::int64_t& seconds)
{
    seconds = 0;
    if (reader.acceptLetter('Z', 'z'))
        return true;
    const bool isWest = reader.accept('-');
    unsigned hours = 0;
    unsigned minutes = 0;
    if (!isWest && !reader.accept('+'))
        return false;
    if (!reader.digits(2, hours) || !reader.accept(':') || !reader.digits(2, minutes) || hours > 23
        || minutes > 59)
        return false;
    seconds = (std::int64_t{hours} * 60 + minutes) * 60;
    if (isWest)
        seconds = -seconds;
    return true;
}

bool isDate(unsigned year, unsigned month, unsigned day)
{
    return (std::chrono::year{static_cast<int>(year)} / std::chrono::month{month}
            / std::chrono::day{day})
        .ok();
}

/// Nanoseconds of one unit at the start of the text, which is removed; 0 when there is none.
std::int64_t takeUnit(std::string_view& text)
{
    struct Unit
    {
        std::string_view name;
        std::int64_t nanos;
    };
    constexpr std::array kUnits{
        Unit{"ns", 1},
        Unit{"us", 1'000},
        Unit{"\u00B5s", 1'000},
        Unit{"\u03BCs", 1'000},
        Unit{"ms", 1'000'000},
        Unit{"s", kNanosPerSecond},
        Unit{"m", 60 * kNanosPerSecond},
        Unit{"h", 3600 * kNanosPerSecond},
    };
    for (const Unit& unit : kUnits) {
        if (text.starts_with(unit.name)) {
            text.remove_prefix(unit.name.size());
            return unit.nanos;
        }
    }
    return 0;
}

/// A decimal number and a unit, as nanoseconds; what is finer is cut.
TimeFault takeTerm(std::string_view& text, Wide& total)
{
    // Beyond this no unit is in range, whatever the further digits are.
    constexpr Wide kTooMany = static_cast<Wide>(std::numeric_limits<std::int64_t>::max()) * 100;
    Wide whole = 0;
    bool hasDigits = false;
    while (!text.empty() && isDigit(text.front())) {
        hasDigits = true;
        if (whole < kTooMany)
            whole = whole * 10 + (text.front() - '0');
        text.remove_prefix(1);
    }
    Wide fraction = 0;
    Wide scale = 1;
    if (!text.empty() && text.front() == '.') {
        text.remove_prefix(1);
        while (!text.empty() && isDigit(text.front())) {
            hasDigits = true;
            if (scale < kNanosPerSecond * kNanosPerSecond) {
                fraction = fraction * 10 + (text.front() - '0');
                scale *= 10;
            }
            text.remove_prefix(1);
        }
    }
    const std::int64_t unit = hasDigits ? takeUnit(text) : 0;
    if (unit == 0)
        return TimeFault::Form;
    total += whole * unit + fraction * unit / scale;
    return total > -static_cast<Wide>(std::numeric_limits<std::int64_t>::min()) ? TimeFault::Range
                                                                                : TimeFault::None;
}

std::string fractionText(std::int64_t nanos)
{
    if (nanos == 0)
        return {};
    std::array<char, 16> buffer{};
    const int length =
        std::snprintf(buffer.data(), buffer.size(), ".%09lld", static_cast<long long>(nanos));
    std::string text(buffer.data(), static_cast<std::size_t>(length));
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

/// Nothing when it is out of range; the nanoseconds may be a second too many or too few.
std::optional<Timestamp> timestampOf(std::int64_t seconds, std::int64_t nanos)
{
    if (nanos < 0) {
        --seconds;
        nanos += kNanosPerSecond;
    } else if (nanos >= kNanosPerSecond) {
        ++seconds;
        nanos -= kNanosPerSecond;
    }
    if (seconds < kFirstSecond || seconds > kLastSecond)
        return std::nullopt;
    return Timestamp{seconds, static_cast<std::int32_t>(nanos)};
}

}  // namespace

ParsedTimestamp parseTimestamp(std::string_view text)
{
    Reader reader(text);
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    std::int32_t nanos = 0;
    std::int64_t offset = 0;
    const bool isDay = reader.digits(4, year) && reader.accept('-') && reader.digits(2, month)
                       && reader.accept('-') && reader.digits(2, day)
                       && reader.acceptLetter('T', 't');
    const bool isTime = isDay && reader.digits(2, hour) && reader.accept(':')
                        && reader.digits(2, minute) && reader.accept(':')
                        && reader.digits(2, second);
    if (!isTime || (reader.accept('.') && !reader.fraction(nanos)) || !readOffset(reader, offset)
        || !reader.isAtEnd())
        return {};
    if (!isDate(year, month, day) || hour > 23 || minute > 59 || second > 59)
        return {};
    const std::int64_t seconds = daysFromDate(year, month, day) * kSecondsPerDay
                                 + (std::int64_t{hour} * 60 + minute) * 60 + second - offset;
    if (seconds < kFirstSecond || seconds > kLastSecond)
        return {TimeFault::Range, {}};
    return {TimeFault::None, {seconds, nanos}};
}

ParsedDuration parseDuration(std::string_view text)
{
    const bool isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+'))
        text.remove_prefix(1);
    if (text == "0")
        return {TimeFault::None, {}};
    if (text.empty())
        return {};
    Wide total = 0;
    while (!text.empty()) {
        if (const TimeFault fault = takeTerm(text, total); fault != TimeFault::None)
            return {fault, {}};
    }
    if (isNegative)
        total = -total;
    if (total > std::numeric_limits<std::int64_t>::max())
        return {TimeFault::Range, {}};
    return {TimeFault::None, std::chrono::nanoseconds{static_cast<std::int64_t>(total)}};
}

std::string timestampText(Timestamp at)
{
    const std::chrono::sys_seconds point{std::chrono::seconds{at.seconds}};
    const auto midnight = std::chrono::floor<std::chrono::days>(point);
    const std::chrono::year_month_day date{midnight};
    const std::chrono::hh_mm_ss time{point - midnight};
    std::array<char, 64> buffer{};
    const int length = std::snprintf(
        buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d", int{date.year()},
        unsigned{date.month()}, unsigned{date.day()}, static_cast<int>(time.hours().count()),
        static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return std::string(buffer.data(), static_cast<std::size_t>(length)) + fractionText(at.nanos)
           + "Z";
}

std::string durationText(std::chrono::nanoseconds span)
{
    const std::int64_t count = span.count();
    const std::uint64_t size = count < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(count)
                                         : static_cast<std::uint64_t>(count);
    constexpr auto kPerSecond = static_cast<std::uint64_t>(kNanosPerSecond);
    return (count < 0 ? "-" : "") + std::to_string(size / kPerSecond)
           + fractionText(static_cast<std::int64_t>(size % kPerSecond)) + "s";
}

std::optional<Timestamp> plus(Timestamp at, std::chrono::nanoseconds span)
{
    return timestampOf(at.seconds + span.count() / kNanosPerSecond,
                       at.nanos + span.count() % kNanosPerSecond);
}

std::optional<Timestamp> minus(Timestamp at, std::chrono::nanoseconds span)
{
    return timestampOf(at.seconds - span.count() / kNanosPerSecond,
                       at.nanos - span.count() % kNanosPerSecond);
}

std::optional<std::chrono::nanoseconds> minus(Timestamp a, Timestamp b)
{
    const auto nanos =
        static_cast<Wide>(a.seconds - b.seconds) * kNanosPerSecond + (a.nanos - b.nanos);
    if (nanos > std::numeric_limits<std::int64_t>::max()
        || nanos < std::numeric_limits<std::int64_t>::min())
        return std::nullopt;
    return std::chrono::nanoseconds{static_cast<std::int64_t>(nanos)};
}

std::optional<std::int32_t> parseFixedOffset(std::string_view text)
{
    Reader reader(text);
    const bool isWest = reader.accept('-');
    if (!isWest)
        reader.accept('+');
    unsigned hours = 0;
    unsigned minutes = 0;
    if (!reader.digits(2, hours) || !reader.accept(':') || !reader.digits(2, minutes)
        || !reader.isAtEnd() || hours > 23 || minutes > 59)
        return std::nullopt;
    const auto seconds = static_cast<std::int32_t>((hours * 60 + minutes) * 60);
    return isWest ? -seconds : seconds;
}

}  // namespace otto::cel
