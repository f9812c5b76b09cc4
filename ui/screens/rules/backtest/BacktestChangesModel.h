// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/BacktestPort.h"

#include <QAbstractTableModel>

#include <memory>

namespace otto {

/// The flags that a candidate gains and loses, in the order of the result.
class BacktestChangesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int {
        ChangeColumn,
        RuleColumn,
        SubjectColumn,
        RaisedColumn,
        SentenceColumn,
        ColumnCount
    };

    explicit BacktestChangesModel(QObject* parent = nullptr);

    void setResult(std::shared_ptr<const BacktestResult> result);
    /// Null when out of range.
    const BacktestChange* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const BacktestResult> m_result;
};

}  // namespace otto
