// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/PaymentSide.h"

#include "ui/delegates/AgeDelegate.h"
#include "ui/delegates/RingDelegate.h"
#include "ui/delegates/SeverityDelegate.h"
#include "ui/delegates/SlaDelegate.h"
#include "ui/delegates/StateDelegate.h"
#include "ui/delegates/TicksDelegate.h"
#include "ui/dialogs/NoticeLine.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/fixers/FixesModel.h"
#include "ui/screens/flags/ActionPanel.h"
#include "ui/screens/flags/FlagText.h"
#include "ui/screens/flags/FlagsModel.h"
#include "ui/screens/flags/PaymentActions.h"
#include "ui/screens/payment/PaymentExplain.h"
#include "ui/screens/suspenders/OddAnswersModel.h"
#include "ui/screens/suspenders/QuestionsModel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/Pill.h"
#include "ui/widgets/TableView.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace otto {

namespace {

template <std::size_t N>
void showOnly(TableView* table, const std::array<std::pair<int, int>, N>& columns)
{
    for (int column = 0; column < table->model()->columnCount(); ++column) {
        table->hideColumn(column);
    }
    for (const auto& [column, width] : columns) {
        table->showColumn(column);
        table->setColumnWidth(column, width);
    }
}

}  // namespace

PaymentSide::PaymentSide(EngineClient& client, PaymentActions& actions, QWidget* parent)
    : QWidget(parent),
      m_actions(actions),
      m_severity(new Pill),
      m_flagTitle(new OttoLabel(QString(), TextRole::Title)),
      m_sentence(new OttoLabel(QString(), TextRole::BodyText)),
      m_panel(new ActionPanel(actions)),
      m_tabs(new QTabBar),
      m_pages(new QStackedWidget),
      m_flags(new FlagsModel(client.principal().operatorId, this)),
      m_questions(new QuestionsModel(this)),
      m_odd(new OddAnswersModel(this)),
      m_fixes(new FixesModel(this)),
      m_flagsTable(new TableView(tr("Flags of the payment"))),
      m_questionsTable(new TableView(tr("Questions about the payment"))),
      m_oddTable(new TableView(tr("Odd answers about the payment"))),
      m_fixesTable(new TableView(tr("Fixes of the payment"))),
      m_explain(new PaymentExplain(client))
{
    setObjectName(QStringLiteral("paymentSide"));
    m_flags->setView(FlagsModel::View::All);
    m_tabs->setObjectName(QStringLiteral("payment.tabs"));
    m_tabs->setAccessibleName(tr("Flags, questions, fixes and why"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(false);
    for (int tab = 0; tab < TabCount; ++tab) {
        m_tabs->addTab(QString());
    }
    buildTables();
    m_flagTitle->setElideMode(Qt::ElideRight);
    m_sentence->setObjectName(QStringLiteral("why"));
    m_sentence->setWordWrap(true);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(kSpace3, kSpace2, kSpace4, kSpace2);
    top->setSpacing(kSpace2);
    top->addWidget(m_severity);
    top->addWidget(m_flagTitle);
    top->addWidget(m_sentence);
    top->addWidget(m_panel);
    auto* tabLine = new QHBoxLayout;
    tabLine->setContentsMargins(kSpace3, 0, kSpace4, 0);
    tabLine->addWidget(m_tabs, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addLayout(tabLine);
    layout->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_flagsTable, &TableView::currentIdChanged, this, [this](const QString& id) {
        if (!id.isEmpty()) {
            m_chosenFlag = id;
            chooseFlag();
        }
    });
    connect(m_flagsTable, &TableView::rowActivated, this, [this] { m_actions.takeNextStep(); });
    connect(m_fixesTable, &TableView::rowActivated, this, &PaymentSide::fixRequested);
    connect(m_explain, &PaymentExplain::recordRequested, this, &PaymentSide::recordRequested);
    refreshTabs();
}

TableView* PaymentSide::addTab(TableView* table, const QString& objectName)
{
    table->setObjectName(objectName);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_pages->addWidget(table);
    return table;
}

void PaymentSide::buildTables()
{
    using Size = std::pair<int, int>;
    addTab(m_flagsTable, QStringLiteral("payment.flags"))->setModel(m_flags);
    m_flagsTable->setColumnDelegate(FlagsModel::SeverityColumn, new SeverityDelegate);
    m_flagsTable->setColumnDelegate(FlagsModel::TimeLeftColumn, new SlaDelegate);
    m_flagsTable->setColumnDelegate(FlagsModel::AgeColumn, new AgeDelegate);
    m_flagsTable->setColumnDelegate(FlagsModel::StateColumn, new StateDelegate);
    showOnly(m_flagsTable,
             std::array{Size(FlagsModel::SeverityColumn, 86), Size(FlagsModel::RuleColumn, 168),
                        Size(FlagsModel::StateColumn, 84)});
    m_flagsTable->setEmptyState(new EmptyState("circle-check", tr("No flag"),
                                               tr("No rule found anything on this payment.")));

    addTab(m_questionsTable, QStringLiteral("payment.questions"))->setModel(m_questions);
    m_questionsTable->setColumnDelegate(QuestionsModel::TimeLeftColumn, new RingDelegate);
    m_questionsTable->setColumnDelegate(QuestionsModel::StateColumn, new StateDelegate);
    showOnly(m_questionsTable, std::array{Size(QuestionsModel::TimeLeftColumn, 92),
                                          Size(QuestionsModel::QuestionColumn, 118),
                                          Size(QuestionsModel::StateColumn, 104),
                                          Size(QuestionsModel::AnswerColumn, 200)});
    m_questionsTable->setEmptyState(new EmptyState("suspenders", tr("Nothing was asked"),
                                                   tr("Q asks a system about this payment.")));

    addTab(m_oddTable, QStringLiteral("payment.odd"))->setModel(m_odd);
    m_oddTable->setColumnDelegate(OddAnswersModel::KindColumn, new StateDelegate);
    showOnly(m_oddTable, std::array{Size(OddAnswersModel::KindColumn, 110),
                                    Size(OddAnswersModel::SystemColumn, 66),
                                    Size(OddAnswersModel::ExplanationColumn, 200)});
    m_oddTable->setEmptyState(new EmptyState("circle-check", tr("No odd answer"),
                                             tr("Every answer met the question it belongs to.")));

    addTab(m_fixesTable, QStringLiteral("payment.fixes"))->setModel(m_fixes);
    m_fixesTable->setColumnDelegate(FixesModel::TicksColumn, new TicksDelegate);
    m_fixesTable->setColumnDelegate(FixesModel::StateColumn, new StateDelegate);
    showOnly(m_fixesTable,
             std::array{Size(FixesModel::TicksColumn, 86), Size(FixesModel::StateColumn, 96),
                        Size(FixesModel::FixerColumn, 150)});
    m_fixesTable->setEmptyState(new EmptyState("fixers", tr("Nothing was repaired"),
                                               tr("F opens the sheet of the suggested fixer.")));
    m_pages->addWidget(m_explain);
}

void PaymentSide::setPayment(const PaymentView& view)
{
    m_view = view;
    m_flags->apply(view.flags);
    m_questions->apply(view.questions);
    m_odd->apply(view.oddAnswers);
    m_fixes->apply(view.fixes);
    refreshTabs();
    chooseFlag();
}

void PaymentSide::clear()
{
    m_view = {};
    m_chosenFlag.clear();
    m_explain->clear();
    m_flags->clear();
    m_questions->clear();
    m_odd->clear();
    m_fixes->clear();
    m_panel->notice()->clear();
    refreshTabs();
    chooseFlag();
}

void PaymentSide::setNow(Instant now)
{
    m_flags->setNow(now);
    for (TableView* table : {m_flagsTable, m_questionsTable, m_oddTable, m_fixesTable}) {
        table->setNow(now.ms);
    }
}

void PaymentSide::refreshTimes()
{
    for (RowTableBase* model :
         std::initializer_list<RowTableBase*>{m_flags, m_questions, m_odd, m_fixes}) {
        model->refreshAll();
    }
}

/// The chosen flag while the payment has it, else the most urgent open one.
std::optional<FlagView> PaymentSide::flagToActOn() const
{
    const auto& flags = m_view.flags;
    const auto chosen = std::find_if(flags.begin(), flags.end(), [this](const FlagView& flag) {
        return qText(flag.id) == m_chosenFlag;
    });
    if (chosen != flags.end()) {
        return *chosen;
    }
    const auto urgent = std::min_element(flags.begin(), flags.end(), isMoreUrgent);
    return urgent == flags.end() || !urgent->isOpen ? std::nullopt
                                                    : std::optional<FlagView>(*urgent);
}

/// That of the flag that is acted on, else of the flag that was raised last.
QString PaymentSide::ruleToExplain(const std::optional<FlagView>& flag) const
{
    const auto latest = std::max_element(
        m_view.flags.begin(), m_view.flags.end(),
        [](const FlagView& a, const FlagView& b) { return a.raisedAt < b.raisedAt; });
    if (!flag && latest == m_view.flags.end()) {
        return {};
    }
    return qText(flag ? flag->ruleId : latest->ruleId);
}

void PaymentSide::chooseFlag()
{
    const std::optional<FlagView> flag = flagToActOn();
    const bool isKnown = !m_view.summary.id.empty();
    m_actions.setSubject(isKnown ? std::optional<PaymentId>(m_view.summary.id) : std::nullopt,
                         flag);
    m_panel->setFlag(flag);
    if (isKnown) {
        m_explain->setSubject(m_view.summary.id, ruleToExplain(flag));
    }
    m_severity->setVisible(flag.has_value());
    m_sentence->setVisible(flag.has_value());
    if (!flag) {
        m_flagTitle->setText(isKnown ? tr("No open flag") : QString());
        return;
    }
    m_severity->setText(flag->isOpen
                            ? toneWord(severityTone(flag->severity))
                            : tr("%1, cleared").arg(toneWord(severityTone(flag->severity))));
    m_severity->setTone(severityTone(flag->severity));
    m_severity->setFill(flag->isOpen ? GlyphFill::Filled : GlyphFill::Outline);
    m_severity->setGlyphShown(true);
    m_flagTitle->setText(ruleText(*flag));
    m_sentence->setText(qText(flag->sentence).left(2000));
}

void PaymentSide::showExplanation()
{
    m_tabs->setCurrentIndex(Explain);
    m_explain->setFocus(Qt::OtherFocusReason);
}

void PaymentSide::refreshTabs()
{
    const auto title = [](const QString& name, std::size_t count) {
        return QStringLiteral("%1  %2").arg(name).arg(count);
    };
    m_tabs->setTabText(Flags, title(tr("Flags"), m_view.flags.size()));
    m_tabs->setTabText(Questions, title(tr("Questions"), m_view.questions.size()));
    m_tabs->setTabText(OddAnswers, title(tr("Odd"), m_view.oddAnswers.size()));
    m_tabs->setTabText(Fixes, title(tr("Fixes"), m_view.fixes.size()));
    m_tabs->setTabText(Explain, tr("Explain"));
}

}  // namespace otto
