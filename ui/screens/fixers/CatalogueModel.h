// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QAbstractTableModel>

namespace otto {

/// The fixers that can be sent, in the catalogue's order.
class CatalogueModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TitleColumn,
        RiskColumn,
        ConfirmingFactColumn,
        TimeoutColumn,
        SentColumn,
        VerifiedColumn,
        TargetColumn,
        NameColumn,
        ColumnCount
    };

    explicit CatalogueModel(QObject* parent = nullptr);

    void setFixers(const std::vector<FixerView>& fixers);
    /// Null when out of range or unknown.
    const FixerView* at(int row) const;
    const FixerView* find(const QString& name) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<FixerView> m_fixers;
};

}  // namespace otto
