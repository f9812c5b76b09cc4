// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/RuleView.h"
#include "ui/models/RowTableModel.h"

#include <QSet>

namespace otto {

/// The rules in force, by id unless the operator sorts.
class RuleListModel : public RowTableModel<RuleView>
{
    Q_OBJECT

public:
    enum Column : int {
        IdColumn,
        NameColumn,
        StandingColumn,
        SeverityColumn,
        OpenColumn,
        TodayColumn,
        SelfClearedColumn,
        ExamplesColumn,
        VersionColumn,
        SubjectColumn,
        ColumnCount
    };
    static constexpr int kCapacity = 10'000;

    explicit RuleListModel(QObject* parent = nullptr);

    /// All of them: rules that are in force no more go.
    void setRules(const std::vector<RuleView>& rules);

protected:
    QString idOf(const RuleView& row) const override;
    QVariant cell(const RuleView& row, int column, int role) const override;
    bool before(const RuleView& a, const RuleView& b, int column) const override;
    bool isOver(const RuleView& row) const override;
    QString searchText(const RuleView& row) const override;

private:
    QSet<QString> m_inForce;
};

}  // namespace otto
