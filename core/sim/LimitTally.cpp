// SPDX-License-Identifier: Apache-2.0
#include "core/sim/LimitTally.h"

namespace otto {

std::string limitIdOf(Rail rail, LimitSpan span)
{
    return std::string(wireName(rail)) + (span == LimitSpan::Daily ? "-OUT-DAILY" : "-OUT-30D");
}

std::string LimitTally::keyOf(const std::string& customer, Rail rail)
{
    return customer + "/" + std::string(wireName(rail));
}

void LimitTally::add(const std::string& customer, Rail rail, LimitSpan span, const Date& day,
                     std::int64_t minor)
{
    Used& used = m_used[keyOf(customer, rail)];
    if (span == LimitSpan::Rolling30Days) {
        used.rolling += minor;
        return;
    }
    dailyOf(used, day) += minor;
}

std::int64_t& LimitTally::dailyOf(Used& used, const Date& day)
{
    std::int64_t& daily = used.daily[day];
    // The day itself stays, however old.
    while (used.daily.size() > kDaysMax && used.daily.begin()->first != day) {
        used.daily.erase(used.daily.begin());
    }
    return daily;
}

void LimitTally::restore(const std::string& customer, Rail rail, const LimitWindow& window)
{
    Used& used = m_used[keyOf(customer, rail)];
    if (window.limitId == limitIdOf(rail, LimitSpan::Rolling30Days)) {
        used.rolling = window.used.minor;
    } else if (const Result<Date> day = Date::parse(window.window)) {
        dailyOf(used, *day) = window.used.minor;
    }
}

LimitWindow LimitTally::window(const std::string& customer, Rail rail, LimitSpan span,
                               const Date& day, const Currency& currency) const
{
    const auto at = m_used.find(keyOf(customer, rail));
    static const Used kNone;
    const Used& used = at == m_used.end() ? kNone : at->second;
    LimitWindow window;
    window.limitId = limitIdOf(rail, span);
    window.scope = "CUSTOMER";
    if (span == LimitSpan::Daily) {
        window.window = day.text();
        const auto daily = used.daily.find(day);
        window.used = {daily == used.daily.end() ? 0 : daily->second, currency};
        window.cap = m_scenario.dailyCap;
    } else {
        window.window = "ROLLING_30D";
        window.used = {used.rolling, currency};
        window.cap = m_scenario.rollingCap;
    }
    return window;
}

}  // namespace otto
