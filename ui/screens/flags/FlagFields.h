// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterTerm.h"
#include "ui/screens/flags/FlagsModel.h"

#include <optional>

namespace otto {

/// The fields of a FlagView as filters see them; free text is looked for in what the table and the
/// inspector show of the rule, the payment and the state.
const FilterSchema& flagSchema();

/// What a cell says; nothing for one that no field shows.
std::optional<FilterTerm> flagTerm(const FlagView& flag, FlagsModel::Column column);

}  // namespace otto
