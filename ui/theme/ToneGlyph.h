// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QColor>
#include <QPainterPath>
#include <QPixmap>
#include <QRectF>

class QPainter;

namespace otto {

/// Filled is an open thing, Outline a closed one: fill means state, outline means history.
enum class GlyphFill { Filled, Outline };

/// Outline of a tone's shape inside `box`: octagon, triangle, diamond, circle, ring, tick. Empty
/// for Neutral. Every tone has its own shape, so that colour never carries the meaning alone.
QPainterPath toneShape(Tone tone, const QRectF& box);

/// Paints the shape with its letter, square and centred in `box`; 16 px is the usual size, 12 px
/// the smallest at which the letter is drawn. `background` is what lies behind: the colour of the
/// letter.
void paintToneGlyph(QPainter& painter, const QRectF& box, Tone tone, GlyphFill fill,
                    const QColor& background);

/// The same as a pixmap of `size` logical px at `ratio` device px each.
QPixmap tonePixmap(Tone tone, GlyphFill fill, int size, qreal ratio);

}  // namespace otto
