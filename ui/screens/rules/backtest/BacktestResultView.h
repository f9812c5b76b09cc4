// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/BacktestPort.h"

#include <QWidget>

#include <memory>

class QPushButton;

namespace otto {

class BacktestChangesModel;
class BacktestChart;
class EmptyState;
class NoticeLine;
class OttoLabel;
class TableView;

/// What a backtest came to: the change in one sentence, the numbers, flags by rule as a chart, and
/// the flags gained and lost with their sentences. Object names (test API): "backtest.headline",
/// "backtest.flags", "backtest.scope", "backtest.changes", "backtest.change".
class BacktestResultView : public QWidget
{
    Q_OBJECT

public:
    explicit BacktestResultView(QWidget* parent = nullptr);

    /// Null: nothing was run yet.
    void setResult(std::shared_ptr<const BacktestResult> result, int operators);
    /// Who share the flags.
    void setOperators(int operators);
    void refreshTimes();
    TableView* changes() const { return m_table; }

    /// The chosen change: its payment, or for a feed why the rule holds on it.
    void openCurrent();
    void explainCurrent();

Q_SIGNALS:
    void paymentRequested(const QString& paymentId);
    void explainRequested(const QString& ruleId, const QString& subject);

private:
    QWidget* makeHead();
    QWidget* makeChart();
    QWidget* makeChanges();
    void showNumbers();
    void showNotes();
    void showChange();
    QString ruleOf(const BacktestChange& change) const;

    std::shared_ptr<const BacktestResult> m_result;
    int m_operators = 1;
    OttoLabel* m_headline;
    OttoLabel* m_flags;
    OttoLabel* m_scope;
    NoticeLine* m_notice;
    BacktestChart* m_chart;
    OttoLabel* m_quiet;
    OttoLabel* m_changesTitle;
    BacktestChangesModel* m_model;
    TableView* m_table;
    EmptyState* m_noChanges;
    OttoLabel* m_change;
    QPushButton* m_open;
    QPushButton* m_explain;
};

}  // namespace otto
