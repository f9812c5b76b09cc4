// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FlagView.h"
#include "ui/models/RowTableModel.h"

namespace otto {

/// The flags, most urgent first: open ones, then severity, time left, the oldest. A flag that
/// clears while it is pinned (selected) keeps its row until the pin moves on.
class FlagsModel : public RowTableModel<FlagView>
{
    Q_OBJECT

public:
    enum Column {
        SeverityColumn,
        TimeLeftColumn,
        RuleColumn,
        PaymentColumn,
        AmountColumn,
        StateColumn,
        OwnerColumn,
        AgeColumn,
        StatusColumn,
        WaitingForColumn,
        OccurrenceColumn,
        ColumnCount
    };

    enum class View { Open, Mine, Unowned, Cleared, All };

    static constexpr int kCapacity = 50'000;

    explicit FlagsModel(OperatorId self, QObject* parent = nullptr);

    void setView(View view);
    View view() const { return m_view; }
    /// Rows of a view, whatever text is filtered for.
    int countOf(View view) const;
    bool isIn(View view, const FlagView& flag) const;

    /// The row that stays although it left the view; empty for none.
    void pin(const QString& id);

    /// The time that spoken rows are told for.
    void setNow(Instant now) { m_now = now; }

    /// The flag to go to next: unowned, most urgent, after `id` in the present order and then from
    /// the top; empty when there is none.
    QString nextUnowned(const QString& id) const;

    const OperatorId& self() const { return m_self; }

protected:
    QString idOf(const FlagView& row) const override;
    QVariant cell(const FlagView& row, int column, int role) const override;
    bool before(const FlagView& a, const FlagView& b, int column) const override;
    bool isOver(const FlagView& row) const override { return !row.isOpen; }
    QString searchText(const FlagView& row) const override;

private:
    QString text(const FlagView& row, int column) const;
    QVariant timeCell(const FlagView& row, int column, int role) const;
    QString toolTip(const FlagView& row, int column) const;

    const OperatorId m_self;
    View m_view = View::Open;
    QString m_pinned;
    Instant m_now;
};

}  // namespace otto
