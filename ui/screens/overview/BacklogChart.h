// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/EngineStatus.h"

#include <QWidget>

#include <array>
#include <vector>

class QAreaSeries;
class QLineSeries;

namespace otto {

class PlotView;

/// How many flags were open, and under it how many were opened (up) and cleared (down) in each
/// span. Draws what the engine has aggregated; call setPoints() at most twice a second.
class BacklogChart : public QWidget
{
    Q_OBJECT

public:
    explicit BacklogChart(QWidget* parent = nullptr);

    /// Oldest first; `bucket` is the length of one span.
    void setPoints(std::vector<BacklogPoint> points, Duration bucket);
    /// Redraws time labels in the present clock mode.
    void refreshTimes();

private:
    void draw();
    void drawOpen();
    void drawFlow();
    void describe();
    void applyTheme();

    PlotView* m_openPlot;
    PlotView* m_flowPlot;
    QLineSeries* m_open;
    QLineSeries* m_opened;
    QLineSeries* m_cleared;
    /// Lower edges of the fills; one each, for a series belongs to one plot.
    std::array<QLineSeries*, 3> m_zeros;
    QAreaSeries* m_openArea;
    QAreaSeries* m_openedArea;
    QAreaSeries* m_clearedArea;
    std::vector<BacklogPoint> m_points;
    Duration m_bucket{10'000};
};

}  // namespace otto
