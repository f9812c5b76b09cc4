// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterItem.h"
#include "core/filter/SeenValues.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

struct FilterProposal
{
    /// What is put in the place of `replaced`.
    std::string text;
    /// A sentence about a field; empty for a value.
    std::string tip;
    /// How often the value was seen; 0 for one that was not.
    std::uint64_t count = 0;
    bool isValue = false;
    FilterPlace replaced;
};

inline constexpr std::size_t kProposalsMax = 50;

/// What may stand where the cursor is, a byte of the line: fields, their values seen so far, and in
/// CEL the functions. With nothing written before the cursor: all fields.
std::vector<FilterProposal> proposalsAt(std::string_view line, std::size_t cursor,
                                        const FilterSchema& schema, const SeenValues& seen);

}  // namespace otto
