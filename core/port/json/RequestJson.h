// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/engine/request/Requests.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace otto {

/// A longer line is refused unread.
constexpr std::size_t kRequestLineMax = std::size_t{1024} * 1024;
constexpr std::size_t kRequestDepthMax = 32;

/// One line of the REPL, understood or refused.
struct RequestLine
{
    /// The line's `id` as JSON text, to be repeated in the reply; empty when it has none.
    std::string idJson;
    /// Who asks; absent means the operator of the program.
    std::optional<OperatorId> operatorId;
    Result<Request> request;
};

/// Reads `{"query":"<Name>", ...}` or `{"command":"<Name>", ...}`. Every request of Requests.h has
/// its name there and its members as fields; `name` is the suspender's or fixer's name. Strict: one
/// JSON object, no field unknown, repeated, missing or of another type. Errors LINE_TOO_LONG,
/// BAD_JSON, UNKNOWN_REQUEST, UNKNOWN_FIELD, MISSING_FIELD and BAD_FIELD name the field and what
/// was expected. Any thread; never throws.
RequestLine parseRequest(std::string_view line);

}  // namespace otto
