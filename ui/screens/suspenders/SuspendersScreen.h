// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/Delta.h"
#include "ui/screens/Screen.h"

#include <array>
#include <optional>

class QStackedWidget;
class QTabBar;

namespace otto {

class EmptyState;
class FilterEdit;
class OddAnswersModel;
class QuestionInspector;
class QuestionsModel;
class TableView;

/// Every question Otto asked: those in flight with a ring each, the odd answers by kind, those
/// done.
class SuspendersScreen : public Screen
{
    Q_OBJECT

public:
    enum Tab : int { Waiting, Late, Duplicate, Contradictory, Orphan, Done, TabCount };

    explicit SuspendersScreen(EngineClient& client, QWidget* parent = nullptr);

    void refreshTimes();

private:
    QWidget* buildBar();
    void buildQuestions();
    void buildOddAnswers();
    void buildKeys();
    void applyDelta(const Delta& delta);
    void showTab(int tab);
    void showCounts();
    void showEmptyText();
    void showCurrent();
    void openPayment();
    void askAgain();
    bool isOddTab() const;
    TableView* currentTable() const;
    /// Name and payment of the current row's question.
    struct Subject
    {
        std::string suspender;
        PaymentId payment;
    };
    std::optional<Subject> currentSubject() const;

    QuestionsModel* m_questions;
    OddAnswersModel* m_odd;
    TableView* m_questionsTable;
    TableView* m_oddTable;
    EmptyState* m_questionsEmpty;
    EmptyState* m_oddEmpty;
    QuestionInspector* m_inspector;
    QTabBar* m_tabs;
    FilterEdit* m_filter;
    QStackedWidget* m_pages;
    std::optional<Instant> m_lastAnswerAt;
};

}  // namespace otto
