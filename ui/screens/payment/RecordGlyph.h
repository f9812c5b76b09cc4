// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/StreamRow.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace otto {

/// Hollow is what was asked for, filled what has been said: facts are discs, questions and answers
/// diamonds, commands and their outcomes squares, flags triangles (outlined once cleared). Journal
/// records are dots, an unknown name is a question mark in a dashed ring, a refused record a cross.
enum class GlyphState { Standing, Over };
void paintRecordGlyph(QPainter& painter, const QRectF& box, RecordKind kind, GlyphState state,
                      const QColor& ink);

/// Facts in the text colour, Otto's own conversation in the accent, flags and refused records in
/// the colour of what needs a person.
QColor recordGlyphColor(RecordKind kind, GlyphState state);

}  // namespace otto
