// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <cstdint>

// The days on which the Federal Reserve Banks are open, in Eastern Time: all but Saturdays, Sundays
// and the holidays of the Federal Reserve System's published schedule. Worked out from its rules,
// so that every desk has the same days without a file: a holiday on a Sunday closes the Monday
// after it, one on a Saturday closes no other day. Extraordinary closings are not known.
namespace otto {

bool isBankingDay(const Date& day);

/// From `since` to the same time of day so many banking days later. On a day that is none, counting
/// begins with the next banking day.
Duration bankingDaysAfter(Instant since, std::uint32_t count);

/// From `at` to midnight at the end of its banking day; on a day that is none, of the next one.
Duration toEndOfBankingDay(Instant at);

}  // namespace otto
