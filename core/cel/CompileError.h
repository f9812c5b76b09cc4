// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

/// Why an expression was refused, and where.
struct CompileError
{
    /// Bytes from the start of the expression: [begin, end).
    std::size_t begin = 0;
    std::size_t end = 0;
    /// From 1; columns count code points.
    std::size_t line = 1;
    std::size_t column = 1;
    /// One sentence without position.
    std::string message;

    /// `1:9: sentence`, then the source line and below it a line with `^` under the place. Only a
    /// window of a very long line is shown.
    [[nodiscard]] std::string render(std::string_view source) const;

    friend bool operator==(const CompileError&, const CompileError&) = default;
};

/// In the order of the text; never empty as the error of a Program.
using CompileErrors = std::vector<CompileError>;

/// The error at that place of that text; begin and end are moved into the text.
CompileError compileErrorAt(std::string_view source, std::size_t begin, std::size_t end,
                            std::string message);

/// All of them, one below the other.
std::string render(const CompileErrors& errors, std::string_view source);

}  // namespace otto::cel
