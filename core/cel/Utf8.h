// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace otto::cel {

/// Bytes of the well-formed UTF-8 sequence at the start of `text`, 0 when there is none (Unicode
/// table 3-7: no surrogates, no overlong forms, nothing above U+10FFFF).
std::size_t utf8SequenceLength(std::string_view text);

/// The offset of the first byte that is not well-formed UTF-8; npos when all is.
std::size_t invalidUtf8At(std::string_view text);

/// Code points of well-formed UTF-8.
std::size_t codePoints(std::string_view utf8);

/// `codePoint` is a Unicode scalar value.
void appendUtf8(std::string& text, char32_t codePoint);

}  // namespace otto::cel
