// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Schema.h"

namespace otto {

/// `t.bankingDays(2)` and `t.toEndOfBankingDay()`: durations from `t` by BankingCalendar.
void addBankingFunctions(cel::Schema& schema);

}  // namespace otto
