// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/Pill.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/VisibleText.h"

#include <QPainter>

#include <algorithm>

namespace otto {

namespace {

constexpr int kPadding = 7;
constexpr int kPillHeight = 18;
constexpr int kGlyph = 12;
constexpr int kGlyphGap = 4;

}  // namespace

int pillWidth(const QString& text, const QFont& font)
{
    return QFontMetrics(font).horizontalAdvance(visibleText(text)) + 2 * kPadding;
}

QRect paintPill(QPainter& painter, const QRect& box, const QString& text, Tone tone, GlyphFill fill,
                const QFont& font)
{
    const Theme& theme = Theme::current();
    const QString shown = visibleText(text);
    QRect pill(box.left(), 0, std::min(pillWidth(text, font), box.width()),
               std::min(kPillHeight, box.height()));
    pill.moveTop(box.top() + (box.height() - pill.height()) / 2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor outline = tone == Tone::Neutral ? theme.colors().borderStrong : theme.color(tone);
    const bool filled = fill == GlyphFill::Filled;
    if (filled) {
        outline.setAlphaF(tone == Tone::Neutral ? 0.45F : 0.28F);
    }
    painter.setPen(QPen(outline, 1.0));
    // An outlined pill still needs a background of known contrast, whatever the row is selected in.
    painter.setBrush(filled ? theme.fill(tone) : theme.colors().surface);
    painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5);
    painter.setFont(font);
    painter.setPen(theme.color(tone));
    const QRect inner = pill.adjusted(kPadding, 0, -kPadding + 1, 0);
    painter.drawText(inner, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter) | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(shown, Qt::ElideRight, inner.width()));
    painter.restore();
    return pill;
}

Pill::Pill(QWidget* parent) : Pill(QString(), Tone::Neutral, parent) {}

Pill::Pill(const QString& text, Tone tone, QWidget* parent) : QWidget(parent), m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setText(text);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Pill::setText(const QString& text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Pill::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Pill::setFill(GlyphFill fill)
{
    m_fill = fill;
    update();
}

void Pill::setGlyphShown(bool shown)
{
    m_glyph = shown;
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    const int glyph = m_glyph && m_tone != Tone::Neutral ? kGlyph + kGlyphGap : 0;
    return {pillWidth(m_text, Theme::current().font(TextRole::Small)) + glyph, kPillHeight + 2};
}

void Pill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QRect box = rect();
    if (m_glyph && m_tone != Tone::Neutral) {
        const QRectF glyph(0, (height() - kGlyph) / 2.0, kGlyph, kGlyph);
        paintToneGlyph(painter, glyph, m_tone, m_fill, Theme::current().colors().surface);
        box.setLeft(kGlyph + kGlyphGap);
    }
    paintPill(painter, box, m_text, m_tone, m_fill, Theme::current().font(TextRole::Small));
}

}  // namespace otto
