// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/ToneGlyph.h"

#include <QWidget>

class QPainter;

namespace otto {

/// Paints a pill as Pill and StateDelegate show it: word in the tone's colour on its quiet fill, or
/// with an outline only for a thing that is over. Returns the painted rectangle, at most `box`,
/// left aligned and vertically centred.
QRect paintPill(QPainter& painter, const QRect& box, const QString& text, Tone tone, GlyphFill fill,
                const QFont& font);
int pillWidth(const QString& text, const QFont& font);

/// A word that is a state or a class: text on a quiet fill. Never a coloured dot alone.
class Pill : public QWidget
{
    Q_OBJECT

public:
    explicit Pill(QWidget* parent = nullptr);
    Pill(const QString& text, Tone tone, QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const { return m_text; }
    void setTone(Tone tone);
    void setFill(GlyphFill fill);
    /// Severity glyph before the text.
    void setGlyphShown(bool shown);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Neutral;
    GlyphFill m_fill = GlyphFill::Filled;
    bool m_glyph = false;
};

}  // namespace otto
