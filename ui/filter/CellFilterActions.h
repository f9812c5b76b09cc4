// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterTerm.h"

#include <QObject>

#include <functional>
#include <optional>

class QAction;
class QModelIndex;

namespace otto {

class FilterBar;
class TableView;

/// What a table's current cell can do for the filter line: "Filter for this value" (=), "Exclude
/// this value" (-) and "Prepare filter" (Ctrl+=), in the row menu and by key. The cell is the one
/// clicked on, or chosen with Left and Right. Object names "action.filterFor", "action.exclude",
/// "action.prepareFilter".
class CellFilterActions : public QObject
{
    Q_OBJECT

public:
    /// Nothing for a cell that no field shows.
    using TermOf = std::function<std::optional<FilterTerm>(const QModelIndex& cell)>;

    /// Both outlive it; the table owns it. Before Screen::giveRowMenu, so that the menu finds the
    /// texts as they should be.
    CellFilterActions(TableView* table, FilterBar* bar, TermOf termOf);

private:
    QAction* add(const QString& name, const QString& key, void (CellFilterActions::*act)());
    std::optional<FilterTerm> term() const;
    void refresh();
    void filterFor();
    void exclude();
    void prepare();

    TableView* m_table;
    FilterBar* m_bar;
    const TermOf m_termOf;
    QAction* m_filterFor;
    QAction* m_exclude;
    QAction* m_prepare;
};

}  // namespace otto
