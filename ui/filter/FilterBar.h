// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterTerm.h"
#include "core/filter/RowFilter.h"
#include "ui/widgets/FilterEdit.h"

#include <functional>

namespace otto {

class FilterProposals;
class SeenValues;

/// The filter line of Stream and Flags: words, pills and CEL (core/filter/README.md). While it is
/// typed the icon and the border say whether it is valid, and what is wrong is underlined; a valid
/// line is applied 120 ms after the last key, at once on Enter. An invalid one changes nothing.
//
/// Keys: Ctrl+Space or typing opens the proposals, Up and Down choose, Tab or Enter take one, Esc
/// closes them. Otherwise Enter applies and goes to the rows, Esc stops a scan under way, then
/// clears, then leaves. F1 explains.
class FilterBar : public FilterEdit
{
    Q_OBJECT

public:
    enum class Validity { Empty, Valid, Invalid };

    /// Schema and seen values outlive it; `context` is asked when a line is compiled.
    FilterBar(const FilterSchema& schema, const SeenValues& seen,
              std::function<FilterContext()> context, const QString& accessibleName,
              QWidget* parent = nullptr);
    ~FilterBar() override;

    /// The filter in effect: of the last valid line that was applied.
    const RowFilter& applied() const { return m_applied; }
    Validity validity() const { return m_validity; }
    /// "Column 7: there is no field ..."; empty unless invalid.
    QString fault() const { return m_fault; }
    /// What stands between the line and what is shown: the fault, or that Enter is awaited, and
    /// which filter is in effect meanwhile. Empty when the line is in effect.
    QString remark() const;
    /// The line waits for Enter.
    bool isPrepared() const { return m_isPrepared; }

    /// Sets the line and applies it at once.
    void apply(const QString& line);
    /// Sets the line and goes into it; Enter applies it.
    void prepare(const QString& line);
    /// The line with a cell's value added.
    QString with(const FilterTerm& term, bool isExcluded) const;

    /// The widget below that says what is wrong and what was found: proposals leave it in sight.
    void setResultLine(QWidget* line) { m_resultLine = line; }

    /// Esc stops the scan before it clears the line.
    void setScanning(bool isScanning) { m_isScanning = isScanning; }

public Q_SLOTS:
    void showHelp();

Q_SIGNALS:
    /// applied() is another filter.
    void filterApplied();
    void stopRequested();
    /// validity(), fault() or isPrepared() changed.
    void stateChanged();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool mayAnnounce() const override { return !m_isPrepared; }

private:
    void check();
    void mark();
    void applyValid();
    void propose(bool isChosen);
    void takeProposal();
    bool handleProposalKey(QKeyEvent* event);

    const FilterSchema& m_schema;
    const SeenValues& m_seen;
    const std::function<FilterContext()> m_context;
    FilterProposals* m_proposals;
    QWidget* m_resultLine = nullptr;
    /// Of the line as it stands, when valid.
    RowFilter m_compiled;
    RowFilter m_applied;
    Validity m_validity = Validity::Empty;
    QString m_fault;
    cel::CompileError m_error;
    bool m_isPrepared = false;
    bool m_isScanning = false;
};

}  // namespace otto
