// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/payment/TimelineLayout.h"

#include <QAbstractScrollArea>

#include <optional>

namespace otto {

/// A payment's records as marks on one lane a system. Left and Right step through time, Up and Down
/// go to the nearest mark of the neighbouring lane, Home and End to the ends, + - 0 zoom, Enter
/// activates. The current mark's cause and effects are joined to it by lines. Screen readers hear
/// the current mark as one sentence. Object name "timeline".
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    static constexpr int kLabelWidth = 84;
    static constexpr int kLaneHeight = 26;
    static constexpr int kAxisHeight = 26;

    explicit TimelineView(QWidget* parent = nullptr);

    /// Replaces the entries, ordered by time; `lanes` are shown even without entries. The current
    /// entry is kept by its message id.
    void setEntries(std::vector<TimelineEntry> entries, std::vector<System> lanes);

    /// -1 for none.
    int currentEntry() const { return m_current; }
    void setCurrentEntry(int index);

    const TimelineLayout& timelineLayout() const { return m_layout; }
    /// The entry whose mark is under a point of the viewport, or -1.
    int entryAt(const QPoint& viewportPoint) const;
    /// Centre of an entry's mark in the viewport.
    QPoint markCentre(int entry) const;

    /// "Fact of Zelle at 14:02:10.120: PaymentFailed. Core debit timed out."
    static QString sentenceOf(const TimelineEntry& entry);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentEntryChanged(int index);
    void entryActivated(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void relayout();
    void measureTitles();
    void setZoom(double zoom);
    void moveCurrent(int entry);
    int nearestInLane(int laneStep) const;
    void describe();
    int contentLeft() const;
    int laneCentre(int lane) const { return lane * kLaneHeight + kLaneHeight / 2; }

    void paintLanes(QPainter& painter) const;
    void paintFolds(QPainter& painter) const;
    void paintLinks(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;
    void paintMark(QPainter& painter, int entry, int titleWidth) const;
    void paintAxis(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    QString tickText(const TimelineLayout::Tick& tick, const TimelineLayout::Tick* before) const;

    std::vector<TimelineEntry> m_entries;
    std::vector<System> m_lanesFirst;
    TimelineLayout m_layout;
    /// For every entry, the px its title may take.
    QList<int> m_titleWidths;
    double m_zoom = 1.0;
    int m_current = -1;
};

}  // namespace otto
