// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/BacklogModel.h"

#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>

namespace otto {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::BacklogModel", text);
}

std::vector<TableColumn> columns()
{
    const Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;
    return {{tr("From"), {}},
            {tr("Opened"), tr("Flags raised in this span."), right},
            {tr("Cleared"), tr("Flags cleared in this span."), right},
            {tr("Open"), tr("Flags open at its end."), right}};
}

}  // namespace

BacklogModel::BacklogModel(QObject* parent) : RowTableModel(columns(), kCapacity, parent) {}

QString BacklogModel::idOf(const BacklogPoint& row) const
{
    return QString::number(row.from.ms);
}

QVariant BacklogModel::cell(const BacklogPoint& row, int column, int role) const
{
    if (role == CopyTextRole && column == FromColumn)
        return qText(row.from.text());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case FromColumn: return secondsText(row.from.ms);
    case OpenedColumn: return countText(row.opened);
    case ClearedColumn: return countText(row.cleared);
    case OpenColumn: return countText(row.open);
    default: return {};
    }
}

bool BacklogModel::before(const BacklogPoint& a, const BacklogPoint& b, int column) const
{
    switch (column) {
    case FromColumn: return a.from < b.from;
    case OpenedColumn: return a.opened < b.opened;
    case ClearedColumn: return a.cleared < b.cleared;
    case OpenColumn: return a.open < b.open;
    default: return b.from < a.from;
    }
}

}  // namespace otto
