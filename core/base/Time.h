// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace otto {

using Duration = std::chrono::milliseconds;

/// A point in UTC time, in milliseconds since 1970-01-01T00:00:00Z (domain.md 3.2 rule 6: times are
/// written with milliseconds). Range: years 0000 to 9999. A value, never a clock.
struct Instant
{
    std::int64_t ms = 0;

    /// RFC 3339 with offset `Z` and 0 to 9 fraction digits; digits beyond milliseconds are cut.
    /// Error BAD_TIME names what was wrong.
    static Result<Instant> parse(std::string_view text);
    /// `2026-03-02T15:04:05.120Z`.
    [[nodiscard]] std::string text() const;

    friend auto operator<=>(const Instant&, const Instant&) = default;
    friend Instant operator+(Instant at, Duration by) { return {at.ms + by.count()}; }
    friend Instant operator-(Instant at, Duration by) { return {at.ms - by.count()}; }
    friend Duration operator-(Instant a, Instant b) { return Duration{a.ms - b.ms}; }
    Instant& operator+=(Duration by)
    {
        ms += by.count();
        return *this;
    }
};

/// A calendar day without a zone, such as a business date; `YYYY-MM-DD` on the wire.
struct Date
{
    std::int16_t year = 1970;
    std::uint8_t month = 1;
    std::uint8_t day = 1;

    static Result<Date> parse(std::string_view text);
    static Date of(Instant at);
    [[nodiscard]] std::string text() const;

    friend auto operator<=>(const Date&, const Date&) = default;
};

}  // namespace otto
