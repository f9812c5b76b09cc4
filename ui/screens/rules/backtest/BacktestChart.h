// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/BacktestPort.h"

#include <QChartView>
#include <QString>

#include <vector>

class QBarCategoryAxis;
class QBarSet;
class QHorizontalStackedBarSeries;
class QValueAxis;

namespace otto {

/// Flags by rule under two sets of rules: a bar of what stays the same, what is gained and what is
/// lost. The rules that change stand first. Severity, name and numbers are written beside each bar
/// instead of a legend; the view writes them itself, for QtCharts shortens what it finds too long.
/// At least as high as its rules need. Object name "backtest.chart".
class BacktestChart : public QChartView
{
    Q_OBJECT

public:
    explicit BacktestChart(QWidget* parent = nullptr);

    /// Rules without a flag under either set are left out.
    void setRules(const std::vector<BacktestRuleView>& rules);
    int barCount() const { return static_cast<int>(m_bars.size()); }
    /// What is read beside the bar: "OT05 Limits not restored: 25 flags, 3 gained, 1 lost".
    QString barText(int bar) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyTheme();
    void placePlot();
    void fill();
    int heightOfBars() const;
    int namesWidth() const;
    void drawName(QPainter& painter, const BacktestRuleView& bar, const QRectF& row) const;
    void drawNumbers(QPainter& painter, const BacktestRuleView& bar, const QRectF& row) const;
    void drawAxis(QPainter& painter) const;

    /// From the top.
    std::vector<BacktestRuleView> m_bars;
    QBarSet* m_same;
    QBarSet* m_gained;
    QBarSet* m_lost;
    QHorizontalStackedBarSeries* m_series;
    QBarCategoryAxis* m_rules;
    QValueAxis* m_flags;
};

}  // namespace otto
