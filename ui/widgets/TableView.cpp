// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/TableView.h"

#include "ui/delegates/CellDelegate.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ColumnMenu.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/TableText.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <numeric>

namespace otto {

namespace {

// One scroll per 100 ms keeps up with any rate; one per insert would not (aesthetics.md 6.11).
constexpr int kFollowMs = 100;
constexpr int kNoRow = -1;

}  // namespace

TableView::TableView(const QString& accessibleName, QWidget* parent)
    : QTableView(parent),
      m_rows(*this),
      m_fit(new ColumnFit(*this)),
      m_followTimer(new QTimer(this))
{
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAutoScroll(false);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    setItemDelegate(new CellDelegate(this));

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(16);
    QHeaderView* header = horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setStretchLastSection(true);
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(28);
    header->setTextElideMode(Qt::ElideRight);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setAccessibleName(tr("%1, columns").arg(accessibleName));
    connect(header, &QHeaderView::customContextMenuRequested, this, [this](const QPoint& at) {
        auto* menu = new ColumnMenu(*this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        connect(menu, &ColumnMenu::columnChosen, m_fit, &ColumnFit::choose);
        menu->popup(horizontalHeader()->viewport()->mapToGlobal(at));
    });

    m_followTimer->setSingleShot(true);
    m_followTimer->setInterval(kFollowMs);
    connect(m_followTimer, &QTimer::timeout, this, [this] {
        if (m_followEnd) {
            scrollToBottom();
        }
    });
    // Dragging the bar or clicking into it is the operator's wish to look elsewhere.
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        if (verticalScrollBar()->sliderPosition() < verticalScrollBar()->maximum()) {
            stopFollowing();
        }
    });
    connect(this, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT rowActivated(m_rows.idOf(index.row())); });
    connect(&Theme::current(), &Theme::changed, this, &TableView::applyTheme);
    applyTheme();
}

void TableView::setModel(QAbstractItemModel* newModel)
{
    if (model() != nullptr) {
        disconnect(model(), nullptr, this, nullptr);
    }
    if (newModel != nullptr) {
        using Model = QAbstractItemModel;
        // Before the base class connects: these must see the rows as they were.
        connect(newModel, &Model::modelAboutToBeReset, this, &TableView::beforeReset);
        connect(newModel, &Model::layoutAboutToBeChanged, this,
                [this] { takeAnchor(kNoRow, kNoRow); });
        connect(newModel, &Model::rowsAboutToBeInserted, this,
                [this] { takeAnchor(kNoRow, kNoRow); });
        connect(newModel, &Model::rowsAboutToBeRemoved, this,
                [this](const QModelIndex&, int first, int last) { beforeRemoval(first, last); });
    }
    QTableView::setModel(newModel);
    if (newModel != nullptr) {
        using Model = QAbstractItemModel;
        connect(newModel, &Model::modelReset, this, &TableView::afterReset);
        connect(newModel, &Model::layoutChanged, this, &TableView::settle);
        connect(newModel, &Model::rowsInserted, this, &TableView::settle);
        connect(newModel, &Model::rowsRemoved, this, &TableView::afterRemoval);
    }
    updateEmptyState();
    announceCurrent();
}

void TableView::setColumnDelegate(int column, CellDelegate* delegate)
{
    delegate->setParent(this);
    setItemDelegateForColumn(column, delegate);
}

void TableView::setColumnWidths(std::initializer_list<ColumnWidth> widths)
{
    m_fit->setWidths(widths);
}

void TableView::setEmptyState(EmptyState* emptyState)
{
    delete m_emptyState;
    m_emptyState = emptyState;
    m_emptyState->setParent(viewport());
    updateEmptyState();
}

void TableView::setNow(qint64 epochMs)
{
    const int columns = model() != nullptr ? model()->columnCount() : 0;
    bool timed = false;
    for (int column = 0; column < columns; ++column) {
        if (CellDelegate* delegate = cellDelegate(column)) {
            delegate->setNow(epochMs);
            timed = timed || delegate->dependsOnTime();
        }
    }
    if (timed && epochMs / 1000 != m_nowSecond) {
        m_nowSecond = epochMs / 1000;
        viewport()->update();
    }
}

QString TableView::currentId() const
{
    return m_rows.idOf(currentIndex().row());
}

bool TableView::setCurrentId(const QString& id)
{
    const int row = m_rows.rowOf(id);
    const QList<int> columns = shownColumns();
    if (row < 0 || columns.isEmpty()) {
        return false;
    }
    const QModelIndex index = model()->index(row, columnToKeep());
    // setCurrentIndex would scroll sideways, too.
    const int horizontal = horizontalScrollBar()->value();
    setCurrentIndex(index);
    scrollTo(index, QAbstractItemView::EnsureVisible);
    horizontalScrollBar()->setValue(horizontal);
    return true;
}

void TableView::setFollowEnd(bool follow)
{
    if (follow == m_followEnd) {
        return;
    }
    m_followEnd = follow;
    if (follow) {
        m_followTimer->start();
    }
    Q_EMIT followEndChanged(follow);
}

QStringList TableView::selectedIds() const
{
    QStringList ids;
    const QList<int> rows = selectedRows(*this);
    for (const int row : rows) {
        ids.append(m_rows.idOf(row));
    }
    return ids;
}

QString TableView::selectionAsTsv() const
{
    if (model() == nullptr) {
        return {};
    }
    const QList<int> columns = shownColumns();
    QStringList headers;
    for (const int column : columns) {
        const QString header = model()->headerData(column, Qt::Horizontal).toString();
        const CellDelegate* delegate = cellDelegate(column);
        headers += delegate != nullptr ? delegate->copyHeaders(header) : QStringList{header};
    }
    QStringList lines{tsvLine(headers)};
    QList<int> rows = selectedRows(*this);
    if (rows.isEmpty()) {
        rows.resize(model()->rowCount());
        std::iota(rows.begin(), rows.end(), 0);
    }
    for (const int row : std::as_const(rows)) {
        QStringList fields;
        for (const int column : columns) {
            const QModelIndex index = model()->index(row, column);
            const CellDelegate* delegate = cellDelegate(column);
            fields += delegate != nullptr ? delegate->copyFields(index)
                                          : QStringList{index.data().toString()};
        }
        lines.append(tsvLine(fields));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TableView::copySelection() const
{
    QGuiApplication::clipboard()->setText(selectionAsTsv());
}

void TableView::keyboardSearch(const QString&) {}

bool TableView::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::Enter: setHeld(true); break;
    case QEvent::Leave:
    case QEvent::Hide:
        setHovered(kNoRow);
        setHeld(false);
        break;
    case QEvent::MouseMove:
        setHovered(rowAt(static_cast<QMouseEvent*>(event)->position().toPoint().y()));
        break;
    case QEvent::Resize:
        if (m_emptyState != nullptr) {
            m_emptyState->setGeometry(viewport()->rect());
        }
        break;
    default: break;
    }
    return QTableView::viewportEvent(event);
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    const bool plain =
        event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (plain) {
            if (!currentId().isEmpty()) {
                Q_EMIT rowActivated(currentId());
            }
            return;
        }
        break;
    case Qt::Key_J:
    case Qt::Key_K:
        if (plain) {
            const bool down = event->key() == Qt::Key_J;
            QKeyEvent arrow(QEvent::KeyPress, down ? Qt::Key_Down : Qt::Key_Up, Qt::NoModifier);
            keyPressEvent(&arrow);
            return;
        }
        break;
    case Qt::Key_Up:
    case Qt::Key_PageUp:
    case Qt::Key_Home: stopFollowing(); break;
    default: break;
    }
    QTableView::keyPressEvent(event);
}

void TableView::mousePressEvent(QMouseEvent* event)
{
    // Whoever takes hold of a row wants to look at it.
    if (rowAt(event->position().toPoint().y()) >= 0) {
        stopFollowing();
    }
    QTableView::mousePressEvent(event);
}

void TableView::wheelEvent(QWheelEvent* event)
{
    if (event->angleDelta().y() > 0) {
        stopFollowing();
    }
    QTableView::wheelEvent(event);
    setHovered(rowAt(event->position().toPoint().y()));
}

void TableView::contextMenuEvent(QContextMenuEvent* event)
{
    QModelIndex index = indexAt(event->pos());
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard) {
        index = currentIndex();
        position = viewport()->mapToGlobal(visualRect(index).bottomLeft());
    }
    if (index.isValid()) {
        Q_EMIT rowMenuRequested(m_rows.idOf(index.row()), position);
    }
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (m_followEnd) {
        m_followTimer->start();
    }
}

void TableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid()) {
        m_column = current.column();
    }
    if (!m_quiet) {
        announceCurrent();
    }
}

QModelIndex TableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const QList<int> columns = shownColumns();
    if (!currentIndex().isValid() && m_resumeRow >= 0 && model() != nullptr
        && model()->rowCount() > 0 && !columns.isEmpty()) {
        const int row = std::min(m_resumeRow, model()->rowCount() - 1);
        m_resumeRow = kNoRow;
        return model()->index(row, columnToKeep());
    }
    // Rows are what is selected: Home and End go to the first and the last one, as in a list.
    const bool isHome = action == MoveHome;
    if ((isHome || action == MoveEnd) && selectionBehavior() == SelectRows && model() != nullptr
        && model()->rowCount() > 0 && !columns.isEmpty()) {
        return model()->index(isHome ? 0 : model()->rowCount() - 1, columnToKeep());
    }
    return QTableView::moveCursor(action, modifiers);
}

void TableView::takeAnchor(int firstGone, int lastGone)
{
    const bool attended = m_held || hasFocus();
    if (m_followEnd || (!attended && verticalScrollBar()->value() == 0)) {
        m_rows.dropAnchor();
    } else {
        m_rows.takeAnchor(m_hoveredRow, firstGone, lastGone);
    }
}

void TableView::beforeReset()
{
    takeAnchor(kNoRow, kNoRow);
    m_rows.rememberSelection();
    m_resumeRow = currentIndex().row();
    m_quiet = true;
}

void TableView::afterReset()
{
    const QList<int> columns = shownColumns();
    if (!columns.isEmpty()) {
        m_rows.restoreSelection(columnToKeep());
    }
    m_quiet = false;
    announceCurrent();
    settle();
}

void TableView::beforeRemoval(int first, int last)
{
    takeAnchor(first, last);
    const int current = currentIndex().row();
    m_currentIsGoing = current >= first && current <= last;
    if (m_currentIsGoing) {
        m_resumeRow = first;
        // Qt would make a neighbour current now.
        m_quiet = true;
    }
}

void TableView::afterRemoval()
{
    if (m_currentIsGoing) {
        m_currentIsGoing = false;
        selectionModel()->clearCurrentIndex();
        selectionModel()->clearSelection();
        m_quiet = false;
        announceCurrent();
    }
    settle();
}

void TableView::settle()
{
    m_rows.restoreAnchor();
    updateEmptyState();
    if (m_followEnd && !m_followTimer->isActive()) {
        m_followTimer->start();
    }
}

CellDelegate* TableView::cellDelegate(int column) const
{
    QAbstractItemDelegate* own = itemDelegateForColumn(column);
    return qobject_cast<CellDelegate*>(own != nullptr ? own : itemDelegate());
}

QList<int> TableView::shownColumns() const
{
    QList<int> columns;
    for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
        const int column = horizontalHeader()->logicalIndex(visual);
        if (!isColumnHidden(column)) {
            columns.append(column);
        }
    }
    return columns;
}

int TableView::columnToKeep() const
{
    const QList<int> columns = shownColumns();
    return columns.contains(m_column) || columns.isEmpty() ? m_column : columns.constFirst();
}

void TableView::announceCurrent()
{
    const QString id = currentId();
    if (id != m_announcedId) {
        m_announcedId = id;
        Q_EMIT currentIdChanged(id);
    }
}

void TableView::stopFollowing()
{
    setFollowEnd(false);
}

void TableView::setHovered(int row)
{
    if (row == m_hoveredRow) {
        return;
    }
    m_hoveredRow = row;
    const int columns = model() != nullptr ? model()->columnCount() : 0;
    for (int column = 0; column < columns; ++column) {
        if (CellDelegate* delegate = cellDelegate(column)) {
            delegate->setHoveredRow(row);
        }
    }
    viewport()->update();
}

void TableView::setHeld(bool held)
{
    if (held != m_held) {
        m_held = held;
        Q_EMIT heldChanged(held);
    }
}

void TableView::updateEmptyState()
{
    if (m_emptyState == nullptr) {
        return;
    }
    const bool empty = model() == nullptr || model()->rowCount() == 0;
    m_emptyState->setGeometry(viewport()->rect());
    m_emptyState->setVisible(empty);
}

void TableView::applyTheme()
{
    verticalHeader()->setDefaultSectionSize(Theme::current().rowHeight());
    horizontalHeader()->setFont(Theme::current().font(TextRole::Small));
    viewport()->update();
}

}  // namespace otto
