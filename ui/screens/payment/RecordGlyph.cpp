// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/RecordGlyph.h"

#include "ui/theme/Theme.h"

#include <QPainter>
#include <QPolygonF>

namespace otto {

namespace {

QPolygonF diamond(const QRectF& box)
{
    const QPointF c = box.center();
    return {{{c.x(), box.top()}, {box.right(), c.y()}, {c.x(), box.bottom()}, {box.left(), c.y()}}};
}

QPolygonF triangle(const QRectF& box)
{
    return {{{box.center().x(), box.top()}, box.bottomRight(), box.bottomLeft()}};
}

void paintUnknown(QPainter& painter, const QRectF& box, const QColor& ink)
{
    QPen dashed(ink, 1.3);
    dashed.setDashPattern({2.0, 1.5});
    painter.setPen(dashed);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(box);
    QFont font = Theme::current().font(TextRole::BodyStrong);
    font.setPixelSize(9);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
}

}  // namespace

void paintRecordGlyph(QPainter& painter, const QRectF& box, RecordKind kind, GlyphState state,
                      const QColor& ink)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isFilled = kind == RecordKind::Fact || kind == RecordKind::Answer
                          || kind == RecordKind::Outcome || kind == RecordKind::Journal
                          || (kind == RecordKind::Flag && state == GlyphState::Standing);
    painter.setPen(QPen(ink, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(isFilled ? QBrush(ink) : QBrush(Theme::current().colors().surface));
    // The pen stays within the box.
    const QRectF inner = box.adjusted(0.8, 0.8, -0.8, -0.8);
    switch (kind) {
    case RecordKind::Fact: painter.drawEllipse(inner.adjusted(0.7, 0.7, -0.7, -0.7)); break;
    case RecordKind::Question:
    case RecordKind::Answer: painter.drawPolygon(diamond(inner)); break;
    case RecordKind::Command:
    case RecordKind::Outcome: painter.drawRect(inner.adjusted(1, 1, -1, -1)); break;
    case RecordKind::Flag: painter.drawPolygon(triangle(inner)); break;
    case RecordKind::Journal: painter.drawEllipse(box.center(), 1.4, 1.4); break;
    case RecordKind::Unknown: paintUnknown(painter, inner, ink); break;
    case RecordKind::Refused: {
        const QRectF cross = inner.adjusted(1, 1, -1, -1);
        painter.drawLine(cross.topLeft(), cross.bottomRight());
        painter.drawLine(cross.topRight(), cross.bottomLeft());
        break;
    }
    }
    painter.restore();
}

QColor recordGlyphColor(RecordKind kind, GlyphState state)
{
    const Theme& theme = Theme::current();
    switch (kind) {
    case RecordKind::Fact: return theme.colors().text;
    case RecordKind::Question:
    case RecordKind::Answer:
    case RecordKind::Command:
    case RecordKind::Outcome: return theme.colors().accent;
    case RecordKind::Flag:
        return state == GlyphState::Over ? theme.colors().textSecondary : theme.color(Tone::High);
    case RecordKind::Refused: return theme.color(Tone::Critical);
    case RecordKind::Journal:
    case RecordKind::Unknown: return theme.colors().textSecondary;
    }
    return theme.colors().text;
}

}  // namespace otto
