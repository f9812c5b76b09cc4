// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QChartView>
#include <QColor>
#include <QPointF>
#include <QString>

#include <vector>

class QCategoryAxis;

namespace otto {

/// One quiet plot: grid lines, labels on round values, and each curve's name and last value written
/// beside its end instead of a legend. Two of them under each other share their x axis: their
/// labels at the left are equally wide.
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

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void applyTheme();

    QCategoryAxis* m_x;
    QCategoryAxis* m_y;
    std::vector<EndLabel> m_labels;
};

}  // namespace otto
