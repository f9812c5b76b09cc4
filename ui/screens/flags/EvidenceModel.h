// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FlagView.h"

#include <QAbstractTableModel>

namespace otto {

/// The facts a flag rests on, in the rule's order: when, who, what, and where it is recorded.
class EvidenceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, SystemColumn, NameColumn, ColumnCount };

    explicit EvidenceModel(QObject* parent = nullptr);

    void setEvidence(const std::vector<EvidenceView>& evidence);
    /// Null when out of range.
    const EvidenceView* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<EvidenceView> m_evidence;
};

}  // namespace otto
