// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace otto::cel {

/// What an expression may cost. Beyond a limit there is an error, never a hang or a crash.
struct Limits
{
    /// Bytes of the expression's text.
    std::size_t length = std::size_t{64} * 1024;
    /// Levels of operators, calls, brackets and parentheses within each other; at most
    /// kMaxNesting, which bounds the stack that compiling and evaluating need.
    std::size_t nesting = 200;
    /// Operators, calls, names and literals together.
    std::size_t nodes = 20'000;
    /// Of one evaluation: a step is an operation on one element of a comprehension, or 64 bytes
    /// read or written by a string, list or map operation.
    std::uint64_t steps = 1'000'000;

    static constexpr std::size_t kMaxNesting = 500;
};

}  // namespace otto::cel
