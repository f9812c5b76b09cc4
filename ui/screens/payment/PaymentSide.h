// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/PaymentView.h"

#include <QWidget>

#include <optional>

class QStackedWidget;
class QTabBar;

namespace otto {

class ActionPanel;
class EngineClient;
class FixesModel;
class FlagsModel;
class OddAnswersModel;
class OttoLabel;
class PaymentActions;
class PaymentExplain;
class Pill;
class QuestionsModel;
class TableView;

/// What Otto has to do with a payment: its most urgent flag with the next step, and all flags,
/// questions, odd answers and fixes as lists, and why any rule holds or not. Selecting a
/// flag makes it the one that is acted on.
class PaymentSide : public QWidget
{
    Q_OBJECT

public:
    enum Tab : int { Flags, Questions, OddAnswers, Fixes, Explain, TabCount };

    PaymentSide(EngineClient& client, PaymentActions& actions, QWidget* parent = nullptr);

    void setPayment(const PaymentView& view);
    /// Before another payment is shown.
    void clear();
    void setNow(Instant now);
    void refreshTimes();
    void showExplanation();

    ActionPanel* actionPanel() const { return m_panel; }

Q_SIGNALS:
    /// Enter on a fix.
    void fixRequested(const QString& commandId);
    /// Enter on a fact of an explanation.
    void recordRequested(const otto::RecordRef& at);

private:
    TableView* addTab(TableView* table, const QString& objectName);
    void buildTables();
    void chooseFlag();
    std::optional<FlagView> flagToActOn() const;
    QString ruleToExplain(const std::optional<FlagView>& flag) const;
    void refreshTabs();

    PaymentActions& m_actions;
    PaymentView m_view;
    QString m_chosenFlag;
    Pill* m_severity;
    OttoLabel* m_flagTitle;
    OttoLabel* m_sentence;
    ActionPanel* m_panel;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    FlagsModel* m_flags;
    QuestionsModel* m_questions;
    OddAnswersModel* m_odd;
    FixesModel* m_fixes;
    TableView* m_flagsTable;
    TableView* m_questionsTable;
    TableView* m_oddTable;
    TableView* m_fixesTable;
    PaymentExplain* m_explain;
};

}  // namespace otto
