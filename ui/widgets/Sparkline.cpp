// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/Sparkline.h"

#include "ui/theme/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace otto {

Sparkline::Sparkline(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(28);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Sparkline::setValues(const QList<double>& values)
{
    m_values = values.mid(std::max<qsizetype>(0, values.size() - m_capacity));
    update();
}

void Sparkline::append(double value)
{
    m_values.append(value);
    while (m_values.size() > m_capacity) {
        m_values.removeFirst();
    }
    update();
}

void Sparkline::setCapacity(int capacity)
{
    m_capacity = std::max(2, capacity);
    setValues(m_values);
}

void Sparkline::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void Sparkline::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const QRectF box = QRectF(rect()).adjusted(1.0, 3.0, -4.0, -3.0);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_values.size() < 2) {
        painter.setPen(QPen(theme.colors().border, 1.0));
        painter.drawLine(box.bottomLeft(), box.bottomRight());
        return;
    }
    const double top = std::max(*std::max_element(m_values.cbegin(), m_values.cend()), 1e-9);
    // The newest value is always at the right edge; a short history starts further right.
    const double step = box.width() / static_cast<double>(m_capacity - 1);
    double x = box.right() - step * static_cast<double>(m_values.size() - 1);
    QPolygonF line;
    for (const double value : m_values) {
        line << QPointF(x, box.bottom() - box.height() * std::clamp(value / top, 0.0, 1.0));
        x += step;
    }
    const QColor color = m_tone == Tone::Neutral ? theme.colors().accent : theme.color(m_tone);
    QPainterPath area;
    area.addPolygon(line);
    area.lineTo(line.constLast().x(), box.bottom());
    area.lineTo(line.constFirst().x(), box.bottom());
    area.closeSubpath();
    QColor shade = color;
    shade.setAlphaF(0.10F);
    painter.fillPath(area, shade);
    painter.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
    painter.setBrush(color);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(line.constLast(), 2.2, 2.2);
}

}  // namespace otto
