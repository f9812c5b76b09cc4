// SPDX-License-Identifier: Apache-2.0
#include "core/cel/PosixZone.h"

#include "core/cel/TimeText.h"

namespace otto::cel {

class PosixZoneReader
{
public:
    explicit PosixZoneReader(std::string_view text) : m_rest(text) {}

    std::optional<PosixZone> run()
    {
        PosixZone zone;
        if (!name() || !time(zone.m_standard))
            return std::nullopt;
        // The rule counts west of UTC.
        zone.m_standard = -zone.m_standard;
        if (m_rest.empty())
            return zone;
        zone.m_hasSummer = true;
        zone.m_summer = zone.m_standard + 3600;
        if (!name())
            return std::nullopt;
        if (!m_rest.empty() && m_rest.front() != ',') {
            if (!time(zone.m_summer))
                return std::nullopt;
            zone.m_summer = -zone.m_summer;
        }
        if (!change(zone.m_begin) || !change(zone.m_end) || !m_rest.empty())
            return std::nullopt;
        return zone;
    }

private:
    bool accept(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    bool name()
    {
        if (accept('<')) {
            const std::size_t end = m_rest.find('>');
            if (end == std::string_view::npos)
                return false;
            m_rest.remove_prefix(end + 1);
            return true;
        }
        std::size_t length = 0;
        while (length < m_rest.size()
               && ((m_rest[length] >= 'A' && m_rest[length] <= 'Z')
                   || (m_rest[length] >= 'a' && m_rest[length] <= 'z')))
            ++length;
        m_rest.remove_prefix(length);
        return length >= 3;
    }

    bool number(unsigned& value, unsigned most)
    {
        value = 0;
        std::size_t digits = 0;
        while (!m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9' && digits < 4) {
            value = value * 10 + static_cast<unsigned>(m_rest.front() - '0');
            m_rest.remove_prefix(1);
            ++digits;
        }
        return digits > 0 && value <= most;
    }

    /// `[+-]h[h[h]][:mm[:ss]]`
    bool time(std::int32_t& seconds)
    {
        const bool isNegative = accept('-');
        if (!isNegative)
            accept('+');
        unsigned hours = 0;
        unsigned minutes = 0;
        unsigned rest = 0;
        if (!number(hours, 167) || (accept(':') && !number(minutes, 59))
            || (accept(':') && !number(rest, 59)))
            return false;
        seconds = static_cast<std::int32_t>((hours * 60 + minutes) * 60 + rest);
        if (isNegative)
            seconds = -seconds;
        return true;
    }

    bool change(PosixZone::Change& change)
    {
        using Form = PosixZone::Change::Form;
        if (!accept(','))
            return false;
        bool isGood = false;
        if (accept('M')) {
            isGood = number(change.month, 12) && accept('.') && number(change.week, 5)
                     && accept('.') && number(change.day, 6) && change.month > 0 && change.week > 0;
        } else if (accept('J')) {
            change.form = Form::JulianWithoutLeapDay;
            isGood = number(change.day, 365) && change.day > 0;
        } else {
            change.form = Form::DayOfYear;
            isGood = number(change.day, 365);
        }
        return isGood && (!accept('/') || time(change.time));
    }

    std::string_view m_rest;
};

std::optional<PosixZone> PosixZone::parse(std::string_view text)
{
    return PosixZoneReader(text).run();
}

std::int64_t PosixZone::secondsOf(const Change& change, int year)
{
    using namespace std::chrono;
    const std::int64_t newYear = daysFromDate(year, 1, 1);
    std::int64_t day = newYear;
    switch (change.form) {
    case Change::Form::DayOfYear: day += change.day; break;
    case Change::Form::JulianWithoutLeapDay: {
        const bool isAfterLeapDay = std::chrono::year{year}.is_leap() && change.day >= 60;
        day += change.day - 1 + (isAfterLeapDay ? 1 : 0);
        break;
    }
    case Change::Form::MonthWeekDay: {
        const auto month = std::chrono::year{year} / std::chrono::month{change.month};
        const std::chrono::weekday weekday{change.day};
        day = change.week == 5 ? sys_days{month / weekday[last]}.time_since_epoch().count()
                               : sys_days{month / weekday[change.week]}.time_since_epoch().count();
        break;
    }
    }
    return day * kSecondsPerDay + change.time;
}

std::int32_t PosixZone::offsetAt(std::int64_t seconds) const
{
    if (!m_hasSummer)
        return m_standard;
    const std::chrono::sys_seconds local{std::chrono::seconds{seconds + m_standard}};
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(local)};
    const int year = int{date.year()};
    const std::int64_t begin = secondsOf(m_begin, year) - m_standard;
    const std::int64_t end = secondsOf(m_end, year) - m_summer;
    // In the southern half of the world summer goes over the new year.
    const bool isSummer =
        begin < end ? seconds >= begin && seconds < end : seconds >= begin || seconds < end;
    return isSummer ? m_summer : m_standard;
}

}  // namespace otto::cel
