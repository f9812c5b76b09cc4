// SPDX-License-Identifier: Apache-2.0
#include "core/base/Time.h"

#include <array>
#include <cstdio>
#include <optional>

namespace otto {
namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::optional<int> number(std::string_view text, std::size_t at, std::size_t length)
{
    if (at + length > text.size()) {
        return std::nullopt;
    }
    int value = 0;
    for (std::size_t i = at; i < at + length; ++i) {
        if (!isDigit(text[i])) {
            return std::nullopt;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::optional<Date> dateAt(std::string_view text)
{
    const auto year = number(text, 0, 4);
    const auto month = number(text, 5, 2);
    const auto day = number(text, 8, 2);
    if (!year || !month || !day || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const std::chrono::year_month_day ymd{std::chrono::year{*year},
                                          std::chrono::month{static_cast<unsigned>(*month)},
                                          std::chrono::day{static_cast<unsigned>(*day)}};
    if (!ymd.ok()) {
        return std::nullopt;
    }
    return Date{static_cast<std::int16_t>(*year), static_cast<std::uint8_t>(*month),
                static_cast<std::uint8_t>(*day)};
}

tl::unexpected<Error> badTime(std::string_view text)
{
    return fail("BAD_TIME", "time \"" + std::string(text.substr(0, 40))
                                + "\" is not RFC 3339 in UTC, such as 2026-03-02T15:04:05.120Z");
}

}  // namespace

Result<Instant> Instant::parse(std::string_view text)
{
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')
        || (text.back() != 'Z' && text.back() != 'z')) {
        return badTime(text);
    }
    const auto date = dateAt(text);
    const auto hour = number(text, 11, 2);
    const auto minute = number(text, 14, 2);
    const auto second = number(text, 17, 2);
    if (!date || !hour || !minute || !second || text[13] != ':' || text[16] != ':' || *hour > 23
        || *minute > 59 || *second > 59) {
        return badTime(text);
    }
    int millis = 0;
    if (text.size() > 20) {
        const std::size_t digits = text.size() - 21;
        if (text[19] != '.' || digits < 1 || digits > 9) {
            return badTime(text);
        }
        for (std::size_t i = 0; i < digits; ++i) {
            if (!isDigit(text[20 + i])) {
                return badTime(text);
            }
        }
        for (std::size_t i = 0; i < 3; ++i) {
            millis = millis * 10 + (i < digits ? text[20 + i] - '0' : 0);
        }
    }
    const auto days =
        std::chrono::sys_days{std::chrono::year{date->year} / std::chrono::month{date->month}
                              / std::chrono::day{date->day}};
    const std::int64_t inDay =
        ((std::int64_t{*hour} * 60 + *minute) * 60 + *second) * 1000 + millis;
    return Instant{std::int64_t{days.time_since_epoch().count()} * kMsPerDay + inDay};
}

std::string Instant::text() const
{
    const Date date = Date::of(*this);
    std::int64_t inDay = ms % kMsPerDay;
    if (inDay < 0) {
        inDay += kMsPerDay;
    }
    std::array<char, 48> out{};
    const int length =
        std::snprintf(out.data(), out.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", int{date.year},
                      int{date.month}, int{date.day}, static_cast<int>(inDay / 3'600'000),
                      static_cast<int>(inDay / 60'000 % 60), static_cast<int>(inDay / 1000 % 60),
                      static_cast<int>(inDay % 1000));
    return {out.data(), static_cast<std::size_t>(length)};
}

Result<Date> Date::parse(std::string_view text)
{
    const auto date = text.size() == 10 ? dateAt(text) : std::nullopt;
    if (!date) {
        return fail("BAD_DATE", "date \"" + std::string(text.substr(0, 40))
                                    + "\" is not a calendar day such as 2026-03-02");
    }
    return *date;
}

Date Date::of(Instant at)
{
    std::int64_t days = at.ms / kMsPerDay;
    if (at.ms % kMsPerDay < 0) {
        --days;
    }
    const std::chrono::year_month_day ymd{
        std::chrono::sys_days{std::chrono::days{static_cast<int>(days)}}};
    return {static_cast<std::int16_t>(int{ymd.year()}),
            static_cast<std::uint8_t>(unsigned{ymd.month()}),
            static_cast<std::uint8_t>(unsigned{ymd.day()})};
}

std::string Date::text() const
{
    std::array<char, 24> out{};
    const int length =
        std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", int{year}, int{month}, int{day});
    return {out.data(), static_cast<std::size_t>(length)};
}

}  // namespace otto
