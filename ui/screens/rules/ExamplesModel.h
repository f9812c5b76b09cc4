// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/RuleView.h"

#include <QAbstractTableModel>

namespace otto {

/// The examples of one rule in the file's order: what must come of each, and what came.
class ExamplesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int { ResultColumn, ExpectedColumn, NameColumn, SentenceColumn, ColumnCount };

    explicit ExamplesModel(QObject* parent = nullptr);

    void setExamples(const std::vector<RuleExampleView>& examples);
    /// Null when out of range.
    const RuleExampleView* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<RuleExampleView> m_examples;
};

}  // namespace otto
