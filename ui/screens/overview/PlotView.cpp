// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/PlotView.h"

#include "ui/theme/Theme.h"

#include <QCategoryAxis>
#include <QChart>
#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>

namespace otto {

namespace {

/// Room for the end labels.
constexpr int kRight = 124;
/// Room for the value labels.
constexpr int kLeft = 46;
constexpr int kTickLength = 4;

void replaceTicks(QCategoryAxis* axis, double from, double to,
                  const std::vector<PlotView::Tick>& ticks)
{
    const QStringList old = axis->categoriesLabels();
    for (const QString& label : old)
        axis->remove(label);
    axis->setRange(from, to);
    axis->setStartValue(from);
    for (const PlotView::Tick& tick : ticks)
        axis->append(tick.label, tick.value);
}

}  // namespace

PlotView::PlotView(XLabels xLabels, QWidget* parent)
    : QChartView(parent),
      m_xLabels(xLabels),
      m_x(new QCategoryAxis(this)),
      m_y(new QCategoryAxis(this))
{
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setInteractive(false);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundRoundness(0);
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    for (QCategoryAxis* axis : {m_x, m_y}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
    }
    m_x->setGridLineVisible(false);
    chart()->addAxis(m_x, Qt::AlignBottom);
    chart()->addAxis(m_y, Qt::AlignLeft);
    connect(&Theme::current(), &Theme::changed, this, &PlotView::applyTheme);
    applyTheme();
}

void PlotView::setXTicks(double from, double to, const std::vector<Tick>& ticks)
{
    m_xTicks = ticks;
    replaceTicks(m_x, from, to, ticks);
    viewport()->update();
}

void PlotView::setYTicks(double from, double to, const std::vector<Tick>& ticks)
{
    m_yTicks = ticks;
    replaceTicks(m_y, from, to, ticks);
    viewport()->update();
}

void PlotView::setEndLabels(std::vector<EndLabel> labels)
{
    m_labels = std::move(labels);
    std::sort(m_labels.begin(), m_labels.end(),
              [](const EndLabel& a, const EndLabel& b) { return a.value > b.value; });
    viewport()->update();
}

void PlotView::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    placePlot();
}

void PlotView::placePlot()
{
    const int line = QFontMetrics(Theme::current().font(TextRole::Caption)).height();
    const int below = m_xLabels == XLabels::Shown ? kTickLength + line : line / 2;
    chart()->setPlotArea(QRectF(rect()).adjusted(kLeft, line / 2 + 1, -kRight, -below));
}

double PlotView::yOf(double value) const
{
    const QRectF plot = chart()->plotArea();
    const double span = m_y->max() - m_y->min();
    return plot.top() + (span > 0 ? (m_y->max() - value) / span : 0.0) * plot.height();
}

std::vector<PlotView::Tick> PlotView::roomyYTicks() const
{
    const int line = QFontMetrics(Theme::current().font(TextRole::Caption)).height();
    std::vector<Tick> ticks;
    const auto hasRoom = [&](const Tick& tick) {
        return std::all_of(ticks.begin(), ticks.end(), [&](const Tick& other) {
            return std::abs(yOf(other.value) - yOf(tick.value)) >= line;
        });
    };
    if (!m_yTicks.empty())
        ticks.push_back(m_yTicks.front());
    if (m_yTicks.size() > 1 && hasRoom(m_yTicks.back()))
        ticks.push_back(m_yTicks.back());
    for (const Tick& tick : m_yTicks) {
        if (hasRoom(tick))
            ticks.push_back(tick);
    }
    std::sort(ticks.begin(), ticks.end(),
              [](const Tick& a, const Tick& b) { return a.value > b.value; });
    return ticks;
}

QStringList PlotView::shownYLabels() const
{
    QStringList labels;
    for (const Tick& tick : roomyYTicks())
        labels.append(tick.label);
    return labels;
}

void PlotView::drawForeground(QPainter* painter, const QRectF&)
{
    drawTicks(*painter);
    drawEndLabels(*painter);
}

void PlotView::drawTicks(QPainter& painter) const
{
    const ThemeColors& colors = Theme::current().colors();
    const QRectF plot = chart()->plotArea();
    painter.setFont(Theme::current().font(TextRole::Caption));
    const int line = painter.fontMetrics().height();
    painter.setPen(colors.textSecondary);
    for (const Tick& tick : roomyYTicks()) {
        painter.drawText(QRectF(0, yOf(tick.value) - line / 2.0, plot.left() - kSpace2, line),
                         Qt::AlignRight | Qt::AlignVCenter, tick.label);
    }
    const double span = m_x->max() - m_x->min();
    if (m_xLabels == XLabels::Hidden || span <= 0)
        return;
    for (const Tick& tick : m_xTicks) {
        const double x = plot.left() + (tick.value - m_x->min()) / span * plot.width();
        const double width = painter.fontMetrics().horizontalAdvance(tick.label) + 2.0;
        // The outermost labels stay within the view.
        const double left = std::clamp(x - width / 2, 0.0, std::max(0.0, this->width() - width));
        painter.setPen(colors.borderStrong);
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + kTickLength));
        painter.setPen(colors.textSecondary);
        painter.drawText(QRectF(left, plot.bottom() + kTickLength, width, line), Qt::AlignCenter,
                         tick.label);
    }
}

void PlotView::drawEndLabels(QPainter& painter) const
{
    painter.setFont(Theme::current().font(TextRole::Small));
    const QFontMetrics metrics = painter.fontMetrics();
    const QRectF plot = chart()->plotArea();
    double lowest = plot.top() - metrics.height();
    for (const EndLabel& label : m_labels) {
        // Labels of neighbouring curves move apart rather than cover each other.
        const double y = std::max(yOf(label.value), lowest + metrics.height());
        lowest = y;
        painter.setPen(label.color);
        painter.drawText(QPointF(plot.right() + kSpace2, y + metrics.ascent() / 2.0 - 1),
                         label.text);
    }
}

void PlotView::applyTheme()
{
    const ThemeColors& colors = Theme::current().colors();
    setBackgroundBrush(colors.surface);
    for (QCategoryAxis* axis : {m_x, m_y}) {
        axis->setGridLinePen(QPen(colors.border, 1));
    }
    placePlot();
    viewport()->update();
}

}  // namespace otto
