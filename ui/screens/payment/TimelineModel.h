// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/PaymentView.h"

#include <QAbstractTableModel>

namespace otto {

/// A payment's timeline as a list, in order of event time, with the time since the entry before.
class TimelineModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        GapColumn,
        SystemColumn,
        KindColumn,
        TitleColumn,
        DetailColumn,
        ColumnCount
    };

    explicit TimelineModel(QObject* parent = nullptr);

    void setEntries(const std::vector<TimelineEntry>& entries);
    /// Null when out of range.
    const TimelineEntry* at(int row) const;
    int rowOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void refreshTimes();

private:
    static QString idOf(const TimelineEntry& entry);
    QString text(int row, int column) const;

    std::vector<TimelineEntry> m_entries;
};

}  // namespace otto
