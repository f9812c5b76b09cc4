// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QChartView>
#include <QColor>
#include <QPointF>
#include <QString>
#include <QStringList>

#include <vector>

class QCategoryAxis;

namespace otto {

/// One quiet plot: grid lines, labels on round values, and each curve's name and last value written
/// beside its end instead of a legend. The view writes its labels itself: QtCharts shortens them to
/// "..." in a low plot. Two of them under each other share their x axis: the curves of both begin
/// and end at the same px.
class PlotView : public QChartView
{
    Q_OBJECT

public:
    enum class XLabels { Shown, Hidden };

    struct EndLabel
    {
        QString text;
        QColor color;
        /// The value beside which the text stands.
        double value = 0.0;
    };
    struct Tick
    {
        double value = 0.0;
        QString label;
    };

    explicit PlotView(XLabels xLabels, QWidget* parent = nullptr);

    QCategoryAxis* xAxis() const { return m_x; }
    QCategoryAxis* yAxis() const { return m_y; }

    void setXTicks(double from, double to, const std::vector<Tick>& ticks);
    void setYTicks(double from, double to, const std::vector<Tick>& ticks);
    void setEndLabels(std::vector<EndLabel> labels);

    /// Value labels with room to be read, from the top: the outermost first, the others while they
    /// keep a line's distance.
    QStringList shownYLabels() const;

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void applyTheme();
    void placePlot();
    double yOf(double value) const;
    std::vector<Tick> roomyYTicks() const;
    void drawTicks(QPainter& painter) const;
    void drawEndLabels(QPainter& painter) const;

    const XLabels m_xLabels;
    QCategoryAxis* m_x;
    QCategoryAxis* m_y;
    std::vector<Tick> m_xTicks;
    std::vector<Tick> m_yTicks;
    std::vector<EndLabel> m_labels;
};

}  // namespace otto
