// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/ToneGlyph.h"

#include "ui/theme/Theme.h"

#include <QPainter>

#include <algorithm>

namespace otto {

namespace {

constexpr qreal kSmallestLettered = 12.0;

QRectF squareIn(const QRectF& box)
{
    const qreal side = std::min(box.width(), box.height());
    QRectF square(0.0, 0.0, side, side);
    square.moveCenter(box.center());
    return square;
}

QPainterPath polygon(const QRectF& square, std::initializer_list<QPointF> points)
{
    QPolygonF shape;
    for (const QPointF& point : points) {
        shape << QPointF(square.left() + point.x() * square.width(),
                         square.top() + point.y() * square.height());
    }
    QPainterPath path;
    path.addPolygon(shape);
    path.closeSubpath();
    return path;
}

// The triangle's and the diamond's visual centre is not their box's; the letter goes here.
QRectF letterBox(Tone tone, const QRectF& square)
{
    return tone == Tone::High ? square.translated(0.0, square.height() * 0.14) : square;
}

qreal letterShare(Tone tone)
{
    switch (tone) {
    case Tone::High:
    case Tone::Medium: return 0.52;
    default: return 0.66;
    }
}

}  // namespace

QPainterPath toneShape(Tone tone, const QRectF& box)
{
    const QRectF square = squareIn(box);
    QPainterPath path;
    switch (tone) {
    case Tone::Critical:
        return polygon(square, {{0.30, 0.03},
                                {0.70, 0.03},
                                {0.97, 0.30},
                                {0.97, 0.70},
                                {0.70, 0.97},
                                {0.30, 0.97},
                                {0.03, 0.70},
                                {0.03, 0.30}});
    case Tone::High: return polygon(square, {{0.50, 0.02}, {1.00, 0.94}, {0.00, 0.94}});
    case Tone::Medium:
        return polygon(square, {{0.50, 0.00}, {1.00, 0.50}, {0.50, 1.00}, {0.00, 0.50}});
    case Tone::Low:
    case Tone::Info: path.addEllipse(square.adjusted(0.5, 0.5, -0.5, -0.5)); return path;
    case Tone::Ok:
        path.moveTo(square.left() + square.width() * 0.12, square.top() + square.height() * 0.55);
        path.lineTo(square.left() + square.width() * 0.40, square.top() + square.height() * 0.82);
        path.lineTo(square.left() + square.width() * 0.90, square.top() + square.height() * 0.20);
        return path;
    case Tone::Neutral: break;
    }
    return path;
}

void paintToneGlyph(QPainter& painter, const QRectF& box, Tone tone, GlyphFill fill,
                    const QColor& background)
{
    if (tone == Tone::Neutral) {
        return;
    }
    const Theme& theme = Theme::current();
    const QColor color = theme.color(tone);
    const QRectF square = squareIn(box);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (tone == Tone::Ok) {
        painter.setPen(
            QPen(color, square.width() * 0.14, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(toneShape(tone, square));
        painter.restore();
        return;
    }
    const bool solid = fill == GlyphFill::Filled && tone != Tone::Info;
    const qreal stroke = 1.25;
    painter.setPen(QPen(color, stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(solid ? QBrush(color) : QBrush(Qt::NoBrush));
    const qreal inset = stroke / 2.0;
    painter.drawPath(toneShape(tone, square.adjusted(inset, inset, -inset, -inset)));
    if (square.width() >= kSmallestLettered) {
        QFont font = theme.font(TextRole::BodyStrong);
        font.setPixelSize(std::max(7, qRound(square.height() * letterShare(tone))));
        painter.setFont(font);
        painter.setPen(solid ? background : color);
        painter.drawText(letterBox(tone, square), Qt::AlignCenter, toneLetter(tone));
    }
    painter.restore();
}

QPixmap tonePixmap(Tone tone, GlyphFill fill, int size, qreal ratio)
{
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintToneGlyph(painter, QRectF(0, 0, size, size), tone, fill,
                   Theme::current().colors().surface);
    return pixmap;
}

}  // namespace otto
