// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/TomlTable.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace otto {

/// Parses a file that anybody may have written; what is wrong goes to `fault` with its place. Names
/// such as `a.b.c` have at most eight parts: each part is a level of tables, and the parser's own
/// bound on levels does not count them.
std::optional<toml::table> parseToml(std::string_view text, const std::string& file,
                                     TomlFault& fault);

/// Where in the file byte `offset` of a text value stands whose opening quotes are at `quotes`;
/// what an escape stands for is where the escape begins.
toml::source_position placeInText(std::string_view file, const toml::source_position& quotes,
                                  std::size_t offset);

}  // namespace otto
