// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/Delta.h"
#include "ui/screens/Screen.h"

#include <QHash>
#include <QString>

class QAction;
class QPushButton;
class QSettings;
class QStackedWidget;
class QTabBar;

namespace otto {

class BacktestPanel;
class BacktestPort;
class EmptyState;
class FilterEdit;
class RuleBook;
class RuleErrorList;
class RuleInspector;
class RuleListModel;
class RuleOrigin;
class RulePort;
class TableView;

/// The rules in force: how each does, its file, its examples, and why it holds or not. Says what is
/// wrong with a set that was refused, shows the place, and reads the folder again. Its other page
/// says what changed rules would have raised.
class RulesScreen : public Screen
{
    Q_OBJECT

public:
    /// Counts are asked for again after so much of the engine's time while the screen is visible.
    static constexpr std::int64_t kAgainMs = 2000;

    enum Page : int { ListPage, BacktestPage };

    explicit RulesScreen(EngineClient& engine, QWidget* parent = nullptr);

    /// Null: the rules are those the program was built with. The port outlives the screen.
    void setPort(RulePort* port);
    /// Null: no backtest can be run. The port outlives the screen.
    void setBacktests(BacktestPort* port);
    Page page() const;
    void setPage(Page page);
    void refreshTimes();

    RuleInspector* inspector() const { return m_inspector; }
    BacktestPanel* backtest() const { return m_backtest; }

    /// What was chosen for a backtest last time.
    void restoreFrom(const QSettings& settings);
    void saveTo(QSettings& settings) const;

Q_SIGNALS:
    /// A fact of an explanation, to be shown in the stream.
    void recordRequested(const otto::RecordRef& at);

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct OpenFlag
    {
        QString rule;
        QString subject;
        Instant raisedAt;
    };

    QWidget* buildBar();
    void buildTable();
    void buildFault();
    void buildKeys(QWidget* detail);
    void buildBacktestKeys();
    void applyDelta(const Delta& delta);
    void showRules();
    void showCurrent();
    void refreshCounts();
    QStringList flaggedBy(const QString& rule) const;
    void openFlags();
    void showRefused(const RuleErrorView& error);
    enum class Fault { None, OfRefusedSet, OfBacktest };
    void showFault(Fault fault, const RuleErrorView& error, const QString& text);
    void showNextFault();
    void endFault();
    void explain(const QString& rule, const QString& subject);

    RuleBook& m_book;
    RulePort* m_port = nullptr;
    RuleListModel* m_model;
    TableView* m_table;
    FilterEdit* m_filter;
    RuleOrigin* m_origin;
    QPushButton* m_openFlags;
    EmptyState* m_empty;
    RuleErrorList* m_errors;
    RuleInspector* m_inspector;
    QPushButton* m_leaveFault;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    BacktestPanel* m_backtest;
    QHash<QString, OpenFlag> m_flags;
    /// Whose file at fault the inspector shows instead of the current rule.
    Fault m_fault = Fault::None;
    Instant m_askedAt;
};

}  // namespace otto
