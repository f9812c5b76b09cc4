// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace otto {

/// `text` with every character that could hide or reorder what an operator reads replaced by a
/// visible escape such as ⟨U+202E⟩: bidirectional controls, zero-width and other format characters,
/// control characters, lone surrogates, private use and non-characters, unusual spaces, line and
/// paragraph separators. Ordinary spaces, letters of any script and their combining marks stay.
/// Line feed and tab stay only with KeepLines; in a single line they become ↲ and ⟨U+0009⟩.
enum class LineBreaks { Escape, Keep };
QString visibleText(const QString& text, LineBreaks lineBreaks = LineBreaks::Escape);

}  // namespace otto
