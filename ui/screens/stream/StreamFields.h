// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterTerm.h"
#include "ui/screens/stream/StreamCells.h"

#include <optional>

namespace otto {

/// The fields of a StreamRecord as filters see them; free text is looked for in what the table can
/// show.
const FilterSchema& streamSchema();

/// What a cell says; nothing for one that no field shows.
std::optional<FilterTerm> streamTerm(const StreamRecord& record, StreamColumn column);

}  // namespace otto
