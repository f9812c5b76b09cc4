// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractTableModel>

namespace otto {

/// Made-up flags and fixers that show every state a delegate can draw. Time is fixed (kNow).
class SampleRows : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Severity,
        Sla,
        Age,
        State,
        Rule,
        Payment,
        Amount,
        Ring,
        Ticks,
        Owner,
        ColumnCount
    };

    static constexpr qint64 kNow = 1'740'837'730'000;

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

}  // namespace otto
