// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/HeldRows.h"

#include "ui/delegates/CellRoles.h"
#include "ui/widgets/RowLookup.h"

#include <QHash>
#include <QHeaderView>
#include <QItemSelection>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace otto {

namespace {

// Restoring a larger selection row by row would cost more than it is worth.
constexpr qsizetype kMostRememberedRows = 5000;

constexpr int kNoRow = -1;

bool isInView(const QTableView& table, int row)
{
    const int top = table.rowViewportPosition(row);
    return top + table.rowHeight(row) > 0 && top < table.viewport()->height();
}

}  // namespace

QList<int> selectedRows(const QTableView& table)
{
    QList<int> rows;
    if (table.selectionModel() == nullptr) {
        return rows;
    }
    const QItemSelection selection = table.selectionModel()->selection();
    for (const QItemSelectionRange& range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows.append(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

HeldRows::HeldRows(QTableView& table) : m_table(table) {}

QString HeldRows::idOf(int row) const
{
    const QAbstractItemModel* model = m_table.model();
    if (model == nullptr || row < 0 || row >= model->rowCount()) {
        return {};
    }
    return model->index(row, 0).data(IdRole).toString();
}

int HeldRows::rowOf(const QString& id) const
{
    const QAbstractItemModel* model = m_table.model();
    if (model == nullptr || id.isEmpty()) {
        return kNoRow;
    }
    if (const auto* lookup = dynamic_cast<const RowLookup*>(model)) {
        return lookup->rowOfId(id);
    }
    for (int row = 0; row < model->rowCount(); ++row) {
        if (idOf(row) == id) {
            return row;
        }
    }
    return kNoRow;
}

void HeldRows::takeAnchor(int hovered, int firstGone, int lastGone)
{
    const auto stays = [firstGone, lastGone](int row) { return row < firstGone || row > lastGone; };
    int row = hovered;
    if (row < 0 || !stays(row)) {
        row = m_table.currentIndex().row();
    }
    if (row < 0 || !isInView(m_table, row) || !stays(row)) {
        row = m_table.rowAt(0);
        if (row >= 0 && !stays(row)) {
            row = lastGone + 1;
        }
    }
    m_anchorId = idOf(row);
    m_anchorOffset = m_anchorId.isEmpty() ? 0 : m_table.rowViewportPosition(row);
}

void HeldRows::dropAnchor()
{
    m_anchorId.clear();
}

void HeldRows::restoreAnchor()
{
    const int row = rowOf(m_anchorId);
    m_anchorId.clear();
    if (row >= 0) {
        // The header knows the new rows already, the scroll range not yet.
        m_table.doItemsLayout();
        m_table.verticalScrollBar()->setValue(m_table.verticalHeader()->sectionPosition(row)
                                              - m_anchorOffset);
    }
}

void HeldRows::rememberSelection()
{
    m_currentId = idOf(m_table.currentIndex().row());
    const QList<int> rows = selectedRows(m_table);
    m_selectedIds.clear();
    if (rows.size() <= kMostRememberedRows) {
        for (const int row : rows) {
            m_selectedIds.append(idOf(row));
        }
    }
}

void HeldRows::restoreSelection(int column)
{
    const QAbstractItemModel* model = m_table.model();
    QHash<QString, int> rows;
    if (dynamic_cast<const RowLookup*>(model) == nullptr && !m_selectedIds.isEmpty()) {
        // One pass instead of one scan per id.
        for (int row = 0; row < model->rowCount(); ++row) {
            rows.insert(idOf(row), row);
        }
    }
    QItemSelection selection;
    for (const QString& id : std::as_const(m_selectedIds)) {
        const int row = rows.isEmpty() ? rowOf(id) : rows.value(id, kNoRow);
        if (row >= 0) {
            selection.select(model->index(row, 0), model->index(row, model->columnCount() - 1));
        }
    }
    const int current = rowOf(m_currentId);
    if (current >= 0) {
        m_table.selectionModel()->setCurrentIndex(model->index(current, column),
                                                  QItemSelectionModel::NoUpdate);
    }
    m_table.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_selectedIds.clear();
    m_currentId.clear();
}

}  // namespace otto
