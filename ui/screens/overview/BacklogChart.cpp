// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/BacklogChart.h"

#include "ui/models/ViewText.h"
#include "ui/screens/overview/PlotView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"

#include <QAreaSeries>
#include <QCategoryAxis>
#include <QChart>
#include <QLineSeries>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <iterator>

namespace otto {

namespace {

constexpr int kLeastSpans = 10;
constexpr int kLeastHeight = 72;
constexpr std::int64_t kTicksWanted = 7;

/// The least round number not below `value` whose half is a whole number, for the half is labelled.
std::uint32_t niceTop(std::uint32_t value)
{
    std::uint32_t step = 1;
    while (true) {
        for (const std::uint32_t factor : {2U, 3U, 4U, 6U, 8U, 10U}) {
            if (step * factor >= value && step * factor % 2 == 0)
                return step * factor;
        }
        step *= 10;
    }
}

std::int64_t tickStepMs(std::int64_t spanMs)
{
    static constexpr std::array<std::int64_t, 11> kSteps{
        10'000,    30'000,    60'000,    120'000,    300'000,   600'000,
        1'800'000, 3'600'000, 7'200'000, 14'400'000, 43'200'000};
    for (const std::int64_t step : kSteps) {
        if (spanMs / step <= kTicksWanted)
            return step;
    }
    return 86'400'000;
}

std::vector<PlotView::Tick> timeTicks(std::int64_t from, std::int64_t to)
{
    const std::int64_t step = tickStepMs(to - from);
    std::vector<PlotView::Tick> ticks;
    for (std::int64_t at = (from + step - 1) / step * step; at <= to; at += step) {
        const QString seconds = secondsText(at);
        ticks.push_back({static_cast<double>(at), step >= 60'000 ? seconds.left(5) : seconds});
    }
    return ticks;
}

/// "min" of 60 000: what a rate is counted in.
QString unitText(Duration bucket)
{
    switch (bucket.count()) {
    case 60'000: return BacklogChart::tr("min");
    case 3'600'000: return BacklogChart::tr("h");
    default: return durationText(bucket.count());
    }
}

/// Without the quiet spans before anything happened: a desk that began ten minutes ago has no hour
/// to show. A few spans are always left, so that the first steps are not as wide as the screen.
std::vector<BacklogPoint> withoutQuietStart(std::vector<BacklogPoint> points)
{
    const auto isQuiet = [](const BacklogPoint& p) {
        return p.open == 0 && p.opened == 0 && p.cleared == 0;
    };
    const auto first = std::find_if_not(points.begin(), points.end(), isQuiet);
    const auto most = std::max<std::ptrdiff_t>(0, std::ssize(points) - kLeastSpans);
    // One quiet span stays in front: the curve is seen to begin at zero.
    const auto quiet = std::max<std::ptrdiff_t>(0, first - points.begin() - 1);
    points.erase(points.begin(), points.begin() + std::min(quiet, most));
    return points;
}

/// Spans as steps: a value holds from its beginning to its end. No point is said twice, for a pen
/// draws a dot on a line without length.
QList<QPointF> steps(const std::vector<BacklogPoint>& points, std::int64_t bucketMs,
                     double (*value)(const BacklogPoint&))
{
    QList<QPointF> line;
    line.reserve(static_cast<qsizetype>(points.size()) * 2);
    for (const BacklogPoint& point : points) {
        const double y = value(point);
        if (line.isEmpty() || line.last().y() != y)
            line.append({static_cast<double>(point.from.ms), y});
        else
            line.removeLast();
        line.append({static_cast<double>(point.from.ms + bucketMs), y});
    }
    return line;
}

void attach(PlotView* plot, QAbstractSeries* series)
{
    plot->chart()->addSeries(series);
    series->attachAxis(plot->xAxis());
    series->attachAxis(plot->yAxis());
}

/// The fill between a curve and zero, under the curve itself.
QAreaSeries* addCurve(PlotView* plot, QLineSeries* line, QLineSeries* zero)
{
    auto* area = new QAreaSeries(line, zero);
    attach(plot, area);
    attach(plot, line);
    return area;
}

}  // namespace

BacklogChart::BacklogChart(QWidget* parent)
    : QWidget(parent),
      m_openPlot(new PlotView(PlotView::XLabels::Hidden)),
      m_flowPlot(new PlotView(PlotView::XLabels::Shown)),
      m_open(new QLineSeries(this)),
      m_opened(new QLineSeries(this)),
      m_cleared(new QLineSeries(this)),
      m_zeros{new QLineSeries(this), new QLineSeries(this), new QLineSeries(this)},
      m_openArea(addCurve(m_openPlot, m_open, m_zeros[0])),
      m_openedArea(addCurve(m_flowPlot, m_opened, m_zeros[1])),
      m_clearedArea(addCurve(m_flowPlot, m_cleared, m_zeros[2]))
{
    setObjectName(QStringLiteral("overview.chart"));
    m_openPlot->setAccessibleName(tr("Open flags over time"));
    m_flowPlot->setAccessibleName(tr("Flags opened and cleared over time"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_openPlot, 3);
    layout->addWidget(m_flowPlot, 2);
    for (PlotView* plot : {m_openPlot, m_flowPlot})
        plot->setMinimumHeight(kLeastHeight);
    connect(&Theme::current(), &Theme::changed, this, &BacklogChart::applyTheme);
    applyTheme();
}

void BacklogChart::setPoints(std::vector<BacklogPoint> points, Duration bucket)
{
    m_points = withoutQuietStart(std::move(points));
    m_bucket = bucket;
    draw();
}

void BacklogChart::refreshTimes()
{
    draw();
}

void BacklogChart::draw()
{
    describe();
    if (m_points.empty()) {
        for (QLineSeries* line : {m_open, m_opened, m_cleared})
            line->replace(QList<QPointF>());
        return;
    }
    const std::int64_t from = m_points.front().from.ms;
    const std::int64_t to = m_points.back().from.ms + m_bucket.count();
    const std::vector<PlotView::Tick> ticks = timeTicks(from, to);
    m_openPlot->setXTicks(static_cast<double>(from), static_cast<double>(to), ticks);
    m_flowPlot->setXTicks(static_cast<double>(from), static_cast<double>(to), ticks);
    for (QLineSeries* zero : m_zeros)
        zero->replace({{static_cast<double>(from), 0.0}, {static_cast<double>(to), 0.0}});
    drawOpen();
    drawFlow();
}

void BacklogChart::drawOpen()
{
    std::uint32_t most = 1;
    for (const BacklogPoint& point : m_points)
        most = std::max(most, point.open);
    const std::uint32_t top = niceTop(most);
    m_open->replace(steps(m_points, m_bucket.count(),
                          [](const BacklogPoint& p) { return static_cast<double>(p.open); }));
    m_openPlot->setYTicks(0.0, top,
                          {{0.0, QStringLiteral("0")},
                           {top / 2.0, countText(top / 2)},
                           {static_cast<double>(top), countText(top)}});
    const std::uint32_t now = m_points.back().open;
    m_openPlot->setEndLabels({{tr("%1 open").arg(counted(now, tr("flag"), tr("flags"))),
                               Theme::current().colors().accent, static_cast<double>(now)}});
}

void BacklogChart::drawFlow()
{
    std::uint32_t most = 1;
    for (const BacklogPoint& point : m_points)
        most = std::max({most, point.opened, point.cleared});
    const std::uint32_t top = niceTop(most);
    m_opened->replace(steps(m_points, m_bucket.count(),
                            [](const BacklogPoint& p) { return static_cast<double>(p.opened); }));
    m_cleared->replace(steps(m_points, m_bucket.count(), [](const BacklogPoint& p) {
        return -static_cast<double>(p.cleared);
    }));
    m_flowPlot->setYTicks(-static_cast<double>(top), top,
                          {{-static_cast<double>(top), QStringLiteral("\u2212") + countText(top)},
                           {0.0, QStringLiteral("0")},
                           {static_cast<double>(top), QStringLiteral("+") + countText(top)}});
    const QString per = unitText(m_bucket);
    const Theme& theme = Theme::current();
    m_flowPlot->setEndLabels(
        {{tr("opened per %1").arg(per), theme.color(Tone::High), top / 2.0},
         {tr("cleared per %1").arg(per), theme.color(Tone::Ok), -(top / 2.0)}});
}

void BacklogChart::describe()
{
    std::uint64_t opened = 0;
    std::uint64_t cleared = 0;
    for (const BacklogPoint& point : m_points) {
        opened += point.opened;
        cleared += point.cleared;
    }
    setAccessibleName(tr("Backlog of flags"));
    if (m_points.empty()) {
        setAccessibleDescription(tr("Nothing recorded yet."));
        return;
    }
    setAccessibleDescription(tr("%1 open now; %2 opened and %3 cleared since %4.")
                                 .arg(counted(m_points.back().open, tr("flag"), tr("flags")),
                                      countText(static_cast<qint64>(opened)),
                                      countText(static_cast<qint64>(cleared)),
                                      secondsText(m_points.front().from.ms)));
}

void BacklogChart::applyTheme()
{
    const Theme& theme = Theme::current();
    const auto dress = [](QLineSeries* line, QAreaSeries* area, const QColor& ink,
                          Qt::PenStyle style) {
        QColor fill = ink;
        fill.setAlphaF(0.16F);
        line->setPen(QPen(ink, 1.6, style));
        area->setPen(Qt::NoPen);
        area->setBrush(fill);
    };
    dress(m_open, m_openArea, theme.colors().accent, Qt::SolidLine);
    dress(m_opened, m_openedArea, theme.color(Tone::High), Qt::SolidLine);
    dress(m_cleared, m_clearedArea, theme.color(Tone::Ok), Qt::DashLine);
    if (!m_points.empty())
        draw();
}

}  // namespace otto
