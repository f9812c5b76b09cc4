// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/EngineStatus.h"
#include "ui/models/RowTableModel.h"

namespace otto {

/// Overview's table of systems, worst first: silent ones, then by open flags and timeouts, then
/// those never heard of. The id of a row is the system's token ("zelle").
class SystemsModel : public RowTableModel<SystemView>
{
public:
    enum Column : int {
        SystemColumn,
        StateColumn,
        LastFactColumn,
        RateColumn,
        P50Column,
        P95Column,
        TimeoutsColumn,
        PendingColumn,
        FlagsColumn,
        ValueColumn,
    };

    explicit SystemsModel(QObject* parent = nullptr);

protected:
    QString idOf(const SystemView& row) const override;
    QVariant cell(const SystemView& row, int column, int role) const override;
    bool before(const SystemView& a, const SystemView& b, int column) const override;
};

}  // namespace otto
