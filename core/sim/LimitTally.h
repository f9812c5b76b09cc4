// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Facts.h"
#include "core/sim/Scenario.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

namespace otto {

/// The two windows that every outbound rail has, for example ZELLE-OUT-DAILY and ZELLE-OUT-30D.
enum class LimitSpan : std::uint8_t { Daily, Rolling30Days };
constexpr std::array<LimitSpan, 2> kLimitSpans{LimitSpan::Daily, LimitSpan::Rolling30Days};

std::string limitIdOf(Rail rail, LimitSpan span);

/// What customers have used of their limits. The rolling window only ever grows by use and shrinks
/// by what is given back: simulated runs are shorter than 30 days.
class LimitTally
{
public:
    explicit LimitTally(const Scenario& scenario) : m_scenario(scenario) {}

    /// Adds (or with a negative amount takes off) in one window; `day` is the reservation's.
    void add(const std::string& customer, Rail rail, LimitSpan span, const Date& day,
             std::int64_t minor);
    /// What a fact of ours says was used after its change.
    void restore(const std::string& customer, Rail rail, const LimitWindow& window);
    [[nodiscard]] LimitWindow window(const std::string& customer, Rail rail, LimitSpan span,
                                     const Date& day, const Currency& currency) const;

private:
    struct Used
    {
        /// Of the latest days only; a payment may be given back after its day.
        std::map<Date, std::int64_t> daily;
        std::int64_t rolling = 0;
    };
    static constexpr std::size_t kDaysMax = 3;

    static std::int64_t& dailyOf(Used& used, const Date& day);

    static std::string keyOf(const std::string& customer, Rail rail);

    const Scenario& m_scenario;
    std::unordered_map<std::string, Used> m_used;
};

}  // namespace otto
