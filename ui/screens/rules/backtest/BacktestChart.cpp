// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/backtest/BacktestChart.h"

#include "ui/models/ViewText.h"
#include "ui/screens/flags/FlagText.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/DisplayText.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QHorizontalStackedBarSeries>
#include <QPainter>
#include <QPen>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace otto {

namespace {

constexpr int kRowHeight = 22;
constexpr double kBarShare = 0.62;
constexpr int kGlyph = 14;
constexpr int kTop = 2;
constexpr int kTickLength = 4;
/// Room for the numbers beside the longest bar.
constexpr int kRight = 128;
constexpr int kNamesMost = 210;
constexpr int kNamesShareOfWidth = 3;
constexpr int kTicks = 4;

/// The least round number not below `value` that has four whole quarters, for they are labelled.
double niceTop(std::uint64_t value)
{
    std::uint64_t step = 1;
    while (true) {
        for (const std::uint64_t factor : {4U, 8U, 12U, 20U, 28U}) {
            if (step * factor >= value)
                return static_cast<double>(step * factor);
        }
        step *= 10;
    }
}

std::uint64_t sameIn(const BacktestRuleView& rule)
{
    return rule.flags - rule.gained;
}

std::uint64_t lengthOf(const BacktestRuleView& rule)
{
    return rule.flags + rule.lost;
}

bool isChanged(const BacktestRuleView& rule)
{
    return rule.gained + rule.lost > 0;
}

QString nameOf(const BacktestRuleView& rule)
{
    return qText(rule.id) + QLatin1Char(' ') + ruleTitle(rule.name);
}

}  // namespace

BacktestChart::BacktestChart(QWidget* parent)
    : QChartView(parent),
      m_same(new QBarSet(tr("unchanged"))),
      m_gained(new QBarSet(tr("gained"))),
      m_lost(new QBarSet(tr("lost"))),
      m_series(new QHorizontalStackedBarSeries),
      m_rules(new QBarCategoryAxis),
      m_flags(new QValueAxis)
{
    setObjectName(QStringLiteral("backtest.chart"));
    setAccessibleName(tr("Flags by rule"));
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setInteractive(false);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_series->append({m_same, m_gained, m_lost});
    m_series->setBarWidth(kBarShare);
    chart()->addSeries(m_series);
    chart()->legend()->hide();
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->setBackgroundRoundness(0);
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    for (QAbstractAxis* axis :
         {static_cast<QAbstractAxis*>(m_rules), static_cast<QAbstractAxis*>(m_flags)}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        // Lines of a hidden chart keep the places of its first layout: the view draws them.
        axis->setGridLineVisible(false);
    }
    chart()->addAxis(m_rules, Qt::AlignLeft);
    chart()->addAxis(m_flags, Qt::AlignBottom);
    m_series->attachAxis(m_rules);
    m_series->attachAxis(m_flags);
    connect(&Theme::current(), &Theme::changed, this, &BacktestChart::applyTheme);
    applyTheme();
}

void BacktestChart::setRules(const std::vector<BacktestRuleView>& rules)
{
    m_bars.clear();
    std::copy_if(rules.begin(), rules.end(), std::back_inserter(m_bars),
                 [](const BacktestRuleView& rule) { return lengthOf(rule) > 0; });
    std::stable_partition(m_bars.begin(), m_bars.end(), isChanged);
    fill();
    QStringList texts;
    for (int bar = 0; bar < barCount(); ++bar) {
        texts.append(barText(bar));
    }
    setAccessibleDescription(texts.join(QStringLiteral("; ")));
    updateGeometry();
    placePlot();
    viewport()->update();
}

QString BacktestChart::barText(int bar) const
{
    const BacktestRuleView& rule = m_bars.at(static_cast<std::size_t>(bar));
    QString text = nameOf(rule) + QStringLiteral(": ")
                   + counted(static_cast<qint64>(rule.flags), tr("flag"), tr("flags"));
    if (rule.gained > 0) {
        text += tr(", %1 gained").arg(countText(static_cast<qint64>(rule.gained)));
    }
    if (rule.lost > 0) {
        text += tr(", %1 lost").arg(countText(static_cast<qint64>(rule.lost)));
    }
    return text;
}

void BacktestChart::fill()
{
    for (QBarSet* set : {m_same, m_gained, m_lost}) {
        set->remove(0, set->count());
    }
    QStringList ids;
    std::uint64_t most = 1;
    // The axis counts from below.
    for (auto bar = m_bars.rbegin(); bar != m_bars.rend(); ++bar) {
        ids.append(qText(bar->id));
        *m_same << static_cast<qreal>(sameIn(*bar));
        *m_gained << static_cast<qreal>(bar->gained);
        *m_lost << static_cast<qreal>(bar->lost);
        most = std::max(most, lengthOf(*bar));
    }
    m_rules->setCategories(ids);
    m_flags->setRange(0, niceTop(most));
}

int BacktestChart::heightOfBars() const
{
    const int line = QFontMetrics(Theme::current().font(TextRole::Caption)).height();
    return barCount() * kRowHeight + kTop + kTickLength + line + kSpace1;
}

QSize BacktestChart::sizeHint() const
{
    return {520, heightOfBars()};
}

QSize BacktestChart::minimumSizeHint() const
{
    return {360, heightOfBars()};
}

int BacktestChart::namesWidth() const
{
    const QFontMetrics metrics(Theme::current().font(TextRole::Small));
    int widest = 0;
    for (const BacktestRuleView& bar : m_bars) {
        widest = std::max(widest, metrics.horizontalAdvance(nameOf(bar)));
    }
    return std::min({widest + 2, kNamesMost, width() / kNamesShareOfWidth});
}

void BacktestChart::resizeEvent(QResizeEvent* event)
{
    QChartView::resizeEvent(event);
    placePlot();
}

void BacktestChart::placePlot()
{
    const int left = kSpace4 + kGlyph + kSpace2 + namesWidth() + kSpace2;
    const double height = std::max(1, barCount() * kRowHeight);
    chart()->setPlotArea(QRectF(left, kTop, std::max(1, width() - left - kRight), height));
}

void BacktestChart::drawBackground(QPainter* painter, const QRectF& rect)
{
    QChartView::drawBackground(painter, rect);
    if (m_bars.empty()) {
        return;
    }
    const QRectF plot = chart()->plotArea();
    painter->setPen(QPen(Theme::current().colors().border, 1));
    for (int tick = 0; tick <= kTicks; ++tick) {
        const double x = std::round(plot.left() + plot.width() / kTicks * tick) + 0.5;
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
}

void BacktestChart::drawForeground(QPainter* painter, const QRectF&)
{
    if (m_bars.empty()) {
        return;
    }
    drawAxis(*painter);
    const QRectF plot = chart()->plotArea();
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const QRectF row(0, plot.top() + static_cast<double>(i) * kRowHeight, width(), kRowHeight);
        drawName(*painter, m_bars[i], row);
        drawNumbers(*painter, m_bars[i], row);
    }
}

void BacktestChart::drawName(QPainter& painter, const BacktestRuleView& bar,
                             const QRectF& row) const
{
    const ThemeColors& colors = Theme::current().colors();
    const QRectF glyph(kSpace4, row.center().y() - kGlyph / 2.0, kGlyph, kGlyph);
    paintToneGlyph(painter, glyph, severityTone(bar.severity),
                   bar.flags > 0 ? GlyphFill::Filled : GlyphFill::Outline, colors.surface);
    painter.setFont(Theme::current().font(TextRole::Small));
    painter.setPen(isChanged(bar) ? colors.text : colors.textSecondary);
    const QRectF place(glyph.right() + kSpace2, row.top(), namesWidth(), row.height());
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(nameOf(bar), Qt::ElideRight,
                                                      static_cast<int>(place.width())));
}

void BacktestChart::drawNumbers(QPainter& painter, const BacktestRuleView& bar,
                                const QRectF& row) const
{
    const Theme& theme = Theme::current();
    const QRectF plot = chart()->plotArea();
    double x =
        plot.left() + static_cast<double>(lengthOf(bar)) / m_flags->max() * plot.width() + kSpace2;
    const auto write = [&](const QString& text, const QColor& ink) {
        painter.setPen(ink);
        const double width = painter.fontMetrics().horizontalAdvance(text);
        painter.drawText(QRectF(x, row.top(), width + 2, row.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width + kSpace2;
    };
    painter.setFont(theme.font(TextRole::Small));
    write(countText(static_cast<qint64>(bar.flags)),
          isChanged(bar) ? theme.colors().text : theme.colors().textSecondary);
    if (bar.gained > 0) {
        write(tr("+%1 gained").arg(countText(static_cast<qint64>(bar.gained))),
              theme.color(Tone::High));
    }
    if (bar.lost > 0) {
        write(tr("\u2212%1 lost").arg(countText(static_cast<qint64>(bar.lost))),
              theme.colors().accent);
    }
}

void BacktestChart::drawAxis(QPainter& painter) const
{
    const ThemeColors& colors = Theme::current().colors();
    const QRectF plot = chart()->plotArea();
    painter.setFont(Theme::current().font(TextRole::Caption));
    painter.setPen(colors.textSecondary);
    for (int tick = 0; tick <= kTicks; ++tick) {
        const double value = m_flags->max() / kTicks * tick;
        const double x = plot.left() + plot.width() / kTicks * tick;
        const QString label = countText(std::llround(value));
        const QString text = tick == kTicks ? tr("%1 flags").arg(label) : label;
        const double width = painter.fontMetrics().horizontalAdvance(label);
        painter.drawText(
            QPointF(x - width / 2, plot.bottom() + kTickLength + painter.fontMetrics().ascent()),
            text);
    }
}

void BacktestChart::applyTheme()
{
    const Theme& theme = Theme::current();
    const ThemeColors& colors = theme.colors();
    setBackgroundBrush(colors.surface);
    QColor quiet = colors.textSecondary;
    quiet.setAlphaF(0.35F);
    m_same->setBrush(quiet);
    m_same->setPen(Qt::NoPen);
    m_gained->setBrush(theme.color(Tone::High));
    m_gained->setPen(Qt::NoPen);
    // What is lost is not there any more: its outline only, hatched.
    m_lost->setBrush(QBrush(colors.accent, Qt::BDiagPattern));
    m_lost->setPen(QPen(colors.accent, 1));
    placePlot();
    viewport()->update();
}

}  // namespace otto
