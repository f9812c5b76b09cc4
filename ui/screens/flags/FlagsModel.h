// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FlagView.h"
#include "core/filter/SeenValues.h"
#include "ui/filter/FilterScan.h"
#include "ui/models/RowTableModel.h"

#include <QSet>

namespace otto {

/// The flags, most urgent first: open ones, then severity, time left, the oldest. A flag that
/// clears while it is pinned (selected) keeps its row until the pin moves on.
//
/// A filter is evaluated on a thread of its own. What is shown changes when all flags have been
/// judged; flags that come or change later are judged as they do, and until then keep the verdict
/// they had. Filters that depend on the time are evaluated anew every kRejudgeMs.
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

    static constexpr std::int64_t kRejudgeMs = 5000;

    explicit FlagsModel(OperatorId self, QObject* parent = nullptr);

    void setView(View view);
    View view() const { return m_view; }
    /// Rows of a view, whatever text is filtered for.
    int countOf(View view) const;
    bool isIn(View view, const FlagView& flag) const;

    /// The row that stays although it left the view; empty for none.
    void pin(const QString& id);

    /// New and changed flags of one frame.
    void apply(const std::vector<FlagView>& flags);

    /// An act of the operator.
    void setRowFilter(const RowFilter& filter, const FilterContext& context);
    const RowFilter& rowFilter() const { return m_rowFilter; }
    bool isFiltered() const { return !m_rowFilter.isEmpty(); }
    bool isScanning() const { return m_scan.isScanning(); }
    /// Shows what was found.
    void stopScan() { m_scan.stop(); }
    const ScanProgress& progress() const { return m_scan.progress(); }
    const SeenValues& seenValues() const { return m_seen; }

    /// The time that spoken rows are told for and filters are evaluated at.
    void setNow(Instant now);

    /// The flag to go to next: unowned, most urgent, after `id` in the present order and then from
    /// the top; empty when there is none.
    QString nextUnowned(const QString& id) const;

    const OperatorId& self() const { return m_self; }

protected:
    QString idOf(const FlagView& row) const override;
    QVariant cell(const FlagView& row, int column, int role) const override;
    bool before(const FlagView& a, const FlagView& b, int column) const override;
    bool isOver(const FlagView& row) const override { return !row.isOpen; }

private:
    void judgeAll();
    void take(const std::vector<JudgedSlice>& slices);
    /// The verdicts of a whole scan are in.
    void adopt();
    bool isMatching(const FlagView& flag) const;
    QString text(const FlagView& row, int column) const;
    QVariant timeCell(const FlagView& row, int column, int role) const;
    QString toolTip(const FlagView& row, int column) const;

    const OperatorId m_self;
    View m_view = View::Open;
    QString m_pinned;
    Instant m_now;
    SeenValues m_seen;
    RowFilter m_rowFilter;
    FilterContext m_context;
    /// Ids of flags that match what is shown; of no meaning without a filter.
    QSet<QString> m_matching;
    /// The same of a scan that is not over yet.
    QSet<QString> m_found;
    bool m_isJudgingAll = false;
    /// Is the scan an act of the operator? Then rows are chosen anew, else they come and go.
    bool m_isNewFilter = false;
    /// The pinned flag matches no more; it leaves with the pin.
    bool m_pinnedDiffers = false;
    FilterScan m_scan;
};

}  // namespace otto
