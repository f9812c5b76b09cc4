// SPDX-License-Identifier: Apache-2.0
#include "core/rules/BankingCalendar.h"

#include "core/cel/PosixZone.h"

#include <chrono>

namespace otto {
namespace {

using namespace std::chrono;

/// Eastern Time as the Energy Policy Act of 2005 has it, from 2007 on.
const cel::PosixZone& easternTime()
{
    static const cel::PosixZone kZone = *cel::PosixZone::parse("EST5EDT,M3.2.0,M11.1.0");
    return kZone;
}

/// A time of Eastern clocks.
struct LocalTime
{
    sys_days day;
    Duration ofDay{0};
};

LocalTime localTime(Instant at)
{
    const std::int64_t second = floor<seconds>(Duration{at.ms}).count();
    const sys_time<Duration> local{Duration{at.ms} + seconds{easternTime().offsetAt(second)}};
    const sys_days day = floor<days>(local);
    return {day, local - day};
}

Instant instantOf(const LocalTime& local)
{
    const Duration clock = (local.day + local.ofDay).time_since_epoch();
    const auto offsetAt = [](Duration utc) {
        return seconds{easternTime().offsetAt(floor<seconds>(utc).count())};
    };
    // The first guess is off by the hour of daylight saving at most.
    return {(clock - offsetAt(clock - offsetAt(clock))).count()};
}

/// Holidays of a fixed date; Juneteenth is one of the Banks' from 2022 on.
bool isFixedHoliday(const year_month_day& date)
{
    const auto is = [&date](month m, unsigned d) {
        return date.month() == m && date.day() == std::chrono::day{d};
    };
    return is(January, 1) || (is(June, 19) && date.year() >= year{2022}) || is(July, 4)
           || is(November, 11) || is(December, 25);
}

/// Martin Luther King, Washington, Memorial, Labor, Columbus and Thanksgiving Day, of which each
/// falls on one weekday among seven days of a month.
bool isWeekdayHoliday(const year_month_day& date, weekday name)
{
    const auto day = static_cast<unsigned>(date.day());
    const auto isFrom = [&](month m, unsigned first) {
        return date.month() == m && day >= first && day < first + 7;
    };
    if (name == Thursday) {
        return isFrom(November, 22);
    }
    return name == Monday
           && (isFrom(January, 15) || isFrom(February, 15) || isFrom(May, 25)
               || isFrom(September, 1) || isFrom(October, 8));
}

bool isBankingDay(sys_days day)
{
    const weekday name{day};
    if (name == Saturday || name == Sunday) {
        return false;
    }
    const year_month_day date{day};
    const bool isMoved = name == Monday && isFixedHoliday(day - days{1});
    return !isFixedHoliday(date) && !isMoved && !isWeekdayHoliday(date, name);
}

sys_days nextBankingDay(sys_days day)
{
    do {
        day += days{1};
    } while (!isBankingDay(day));
    return day;
}

/// Itself on a banking day, else the beginning of the next one.
LocalTime bankingTime(Instant at)
{
    const LocalTime local = localTime(at);
    return isBankingDay(local.day) ? local : LocalTime{nextBankingDay(local.day), Duration{0}};
}

}  // namespace

bool isBankingDay(const Date& day)
{
    return isBankingDay(sys_days{year{day.year} / month{day.month} / std::chrono::day{day.day}});
}

Duration bankingDaysAfter(Instant since, std::uint32_t count)
{
    LocalTime local = bankingTime(since);
    for (std::uint32_t i = 0; i < count; ++i) {
        local.day = nextBankingDay(local.day);
    }
    return instantOf(local) - since;
}

Duration toEndOfBankingDay(Instant at)
{
    LocalTime local = bankingTime(at);
    local.day += std::chrono::days{1};
    local.ofDay = Duration{0};
    return instantOf(local) - at;
}

}  // namespace otto
