// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterSchema.h"

#include <string>
#include <string_view>

namespace otto {

/// What a cell says: the field it shows and the value as a pill writes it.
struct FilterTerm
{
    std::string field;
    /// Not quoted yet; empty for a cell without a value.
    std::string value;

    friend bool operator==(const FilterTerm&, const FilterTerm&) = default;
};

/// `status:SENT` or `-status:SENT`.
std::string pillText(const FilterTerm& term, bool isExcluded);

/// The line with that term added: as a pill, or with `&&` to a line that is CEL. What the line says
/// already is not said twice, and the opposite of the term leaves the line.
std::string lineWith(std::string_view line, const FilterSchema& schema,
                     const FilterContext& context, const FilterTerm& term, bool isExcluded);

}  // namespace otto
