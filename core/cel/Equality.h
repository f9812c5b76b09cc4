// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Function.h"
#include "core/cel/Value.h"

#include <compare>
#include <optional>

namespace otto::cel {

/// `a == b` as the specification says it: numbers on one line whatever their kind, lists and maps
/// by content, values of different kinds are unequal. A Bool, or an Error: money of two currencies,
/// too many steps, too deeply nested. Records are equal when they are the same object.
Value equal(const Value& a, const Value& b, CallContext& context);

/// `<`, `==` or `>` of int, uint and double in any mixture, of two strings, bytes, bools,
/// timestamps, durations, or amounts of one currency. An Error when there is no order;
/// `unordered` with NaN.
struct Ordering
{
    std::partial_ordering order = std::partial_ordering::unordered;
    /// Set when there is none between these two.
    std::optional<ErrorCode> error;
};
Ordering compare(const Value& a, const Value& b);

/// Two values of numeric kind.
std::partial_ordering compareNumbers(const Value& a, const Value& b);

}  // namespace otto::cel
