// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QWidget>

namespace otto {

class OttoLabel;
class Sparkline;

/// One of Overview's numbers: title, big number with unit, one line that explains it, sparkline. A
/// click, Enter or Space opens what the number counts. The screen reader hears "title: number unit,
/// caption".
class NumberTile : public QWidget
{
    Q_OBJECT

public:
    explicit NumberTile(const QString& title, QWidget* parent = nullptr);

    /// `value` is ready for display (countText(), durationText(), "–" when unknown).
    void setValue(const QString& value, const QString& unit = QString());
    void setCaption(const QString& caption);
    /// Critical and High colour the number and put the glyph before it; Neutral is plain.
    void setTone(Tone tone);
    /// Next point of the sparkline.
    void addPoint(double value);
    Sparkline* sparkline() const { return m_sparkline; }

    QString value() const;
    QString title() const;

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void describe();
    void applyTheme();

    OttoLabel* m_title;
    OttoLabel* m_glyph;
    OttoLabel* m_value;
    OttoLabel* m_unit;
    OttoLabel* m_caption;
    Sparkline* m_sparkline;
    Tone m_tone = Tone::Neutral;
};

}  // namespace otto
