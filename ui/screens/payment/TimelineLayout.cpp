// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/TimelineLayout.h"

#include <algorithm>
#include <cmath>

namespace otto {

namespace {

/// All entries of one instant: they stand side by side within their lane.
struct Column
{
    qint64 atMs = 0;
    int marksWide = 1;
    /// Time to the column before; 0 for the first.
    qint64 gapMs = 0;
    bool isFoldBefore = false;
    int x = 0;

    [[nodiscard]] int extraWidth() const { return (marksWide - 1) * TimelineLayout::kMarkStep; }
};

QList<System> lanesOf(const std::vector<TimelineEntry>& entries,
                      const std::vector<System>& lanesFirst)
{
    QList<System> lanes;
    for (const System system : lanesFirst) {
        if (!lanes.contains(system)) {
            lanes.append(system);
        }
    }
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        const auto system = static_cast<System>(i);
        const bool isUsed = std::any_of(entries.begin(), entries.end(),
                                        [system](const auto& e) { return e.lane == system; });
        if (isUsed && !lanes.contains(system)) {
            lanes.append(system);
        }
    }
    return lanes;
}

/// The lower median, so that of two gaps the longer one can still be the exception.
qint64 medianGap(const QList<Column>& columns)
{
    QList<qint64> gaps;
    for (qsizetype i = 1; i < columns.size(); ++i) {
        gaps.append(columns[i].gapMs);
    }
    if (gaps.isEmpty()) {
        return 0;
    }
    const auto middle = gaps.begin() + (gaps.size() - 1) / 2;
    std::nth_element(gaps.begin(), middle, gaps.end());
    return *middle;
}

/// Columns of the entries, and each entry's place within its column.
struct Columns
{
    QList<Column> list;
    QList<int> columnOfEntry;
    QList<int> stackOfEntry;
};

Columns columnsOf(const std::vector<TimelineEntry>& entries, const QList<System>& lanes)
{
    Columns out;
    QList<int> stacked(lanes.size(), 0);
    for (const TimelineEntry& entry : entries) {
        if (out.list.isEmpty() || out.list.last().atMs != entry.time.ms) {
            Column column;
            column.atMs = entry.time.ms;
            column.gapMs =
                out.list.isEmpty() ? 0 : std::max<qint64>(0, entry.time.ms - out.list.last().atMs);
            out.list.append(column);
            stacked.fill(0);
        }
        const int place = stacked[lanes.indexOf(entry.lane)]++;
        Column& column = out.list.last();
        column.marksWide = std::max(column.marksWide, place + 1);
        out.columnOfEntry.append(static_cast<int>(out.list.size() - 1));
        out.stackOfEntry.append(place);
    }
    const qint64 median = medianGap(out.list);
    for (qsizetype i = 1; i < out.list.size(); ++i) {
        Column& column = out.list[i];
        column.isFoldBefore = column.gapMs > median * TimelineLayout::kFoldFactor
                              && column.gapMs > TimelineLayout::kFoldAtLeastMs;
    }
    return out;
}

/// The px a ms with which gaps, each at least kMarkStep wide, add up to `width`; 0 when even the
/// least widths are too much.
double scaleFor(QList<qint64> gaps, int width)
{
    std::sort(gaps.begin(), gaps.end());
    double total = 0.0;
    for (const qint64 gap : gaps) {
        total += static_cast<double>(gap);
    }
    double left = width;
    for (const qint64 gap : gaps) {
        if (left <= 0.0 || total <= 0.0) {
            return 0.0;
        }
        const double scale = left / total;
        if (static_cast<double>(gap) * scale >= TimelineLayout::kMarkStep) {
            return scale;
        }
        left -= TimelineLayout::kMarkStep;
        total -= static_cast<double>(gap);
    }
    return 0.0;
}

void placeColumns(TimelineLayout& layout, QList<Column>& columns, int width)
{
    QList<qint64> open;
    int taken = TimelineLayout::kMargin + TimelineLayout::kTail;
    for (const Column& column : columns) {
        taken += column.extraWidth();
        if (column.isFoldBefore) {
            taken += TimelineLayout::kFoldWidth;
        } else if (column.gapMs > 0) {
            open.append(column.gapMs);
        }
    }
    const double scale = scaleFor(open, width - taken);

    double x = TimelineLayout::kMargin;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        Column& column = columns[i];
        if (i > 0) {
            x += columns[i - 1].extraWidth();
            if (column.isFoldBefore) {
                layout.folds.append(
                    {static_cast<int>(std::lround(x)), TimelineLayout::kFoldWidth, column.gapMs});
                x += TimelineLayout::kFoldWidth;
            } else {
                x += std::max<double>(TimelineLayout::kMarkStep,
                                      static_cast<double>(column.gapMs) * scale);
            }
        }
        column.x = static_cast<int>(std::lround(x));
    }
    const int end = columns.isEmpty() ? 0 : columns.last().x + columns.last().extraWidth();
    layout.contentWidth = std::max(width, end + TimelineLayout::kTail);
}

/// A tick at the first column, after every fold, and wherever another second has room for one.
void placeTicks(TimelineLayout& layout, const QList<Column>& columns)
{
    bool isLastFixed = false;
    for (const Column& column : columns) {
        const bool isFixed = layout.ticks.isEmpty() || column.isFoldBefore;
        if (!layout.ticks.isEmpty()) {
            const TimelineLayout::Tick& last = layout.ticks.last();
            const bool hasRoom = column.x - last.x >= TimelineLayout::kTickSpacing;
            if (!hasRoom && isFixed && !isLastFixed) {
                layout.ticks.removeLast();
            } else if (!hasRoom || (!isFixed && column.atMs / 1000 == last.atMs / 1000)) {
                continue;
            }
        }
        layout.ticks.append({column.x, column.atMs});
        isLastFixed = isFixed;
    }
}

}  // namespace

TimelineLayout TimelineLayout::of(const std::vector<TimelineEntry>& entries,
                                  const std::vector<System>& lanesFirst, int availableWidth,
                                  double zoom)
{
    TimelineLayout layout;
    layout.lanes = lanesOf(entries, lanesFirst);
    Columns columns = columnsOf(entries, layout.lanes);
    placeColumns(layout, columns.list,
                 std::max(0, static_cast<int>(std::lround(availableWidth * std::max(0.1, zoom)))));
    placeTicks(layout, columns.list);
    for (qsizetype i = 0; i < columns.columnOfEntry.size(); ++i) {
        const Column& column = columns.list[columns.columnOfEntry[i]];
        const auto lane = layout.lanes.indexOf(entries[static_cast<std::size_t>(i)].lane);
        layout.marks.append(
            {static_cast<int>(lane), column.x + columns.stackOfEntry[i] * kMarkStep});
    }
    return layout;
}

}  // namespace otto
