// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace otto {

/// The scratch memory of one decoder and the first fault of the record being read.
struct ReadState
{
    /// The members of the objects being read, innermost last.
    std::vector<std::pair<std::string_view, simdjson::dom::element>> members;
    /// "field data.amount.currency ..."; empty while all is well.
    std::string fault;
};

/// Reads the alternative of Body at `bodyIndex` (not UnknownBody) from the object `data`. The walk
/// follows the type's fields(): a plain member is required, an optional one may be absent or null,
/// other members are ignored. False: state.fault says which field was wrong, `out` is unspecified.
bool readBody(std::size_t bodyIndex, simdjson::dom::element data, Body& out, ReadState& state);

}  // namespace otto
