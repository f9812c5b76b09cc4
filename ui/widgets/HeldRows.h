// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

class QTableView;

namespace otto {

/// What an operator sees and has chosen in a table, by id, while the model beneath it changes: the
/// row that must stay where it is on the screen, the current row, the selection. GUI thread; lives
/// as long as its table.
class HeldRows
{
public:
    explicit HeldRows(QTableView& table);

    /// Id of a row (IdRole); empty if there is no such row.
    QString idOf(int row) const;
    /// Row of an id, or -1. Asks the model's RowLookup if it has one, else looks at every row.
    int rowOf(const QString& id) const;

    /// Chooses the row that holds the picture: the one under the pointer (`hovered`), else the
    /// current one if it is in view, else the topmost. Rows `firstGone` to `lastGone` are about to
    /// go and cannot hold it; -1 for none.
    void takeAnchor(int hovered, int firstGone = -1, int lastGone = -1);
    /// Lets the next restoreAnchor() do nothing.
    void dropAnchor();
    /// Scrolls so that the anchor row is where it was.
    void restoreAnchor();

    /// Before and after a reset of the model; Qt forgets current row and selection over it.
    void rememberSelection();
    void restoreSelection(int column);

private:
    QTableView& m_table;
    QString m_anchorId;
    int m_anchorOffset = 0;  // px from the viewport's top to the anchor row's top
    QString m_currentId;
    QStringList m_selectedIds;
};

/// Rows of a table's selection, ascending, each once. Costs per range and row, not per cell.
QList<int> selectedRows(const QTableView& table);

}  // namespace otto
