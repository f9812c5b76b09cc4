// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/TableView.h"

#include "ui/delegates/CellDelegate.h"
#include "ui/delegates/CellRoles.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/RowLookup.h"
#include "ui/widgets/TableText.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHash>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <limits>

namespace otto {

namespace {

// One scroll per 100 ms keeps up with any rate; one per insert would not (aesthetics.md 6.11).
constexpr int kFollowMs = 100;

// Restoring a larger selection row by row would cost more than it is worth.
constexpr int kMostRememberedRows = 5000;

constexpr int kNoRow = -1;

}  // namespace

TableView::TableView(const QString& accessibleName, QWidget* parent)
    : QTableView(parent)
    , m_followTimer(new QTimer(this))
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
    connect(header, &QHeaderView::customContextMenuRequested, this, &TableView::showHeaderMenu);

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
        [this](const QModelIndex& index) { Q_EMIT rowActivated(idOf(index.row())); });
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
        connect(newModel, &Model::modelAboutToBeReset, this, &TableView::rememberRows);
        connect(newModel, &Model::layoutAboutToBeChanged, this,
            [this] { m_anchor = takeAnchor(kNoRow, kNoRow); });
        connect(newModel, &Model::rowsAboutToBeInserted, this,
            [this] { m_anchor = takeAnchor(kNoRow, kNoRow); });
        connect(newModel, &Model::rowsAboutToBeRemoved, this,
            [this](const QModelIndex&, int first, int last) { beforeRemoval(first, last); });
    }
    QTableView::setModel(newModel);
    if (newModel != nullptr) {
        using Model = QAbstractItemModel;
        connect(newModel, &Model::modelReset, this, &TableView::restoreRows);
        connect(newModel, &Model::layoutChanged, this, &TableView::afterRowsChanged);
        connect(newModel, &Model::rowsInserted, this, &TableView::afterRowsChanged);
        connect(newModel, &Model::rowsRemoved, this, &TableView::afterRowsChanged);
    }
    updateEmptyState();
    announceCurrent();
}

void TableView::setColumnDelegate(int column, CellDelegate* delegate)
{
    delegate->setParent(this);
    setItemDelegateForColumn(column, delegate);
}

void TableView::setColumnWidths(std::initializer_list<int> widths)
{
    int column = 0;
    for (const int width : widths) {
        if (width == 0) {
            hideColumn(column);
        } else {
            setColumnWidth(column, width);
        }
        ++column;
    }
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
    return idOf(currentIndex().row());
}

bool TableView::setCurrentId(const QString& id)
{
    const int row = rowOf(id);
    const QList<int> columns = shownColumns();
    if (row < 0 || columns.isEmpty()) {
        return false;
    }
    const QModelIndex index = model()->index(row, columns.constFirst());
    // setCurrentIndex would scroll sideways, too.
    const int horizontal = horizontalScrollBar()->value();
    setCurrentIndex(index);
    scrollTo(index, QAbstractItemView::EnsureVisible);
    horizontalScrollBar()->setValue(horizontal);
    return true;
}

QStringList TableView::selectedIds() const
{
    QStringList ids;
    if (selectionModel() == nullptr) {
        return ids;
    }
    // Ranges, not indexes: a full selection of a long table has one range and many thousand indexes.
    QList<int> rows;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange& range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows.append(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const int row : std::as_const(rows)) {
        ids.append(idOf(row));
    }
    return ids;
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
    const auto addRow = [&](int row) {
        QStringList fields;
        for (const int column : columns) {
            const QModelIndex index = model()->index(row, column);
            const CellDelegate* delegate = cellDelegate(column);
            fields += delegate != nullptr ? delegate->copyFields(index)
                                          : QStringList{index.data().toString()};
        }
        lines.append(tsvLine(fields));
    };
    QList<int> rows;
    const QItemSelection selection = selectionModel()->selection();
    for (const QItemSelectionRange& range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows.append(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (rows.isEmpty()) {
        for (int row = 0; row < model()->rowCount(); ++row) {
            addRow(row);
        }
    }
    for (const int row : std::as_const(rows)) {
        addRow(row);
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TableView::copySelection() const
{
    QGuiApplication::clipboard()->setText(selectionAsTsv());
}

void TableView::keyboardSearch(const QString&)
{
}

bool TableView::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::Enter:
        setHeld(true);
        break;
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
    default:
        break;
    }
    return QTableView::viewportEvent(event);
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
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
    case Qt::Key_Home:
        stopFollowing();
        break;
    default:
        break;
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
        Q_EMIT rowMenuRequested(idOf(index.row()), position);
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
    if (!m_quiet) {
        announceCurrent();
    }
}

QModelIndex TableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const QList<int> columns = shownColumns();
    if (!currentIndex().isValid() && m_resumeRow >= 0 && model() != nullptr && model()->rowCount() > 0
        && !columns.isEmpty()) {
        const int row = std::min(m_resumeRow, model()->rowCount() - 1);
        m_resumeRow = kNoRow;
        return model()->index(row, columns.constFirst());
    }
    return QTableView::moveCursor(action, modifiers);
}

QString TableView::idOf(int row) const
{
    if (model() == nullptr || row < 0 || row >= model()->rowCount()) {
        return {};
    }
    return model()->index(row, 0).data(IdRole).toString();
}

int TableView::rowOf(const QString& id) const
{
    if (model() == nullptr || id.isEmpty()) {
        return kNoRow;
    }
    if (const auto* lookup = dynamic_cast<const RowLookup*>(model())) {
        return lookup->rowOfId(id);
    }
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (idOf(row) == id) {
            return row;
        }
    }
    return kNoRow;
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

// The row under the pointer, else the current row if it is in view, else the topmost row; rows from
// firstGone to lastGone are about to go and cannot hold the picture.
TableView::Anchor TableView::takeAnchor(int firstGone, int lastGone) const
{
    const bool attended = m_held || hasFocus();
    if (model() == nullptr || m_followEnd || (!attended && verticalScrollBar()->value() == 0)) {
        return {};
    }
    const auto inView = [this](int row) {
        const int top = rowViewportPosition(row);
        return top + rowHeight(row) > 0 && top < viewport()->height();
    };
    const auto stays = [firstGone, lastGone](int row) { return row < firstGone || row > lastGone; };
    int row = m_hoveredRow;
    if (row < 0 || !stays(row)) {
        row = currentIndex().row();
    }
    if (row < 0 || !inView(row) || !stays(row)) {
        row = rowAt(0);
        if (row >= 0 && !stays(row)) {
            row = lastGone + 1;
        }
    }
    if (row < 0 || row >= model()->rowCount()) {
        return {};
    }
    return {idOf(row), rowViewportPosition(row)};
}

void TableView::restoreAnchor()
{
    const int row = rowOf(m_anchor.id);
    if (row >= 0) {
        // The header knows the new rows already, the scroll range not yet.
        updateGeometries();
        verticalScrollBar()->setValue(verticalHeader()->sectionPosition(row) - m_anchor.offset);
    }
    m_anchor = {};
}

void TableView::rememberRows()
{
    m_anchor = takeAnchor(kNoRow, kNoRow);
    m_rememberedCurrent = currentId();
    m_resumeRow = currentIndex().row();
    m_rememberedSelection = selectedIds();
    if (m_rememberedSelection.size() > kMostRememberedRows) {
        m_rememberedSelection.clear();
    }
    m_quiet = true;
}

void TableView::restoreRows()
{
    const QList<int> columns = shownColumns();
    QHash<QString, int> rows;
    if (dynamic_cast<const RowLookup*>(model()) == nullptr) {
        // One pass instead of one scan per id.
        for (int row = 0; row < model()->rowCount(); ++row) {
            rows.insert(idOf(row), row);
        }
    }
    const auto find = [&](const QString& id) {
        return rows.isEmpty() ? rowOf(id) : rows.value(id, kNoRow);
    };
    if (!columns.isEmpty()) {
        QItemSelection selection;
        for (const QString& id : std::as_const(m_rememberedSelection)) {
            const int row = find(id);
            if (row >= 0) {
                selection.select(
                    model()->index(row, 0), model()->index(row, model()->columnCount() - 1));
            }
        }
        const int current = find(m_rememberedCurrent);
        if (current >= 0) {
            selectionModel()->setCurrentIndex(
                model()->index(current, columns.constFirst()), QItemSelectionModel::NoUpdate);
        }
        selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    }
    m_rememberedSelection.clear();
    m_rememberedCurrent.clear();
    m_quiet = false;
    restoreAnchor();
    updateEmptyState();
    if (m_followEnd) {
        m_followTimer->start();
    }
    announceCurrent();
}

void TableView::beforeRemoval(int first, int last)
{
    m_anchor = takeAnchor(first, last);
    const int current = currentIndex().row();
    m_currentIsGoing = current >= first && current <= last;
    if (m_currentIsGoing) {
        m_resumeRow = first;
        // Qt would make a neighbour current now.
        m_quiet = true;
    }
}

void TableView::afterRowsChanged()
{
    if (m_currentIsGoing) {
        m_currentIsGoing = false;
        selectionModel()->clearCurrentIndex();
        selectionModel()->clearSelection();
        m_quiet = false;
        announceCurrent();
    }
    restoreAnchor();
    updateEmptyState();
    if (m_followEnd && !m_followTimer->isActive()) {
        m_followTimer->start();
    }
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

void TableView::showHeaderMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("columnMenu"));
    const QList<int> shown = shownColumns();
    for (int column = 0; column < model()->columnCount(); ++column) {
        QString title = model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        if (title.isEmpty()) {
            title = model()->headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
        }
        QAction* action = menu->addAction(title.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        // A table without columns could not be asked for them again.
        action->setEnabled(isColumnHidden(column) || shown.size() > 1);
        connect(action, &QAction::toggled, this,
            [this, column](bool show) { setColumnHidden(column, !show); });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Show all columns")), &QAction::triggered, this, [this] {
        for (int column = 0; column < model()->columnCount(); ++column) {
            showColumn(column);
        }
    });
    menu->popup(horizontalHeader()->viewport()->mapToGlobal(position));
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
