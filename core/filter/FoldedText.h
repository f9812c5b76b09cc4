// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Texts compared without regard to case: simple case folding of Latin, Greek and Cyrillic letters,
// the same in every locale. All texts are well-formed UTF-8.

namespace otto {

/// `text` with every letter folded.
std::string foldedText(std::string_view text);
bool isFolded(std::string_view text);

/// Is the folded `needle` somewhere in the text? An empty one is in every text.
bool containsFolded(std::string_view text, std::string_view needle);

/// Is the text the folded `other` but for case?
bool equalsFolded(std::string_view text, std::string_view other);

/// Does the whole text fit the folded pattern, in which `*` stands for any characters, none
/// included, and `?` for exactly one? At most text times pattern steps.
bool fitsFolded(std::string_view text, std::string_view pattern);

}  // namespace otto
