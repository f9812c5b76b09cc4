// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace otto {

/// How a thing is meant to strike the eye: the severities of a flag, plus Ok for what is verified
/// and Neutral for plain text. Colours and shapes are the Theme's; see paintToneGlyph().
enum class Tone { Critical, High, Medium, Low, Info, Ok, Neutral };

inline constexpr int kToneCount = 7;

/// The word an operator reads and a screen reader speaks: "Critical", "High", ... ; empty for
/// Neutral.
QString toneWord(Tone tone);

/// The letter drawn in the glyph: "C", "H", "M", "L", "i"; empty for Ok (a tick) and Neutral.
QString toneLetter(Tone tone);

}  // namespace otto
