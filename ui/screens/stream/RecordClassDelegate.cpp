// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/RecordClassDelegate.h"

#include "ui/screens/payment/RecordGlyph.h"
#include "ui/screens/stream/StreamCells.h"

namespace otto {

namespace {

constexpr int kGlyph = 12;

}  // namespace

RecordClassDelegate::RecordClassDelegate(QObject* parent)
    : CellDelegate(Face::Dimmed, Qt::AlignLeft, Qt::ElideRight, parent)
{}

void RecordClassDelegate::paintContent(QPainter& painter, const Ink& ink,
                                       const QModelIndex& index) const
{
    const auto kind = static_cast<RecordKind>(index.data(kRecordKindRole).toInt());
    const QRectF box(ink.box.left(), ink.box.center().y() - kGlyph / 2, kGlyph, kGlyph);
    const QColor color = ink.selected ? ink.text : recordGlyphColor(kind, GlyphState::Standing);
    paintRecordGlyph(painter, box, kind, GlyphState::Standing, color);
    const QRect words = ink.box.adjusted(kGlyph + kSpace2, 0, 0, 0);
    drawText(painter, words, index.data().toString(), ink.secondary, textFont(), Qt::AlignLeft,
             Qt::ElideRight);
}

}  // namespace otto
