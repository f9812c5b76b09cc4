// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/PlotView.h"

#include "ui/theme/Theme.h"

#include <QCategoryAxis>
#include <QChart>
#include <QPainter>
#include <QPen>

#include <algorithm>

namespace otto {

namespace {

/// Room for the end labels.
constexpr int kRight = 116;
/// Letters of a value label; figure spaces, as wide as a digit, fill it up.
constexpr int kLabelLetters = 6;
constexpr QChar kFigureSpace(0x2007);

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
    : QChartView(parent), m_x(new QCategoryAxis(this)), m_y(new QCategoryAxis(this))
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
    chart()->setMargins({0, 0, kRight, 0});
    for (QCategoryAxis* axis : {m_x, m_y})
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_x->setGridLineVisible(false);
    m_x->setLabelsVisible(xLabels == XLabels::Shown);
    m_y->setLineVisible(false);
    chart()->addAxis(m_x, Qt::AlignBottom);
    chart()->addAxis(m_y, Qt::AlignLeft);
    connect(&Theme::current(), &Theme::changed, this, &PlotView::applyTheme);
    applyTheme();
}

void PlotView::setXTicks(double from, double to, const std::vector<Tick>& ticks)
{
    replaceTicks(m_x, from, to, ticks);
}

void PlotView::setYTicks(double from, double to, const std::vector<Tick>& ticks)
{
    std::vector<Tick> padded = ticks;
    for (Tick& tick : padded)
        tick.label = tick.label.rightJustified(kLabelLetters, kFigureSpace);
    replaceTicks(m_y, from, to, padded);
}

void PlotView::setEndLabels(std::vector<EndLabel> labels)
{
    m_labels = std::move(labels);
    std::sort(m_labels.begin(), m_labels.end(),
              [](const EndLabel& a, const EndLabel& b) { return a.value > b.value; });
    viewport()->update();
}

void PlotView::drawForeground(QPainter* painter, const QRectF&)
{
    painter->setFont(Theme::current().font(TextRole::Small));
    const QFontMetrics metrics(painter->font());
    const QRectF plot = chart()->plotArea();
    const double span = m_y->max() - m_y->min();
    double lowest = plot.top() - metrics.height();
    for (const EndLabel& label : m_labels) {
        const double share = span > 0 ? (m_y->max() - label.value) / span : 0.0;
        // Labels of neighbouring curves move apart rather than cover each other.
        const double y = std::max(plot.top() + share * plot.height(), lowest + metrics.height());
        lowest = y;
        painter->setPen(label.color);
        painter->drawText(QPointF(plot.right() + kSpace2, y + metrics.ascent() / 2.0 - 1),
                          label.text);
    }
}

void PlotView::applyTheme()
{
    const ThemeColors& colors = Theme::current().colors();
    setBackgroundBrush(colors.surface);
    for (QCategoryAxis* axis : {m_x, m_y}) {
        axis->setLabelsFont(Theme::current().font(TextRole::Caption));
        axis->setLabelsColor(colors.textSecondary);
        axis->setGridLinePen(QPen(colors.border, 1));
        axis->setLinePen(QPen(colors.border, 1));
    }
    viewport()->update();
}

}  // namespace otto
