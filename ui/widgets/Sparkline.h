// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QList>
#include <QWidget>

namespace otto {

/// The last values of one number as a line without axes; the last point is marked. Decoration of a
/// number that stands beside it as text, so it is hidden from screen readers' tab order.
class Sparkline : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(QWidget* parent = nullptr);

    /// Oldest first, any unit; the vertical range is 0 to the maximum. At most `capacity` are kept.
    void setValues(const QList<double>& values);
    void append(double value);
    void setCapacity(int capacity);
    QList<double> values() const { return m_values; }

    void setTone(Tone tone);

    QSize sizeHint() const override { return {96, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<double> m_values;
    int m_capacity = 60;
    Tone m_tone = Tone::Neutral;
};

}  // namespace otto
