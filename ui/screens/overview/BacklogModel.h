// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/EngineStatus.h"
#include "ui/models/RowTableModel.h"

namespace otto {

/// The backlog chart as a table, newest bucket first: what a screen reader reads instead of curves.
class BacklogModel : public RowTableModel<BacklogPoint>
{
public:
    enum Column : int { FromColumn, OpenedColumn, ClearedColumn, OpenColumn };
    static constexpr int kCapacity = 600;

    explicit BacklogModel(QObject* parent = nullptr);

protected:
    QString idOf(const BacklogPoint& row) const override;
    QVariant cell(const BacklogPoint& row, int column, int role) const override;
    bool before(const BacklogPoint& a, const BacklogPoint& b, int column) const override;
    bool isOver(const BacklogPoint&) const override { return true; }
};

}  // namespace otto
