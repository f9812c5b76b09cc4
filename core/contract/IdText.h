// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace otto {

constexpr std::size_t kMaxIdBytes = 128;

/// What is wrong with an identifier, as the end of a sentence ("is empty"), or "" when it is fine:
/// 1 to 128 bytes without control characters (C0, DEL, C1).
/// @pre text is valid UTF-8
std::string_view idFault(std::string_view text);

}  // namespace otto
