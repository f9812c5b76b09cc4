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
    if (used.day < day) {
        used.day = day;
        used.daily = 0;
    }
    if (used.day == day) {
        used.daily += minor;
    }
}

void LimitTally::restore(const std::string& customer, Rail rail, const LimitWindow& window)
{
    Used& used = m_used[keyOf(customer, rail)];
    if (window.limitId == limitIdOf(rail, LimitSpan::Rolling30Days)) {
        used.rolling = window.used.minor;
    } else if (const Result<Date> day = Date::parse(window.window); day && used.day <= *day) {
        used.day = *day;
        used.daily = window.used.minor;
    }
}

LimitWindow LimitTally::window(const std::string& customer, Rail rail, LimitSpan span,
                               const Date& day, const Currency& currency) const
{
    const auto at = m_used.find(keyOf(customer, rail));
    const Used used = at == m_used.end() ? Used{} : at->second;
    LimitWindow window;
    window.limitId = limitIdOf(rail, span);
    window.scope = "CUSTOMER";
    if (span == LimitSpan::Daily) {
        window.window = day.text();
        window.used = {used.day == day ? used.daily : 0, currency};
        window.cap = m_scenario.dailyCap;
    } else {
        window.window = "ROLLING_30D";
        window.used = {used.rolling, currency};
        window.cap = m_scenario.rollingCap;
    }
    return window;
}

}  // namespace otto
