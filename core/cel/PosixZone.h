// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace otto::cel {

/// The rule in the footer of a TZif file, such as `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX TZ with the
/// extensions of RFC 8536 section 3.3.1): offsets for all years.
class PosixZone
{
public:
    static std::optional<PosixZone> parse(std::string_view text);

    /// Seconds east of UTC at that time.
    [[nodiscard]] std::int32_t offsetAt(std::int64_t seconds) const;

private:
    /// When in a year one of the two changes happens.
    struct Change
    {
        enum class Form : std::uint8_t { MonthWeekDay, JulianWithoutLeapDay, DayOfYear };
        Form form = Form::MonthWeekDay;
        unsigned month = 1;
        /// 1 to 5; 5 is the last.
        unsigned week = 1;
        /// Of the week from Sunday, or of the year.
        unsigned day = 0;
        /// Seconds after midnight of local time.
        std::int32_t time = 7200;
    };
    friend class PosixZoneReader;

    /// In local time as seconds since 1970.
    static std::int64_t secondsOf(const Change& change, int year);

    std::int32_t m_standard = 0;
    std::int32_t m_summer = 0;
    bool m_hasSummer = false;
    Change m_begin;
    Change m_end;
};

}  // namespace otto::cel
