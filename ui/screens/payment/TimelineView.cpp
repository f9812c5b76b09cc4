// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/TimelineView.h"

#include "ui/models/ViewText.h"
#include "ui/screens/payment/RecordGlyph.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/VisibleText.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace otto {

namespace {

constexpr int kGlyph = 13;
constexpr int kReach = 11;
constexpr int kLeastTitle = 34;
constexpr int kTitleGap = 4;
constexpr double kZoomStep = 1.5;
constexpr double kZoomMost = 64.0;

GlyphState stateOf(const TimelineEntry& entry)
{
    const bool isCleared = entry.kind == RecordKind::Flag && entry.title.starts_with("FlagCleared");
    return isCleared ? GlyphState::Over : GlyphState::Standing;
}

/// "// 1 min 59 s //", without the strokes where they have no room.
QString foldText(const TimelineLayout::Fold& fold, int width, const QFontMetrics& metrics)
{
    const QString skipped = durationText(fold.skippedMs);
    const QString text = QStringLiteral("// %1 //").arg(skipped);
    return metrics.horizontalAdvance(text) + kSpace2 <= width ? text : skipped;
}

QString dayOf(qint64 atMs)
{
    return dateTimeText(atMs).left(10);
}

}  // namespace

TimelineView::TimelineView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    viewport()->setMouseTracking(true);
    connect(&Theme::current(), &Theme::changed, this, [this] { relayout(); });
}

void TimelineView::setEntries(std::vector<TimelineEntry> entries, std::vector<System> lanes)
{
    const MessageId currentId =
        m_current >= 0 ? m_entries[static_cast<std::size_t>(m_current)].messageId : MessageId();
    m_entries = std::move(entries);
    m_lanesFirst = std::move(lanes);
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
        return !currentId.empty() && entry.messageId == currentId;
    });
    m_current = found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
    relayout();
    updateGeometry();
    describe();
}

void TimelineView::setCurrentEntry(int index)
{
    const int count = static_cast<int>(m_entries.size());
    const int wanted = index >= 0 && index < count ? index : -1;
    if (wanted == m_current) {
        return;
    }
    m_current = wanted;
    if (m_current >= 0) {
        // The mark and a little of what stands beside it.
        const int x = m_layout.marks[m_current].x;
        const int width = viewport()->width() - kLabelWidth;
        QScrollBar* bar = horizontalScrollBar();
        if (x - bar->value() < TimelineLayout::kMargin) {
            bar->setValue(x - TimelineLayout::kMargin);
        } else if (x - bar->value() > width - TimelineLayout::kMargin) {
            bar->setValue(x - width + TimelineLayout::kMargin);
        }
    }
    viewport()->update();
    describe();
    Q_EMIT currentEntryChanged(m_current);
}

int TimelineView::entryAt(const QPoint& viewportPoint) const
{
    int best = -1;
    int bestDistance = kReach;
    for (int i = 0; i < m_layout.marks.size(); ++i) {
        const QPoint offset = markCentre(i) - viewportPoint;
        const int distance = std::max(std::abs(offset.x()), std::abs(offset.y()));
        if (distance <= bestDistance) {
            best = i;
            bestDistance = distance;
        }
    }
    return best;
}

QPoint TimelineView::markCentre(int entry) const
{
    const TimelineLayout::Mark& mark = m_layout.marks[entry];
    return {contentLeft() + mark.x, laneCentre(mark.lane)};
}

QString TimelineView::sentenceOf(const TimelineEntry& entry)
{
    QString text = tr("%1 of %2 at %3: %4")
                       .arg(recordKindWord(entry.kind), systemName(entry.lane),
                            timeText(entry.time.ms), qText(entry.title));
    if (!entry.detail.empty()) {
        text += QStringLiteral(". ") + qText(entry.detail);
    }
    return text;
}

QSize TimelineView::sizeHint() const
{
    const int lanes = std::max(1, static_cast<int>(m_layout.lanes.size()));
    return {600, lanes * kLaneHeight + kAxisHeight + horizontalScrollBar()->sizeHint().height()};
}

QSize TimelineView::minimumSizeHint() const
{
    return {kLabelWidth + 160, sizeHint().height()};
}

void TimelineView::relayout()
{
    const int width = viewport()->width() - kLabelWidth;
    m_layout = TimelineLayout::of(m_entries, m_lanesFirst, std::max(width, 0), m_zoom);
    measureTitles();
    horizontalScrollBar()->setRange(0, std::max(0, m_layout.contentWidth - width));
    horizontalScrollBar()->setPageStep(std::max(1, width));
    horizontalScrollBar()->setSingleStep(TimelineLayout::kMarkStep);
    viewport()->update();
}

/// A title may reach to the next mark of its lane or to the next fold.
void TimelineView::measureTitles()
{
    m_titleWidths.fill(0, m_layout.marks.size());
    QList<int> nextInLane(m_layout.lanes.size(), m_layout.contentWidth);
    auto fold = m_layout.folds.crbegin();
    int foldEnd = m_layout.contentWidth;
    for (qsizetype i = m_layout.marks.size() - 1; i >= 0; --i) {
        const TimelineLayout::Mark& mark = m_layout.marks[i];
        for (; fold != m_layout.folds.crend() && fold->x >= mark.x; ++fold) {
            foldEnd = fold->x + kGlyph;
        }
        const int end = std::min(nextInLane[mark.lane] - kGlyph, foldEnd);
        m_titleWidths[i] = end - mark.x - kGlyph / 2 - kTitleGap;
        nextInLane[mark.lane] = mark.x;
    }
}

void TimelineView::setZoom(double zoom)
{
    const double bounded = std::clamp(zoom, 1.0, kZoomMost);
    if (bounded != m_zoom) {
        m_zoom = bounded;
        relayout();
        // The current mark stays in view.
        const int current = std::exchange(m_current, -1);
        setCurrentEntry(current);
    }
}

void TimelineView::moveCurrent(int entry)
{
    if (!m_entries.empty()) {
        setCurrentEntry(std::clamp(entry, 0, static_cast<int>(m_entries.size()) - 1));
    }
}

int TimelineView::nearestInLane(int laneStep) const
{
    if (m_current < 0) {
        return m_entries.empty() ? -1 : 0;
    }
    const TimelineLayout::Mark& from = m_layout.marks[m_current];
    for (int lane = from.lane + laneStep; lane >= 0 && lane < m_layout.lanes.size();
         lane += laneStep) {
        int best = -1;
        int bestDistance = std::numeric_limits<int>::max();
        for (int i = 0; i < m_layout.marks.size(); ++i) {
            const int distance = std::abs(m_layout.marks[i].x - from.x);
            if (m_layout.marks[i].lane == lane && distance < bestDistance) {
                best = i;
                bestDistance = distance;
            }
        }
        if (best >= 0) {
            return best;
        }
    }
    return m_current;
}

void TimelineView::describe()
{
    const QString text =
        m_current >= 0
            ? tr("%1 of %2. ").arg(m_current + 1).arg(m_entries.size())
                  + sentenceOf(m_entries[static_cast<std::size_t>(m_current)])
            : tr("%1 in %2. Left and Right step through time.")
                  .arg(counted(static_cast<qint64>(m_entries.size()), tr("record"), tr("records")),
                       counted(m_layout.lanes.size(), tr("lane"), tr("lanes")));
    if (text != accessibleDescription()) {
        setAccessibleDescription(text);
    }
}

int TimelineView::contentLeft() const
{
    return kLabelWidth - horizontalScrollBar()->value();
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: moveCurrent(m_current < 0 ? 0 : m_current - 1); return;
    case Qt::Key_Right: moveCurrent(m_current + 1); return;
    case Qt::Key_Up: setCurrentEntry(nearestInLane(-1)); return;
    case Qt::Key_Down: setCurrentEntry(nearestInLane(+1)); return;
    case Qt::Key_Home: moveCurrent(0); return;
    case Qt::Key_End: moveCurrent(static_cast<int>(m_entries.size()) - 1); return;
    case Qt::Key_Plus: setZoom(m_zoom * kZoomStep); return;
    case Qt::Key_Minus: setZoom(m_zoom / kZoomStep); return;
    case Qt::Key_0: setZoom(1.0); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0 && event->modifiers() == Qt::NoModifier) {
            Q_EMIT entryActivated(m_current);
            return;
        }
        break;
    default: break;
    }
    event->ignore();
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    const int entry = entryAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && entry >= 0) {
        setCurrentEntry(entry);
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int entry = entryAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && entry >= 0) {
        Q_EMIT entryActivated(entry);
    }
}

bool TimelineView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int entry = entryAt(help->pos());
        // Escaped: QToolTip would guess rich text from what a record says.
        const QString text =
            entry < 0 ? QString()
                      : visibleText(sentenceOf(m_entries[static_cast<std::size_t>(entry)]))
                            .left(1000)
                            .toHtmlEscaped();
        QToolTip::showText(help->globalPos(),
                           text.isEmpty() ? text
                                          : QStringLiteral("<p>") + text + QStringLiteral("</p>"),
                           viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelineView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void TimelineView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Theme::current().colors().surface);
    paintLanes(painter);
    painter.save();
    painter.setClipRect(kLabelWidth, 0, viewport()->width() - kLabelWidth, viewport()->height());
    paintFolds(painter);
    paintLinks(painter);
    paintMarks(painter);
    paintAxis(painter);
    painter.restore();
    paintLabels(painter);
}

void TimelineView::paintLanes(QPainter& painter) const
{
    const ThemeColors& colors = Theme::current().colors();
    for (int lane = 0; lane < m_layout.lanes.size(); ++lane) {
        const bool isUsed = std::any_of(m_layout.marks.begin(), m_layout.marks.end(),
                                        [lane](const auto& mark) { return mark.lane == lane; });
        painter.setPen(QPen(colors.border, 1, isUsed ? Qt::SolidLine : Qt::DotLine));
        painter.drawLine(kLabelWidth, laneCentre(lane), viewport()->width(), laneCentre(lane));
        if (!isUsed) {
            painter.setFont(Theme::current().font(TextRole::Small));
            const QString text = tr("nothing heard");
            const QRect box(kLabelWidth + TimelineLayout::kMargin, lane * kLaneHeight,
                            painter.fontMetrics().horizontalAdvance(text) + kSpace2, kLaneHeight);
            painter.fillRect(box, colors.surface);
            painter.setPen(colors.textSecondary);
            painter.drawText(box, Qt::AlignCenter, text);
        }
    }
}

void TimelineView::paintFolds(QPainter& painter) const
{
    const ThemeColors& colors = Theme::current().colors();
    const int height = static_cast<int>(m_layout.lanes.size()) * kLaneHeight;
    painter.setFont(Theme::current().font(TextRole::Caption));
    for (const TimelineLayout::Fold& fold : m_layout.folds) {
        const QRect band(contentLeft() + fold.x + kGlyph, 0, fold.width - 2 * kGlyph, height);
        painter.fillRect(band, colors.surface);
        painter.fillRect(band, QBrush(colors.border, Qt::BDiagPattern));
        // Within the band, where no mark can stand; the axis below belongs to the ticks.
        const QString text = foldText(fold, band.width(), painter.fontMetrics());
        QRect box(0, 0, painter.fontMetrics().horizontalAdvance(text) + kSpace2,
                  painter.fontMetrics().height());
        box.moveCenter(band.center());
        painter.fillRect(box, colors.surface);
        painter.setPen(colors.textSecondary);
        painter.drawText(box, Qt::AlignCenter, text);
    }
}

void TimelineView::paintLinks(QPainter& painter) const
{
    if (m_current < 0) {
        return;
    }
    const TimelineEntry& current = m_entries[static_cast<std::size_t>(m_current)];
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::current().colors().accent, 1.2));
    painter.setBrush(Qt::NoBrush);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const TimelineEntry& other = m_entries[i];
        const bool isCause = !current.causationId.empty() && other.messageId == current.causationId;
        const bool isEffect = !other.causationId.empty() && other.causationId == current.messageId;
        if (static_cast<int>(i) == m_current || (!isCause && !isEffect)) {
            continue;
        }
        const QPointF from = markCentre(isCause ? static_cast<int>(i) : m_current);
        const QPointF to = markCentre(isCause ? m_current : static_cast<int>(i));
        QPainterPath path(from);
        const double middle = (from.x() + to.x()) / 2;
        path.cubicTo({middle, from.y()}, {middle, to.y()}, to);
        painter.drawPath(path);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelineView::paintMarks(QPainter& painter) const
{
    const int last = viewport()->width() + kGlyph;
    for (int i = 0; i < m_layout.marks.size(); ++i) {
        const int x = markCentre(i).x();
        // Titles reach to the right, so what starts left of the view may still show in it.
        if (x <= last && x + kGlyph + m_titleWidths[i] >= kLabelWidth) {
            paintMark(painter, i, m_titleWidths[i]);
        }
    }
}

void TimelineView::paintMark(QPainter& painter, int entry, int titleWidth) const
{
    const Theme& theme = Theme::current();
    const TimelineEntry& record = m_entries[static_cast<std::size_t>(entry)];
    const QPoint centre = markCentre(entry);
    const bool isCurrent = entry == m_current;
    QRectF box(0, 0, kGlyph, kGlyph);
    box.moveCenter(centre);
    if (isCurrent) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.colors().accent, hasFocus() ? 2.0 : 1.2));
        painter.setBrush(theme.colors().selection);
        painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), 4, 4);
        painter.setRenderHint(QPainter::Antialiasing, false);
    } else {
        painter.fillRect(box, theme.colors().surface);
    }
    paintRecordGlyph(painter, box, record.kind, stateOf(record),
                     recordGlyphColor(record.kind, stateOf(record)));
    if (titleWidth < kLeastTitle) {
        return;
    }
    painter.setFont(theme.font(TextRole::Small));
    const QFontMetrics metrics = painter.fontMetrics();
    const QString title =
        metrics.elidedText(visibleText(qText(record.title).left(200)), Qt::ElideRight, titleWidth);
    const QRect text(centre.x() + kGlyph / 2 + kTitleGap + (isCurrent ? 2 : 0), centre.y() - 9,
                     metrics.horizontalAdvance(title) + 2, 18);
    painter.fillRect(text, theme.colors().surface);
    painter.setPen(isCurrent ? theme.colors().text : theme.colors().textSecondary);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, title);
}

void TimelineView::paintAxis(QPainter& painter) const
{
    const ThemeColors& colors = Theme::current().colors();
    const int top = static_cast<int>(m_layout.lanes.size()) * kLaneHeight;
    painter.setFont(Theme::current().font(TextRole::Caption));
    for (int i = 0; i < m_layout.ticks.size(); ++i) {
        const int x = contentLeft() + m_layout.ticks[i].x;
        painter.setPen(colors.borderStrong);
        painter.drawLine(x, top, x, top + 4);
        painter.setPen(colors.textSecondary);
        painter.drawText(QRect(x - 60, top + 4, 120, kAxisHeight - 4),
                         Qt::AlignHCenter | Qt::AlignTop,
                         tickText(m_layout.ticks[i], i > 0 ? &m_layout.ticks[i - 1] : nullptr));
    }
}

void TimelineView::paintLabels(QPainter& painter) const
{
    const ThemeColors& colors = Theme::current().colors();
    painter.setFont(Theme::current().font(TextRole::BodyText));
    for (int lane = 0; lane < m_layout.lanes.size(); ++lane) {
        const bool isCurrent = m_current >= 0 && m_layout.marks[m_current].lane == lane;
        painter.setPen(isCurrent ? colors.text : colors.textSecondary);
        painter.drawText(QRect(0, lane * kLaneHeight, kLabelWidth - kSpace2, kLaneHeight),
                         Qt::AlignLeft | Qt::AlignVCenter, systemName(m_layout.lanes[lane]));
    }
}

QString TimelineView::tickText(const TimelineLayout::Tick& tick,
                               const TimelineLayout::Tick* before) const
{
    const bool isNewDay = before != nullptr && dayOf(before->atMs) != dayOf(tick.atMs);
    return isNewDay ? dayOf(tick.atMs).mid(5) + QLatin1Char(' ') + secondsText(tick.atMs)
                    : secondsText(tick.atMs);
}

}  // namespace otto
