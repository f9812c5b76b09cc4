// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/ColumnMenu.h"

#include <QTableView>

namespace otto {

ColumnMenu::ColumnMenu(QTableView& table) : QMenu(&table)
{
    setObjectName(QStringLiteral("columnMenu"));
    const QAbstractItemModel* model = table.model();
    int shown = 0;
    for (int column = 0; column < model->columnCount(); ++column) {
        shown += table.isColumnHidden(column) ? 0 : 1;
    }
    for (int column = 0; column < model->columnCount(); ++column) {
        QString title = model->headerData(column, Qt::Horizontal).toString();
        if (title.isEmpty()) {
            title = model->headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
        }
        QAction* action = addAction(title.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(!table.isColumnHidden(column));
        action->setEnabled(table.isColumnHidden(column) || shown > 1);
        connect(action, &QAction::toggled, this, [this, &table, column](bool show) {
            table.setColumnHidden(column, !show);
            Q_EMIT columnChosen(column, show);
        });
    }
    addSeparator();
    connect(addAction(tr("Show all columns")), &QAction::triggered, this, [this, &table] {
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            table.showColumn(column);
            Q_EMIT columnChosen(column, true);
        }
    });
}

}  // namespace otto
