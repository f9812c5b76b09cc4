// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMenu>

class QTableView;

namespace otto {

/// The context menu of a table's header: one checkable entry per column, and "Show all columns".
/// The last shown column cannot be hidden: a table without columns could not be asked for them
/// again.
class ColumnMenu : public QMenu
{
    Q_OBJECT

public:
    explicit ColumnMenu(QTableView& table);

Q_SIGNALS:
    void columnChosen(int column, bool isShown);
};

}  // namespace otto
