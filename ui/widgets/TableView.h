// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/ColumnFit.h"
#include "ui/widgets/HeldRows.h"

#include <QStringList>
#include <QTableView>

#include <initializer_list>

class QTimer;

namespace otto {

class CellDelegate;
class EmptyState;

/// A table for live rows, set up once and right: fixed row height of the theme's density, no wrap,
/// no grid, whole-row selection, interactive columns, no vertical header. Rows are known by IdRole,
/// never by number.
//
/// Rows never move under the cursor: while the pointer is over the table or it has the focus, rows
/// that come or go above the anchor change the scroll position instead of the picture; over a reset
/// or a layout change the current row, the selection and the scroll anchor are kept by id. While
/// isHeld(), models should not re-sort (heldChanged() tells when they may again). When the current
/// row goes away, there is none until the operator moves: an action must never hit a row that slid
/// into place.
//
/// Keys: Enter activates; Ctrl+C copies the selected rows as tab-separated text with headers; J and
/// K move; Ctrl+A selects all. Letters never start Qt's type-ahead search: they belong to the
/// screens' actions. Tab leaves the table.
class TableView : public QTableView
{
    Q_OBJECT

public:
    /// `accessibleName` is what a screen reader calls the table ("Flags").
    explicit TableView(const QString& accessibleName, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;

    /// The delegate of one column; the view takes ownership.
    void setColumnDelegate(int column, CellDelegate* delegate);

    /// Widths from the first column on, kept within the table's width (see ColumnFit); 0 hides a
    /// column (the header's context menu brings it back). The last shown column takes the rest.
    void setColumnWidths(std::initializer_list<ColumnWidth> widths);

    /// Shown instead of rows while the model has none; the view takes ownership.
    void setEmptyState(EmptyState* emptyState);

    /// The time that ages, deadlines and rings are drawn for: UTC milliseconds since the epoch.
    /// Call as often as you like; repaints only when a second has passed.
    void setNow(qint64 epochMs);

    QString currentId() const;
    /// False if no row has that id. Scrolls to it only if it is not visible.
    bool setCurrentId(const QString& id);
    QStringList selectedIds() const;

    /// Keep the last row in view (a live stream). Scrolling up or selecting an earlier row ends it.
    bool followsEnd() const { return m_followEnd; }
    void setFollowEnd(bool follow);

    /// The pointer is over the rows, a menu is open or a drag goes on: the picture must hold still.
    bool isHeld() const { return m_held; }

    /// The selected rows, or all rows if nothing is selected, as TSV with a header line: shown
    /// columns in their visual order. Cells that a spreadsheet would run as a formula are quoted.
    QString selectionAsTsv() const;

    void keyboardSearch(const QString& search) override;

public Q_SLOTS:
    void copySelection() const;

Q_SIGNALS:
    /// The current row is another one, or none (empty id).
    void currentIdChanged(const QString& id);
    /// Enter or double click on a row.
    void rowActivated(const QString& id);
    /// Right click or menu key on a row; `position` is global.
    void rowMenuRequested(const QString& id, const QPoint& position);
    void heldChanged(bool held);
    void followEndChanged(bool follow);

protected:
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    CellDelegate* cellDelegate(int column) const;
    QList<int> shownColumns() const;
    /// The column that the operator chose last, while it is shown; else the first one.
    int columnToKeep() const;

    /// Rows firstGone to lastGone are about to go; -1 for none.
    void takeAnchor(int firstGone, int lastGone);
    void beforeReset();
    void afterReset();
    void beforeRemoval(int first, int last);
    void afterRemoval();
    /// After any change of the rows.
    void settle();
    void announceCurrent();

    void stopFollowing();
    void setHovered(int row);
    void setHeld(bool held);
    void updateEmptyState();
    void applyTheme();

    HeldRows m_rows;
    ColumnFit* m_fit;
    EmptyState* m_emptyState = nullptr;
    QTimer* m_followTimer;
    QString m_announcedId;
    qint64 m_nowSecond = -1;
    int m_resumeRow = -1;  // where a lost current row was; J and K go on from there
    int m_column = -1;     // last chosen column
    int m_hoveredRow = -1;
    bool m_currentIsGoing = false;
    bool m_followEnd = false;
    bool m_held = false;
    bool m_quiet = false;  // the model is changing: current row changes are not the operator's
};

}  // namespace otto
