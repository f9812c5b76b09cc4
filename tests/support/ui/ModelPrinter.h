// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractItemModel>
#include <QList>
#include <QString>

namespace otto::test {

/// The model's shown text as lines of " | "-separated cells, so that a failing comparison reads
/// like the table. `columns` chooses and orders columns; empty means all.
inline QString printModel(const QAbstractItemModel& model, const QList<int>& columns = {},
                          int role = Qt::DisplayRole)
{
    QString text;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        const int count =
            columns.isEmpty() ? model.columnCount() : static_cast<int>(columns.size());
        for (int i = 0; i < count; ++i) {
            const int column = columns.isEmpty() ? i : columns.at(i);
            cells.append(model.index(row, column).data(role).toString());
        }
        text += cells.join(QStringLiteral(" | ")) + QLatin1Char('\n');
    }
    return text;
}

}  // namespace otto::test
