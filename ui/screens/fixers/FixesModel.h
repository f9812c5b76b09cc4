// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"
#include "ui/models/RowTableModel.h"

namespace otto {

/// Fixers that were sent by hand, the last first; unresolved ones with trouble before all others.
class FixesModel : public RowTableModel<FixView>
{
    Q_OBJECT

public:
    enum Column {
        TicksColumn,
        StateColumn,
        FixerColumn,
        PaymentColumn,
        TimeColumn,
        TimeLeftColumn,
        OperatorColumn,
        ReasonColumn,
        CommentColumn,
        TargetColumn,
        ExplanationColumn,
        ColumnCount
    };

    /// InFlight: those whose effect is not settled, unknown and unproven ones among them.
    enum class View { All, InFlight };

    static constexpr int kCapacity = 20'000;

    explicit FixesModel(QObject* parent = nullptr);

    void setView(View view);
    View view() const { return m_view; }
    int countOf(View view) const;

    /// Neither proven nor certainly without effect.
    static bool isUnsettled(const FixView& fix);

protected:
    QString idOf(const FixView& row) const override;
    QVariant cell(const FixView& row, int column, int role) const override;
    bool before(const FixView& a, const FixView& b, int column) const override;
    bool isOver(const FixView& row) const override { return !isUnsettled(row); }
    QString searchText(const FixView& row) const override;

private:
    QString text(const FixView& row, int column) const;

    View m_view = View::All;
};

}  // namespace otto
