// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/suspenders/SuspendersScreen.h"

#include "ui/delegates/CellRoles.h"
#include "ui/delegates/RingDelegate.h"
#include "ui/delegates/StateDelegate.h"
#include "ui/models/OrderHold.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/suspenders/OddAnswersModel.h"
#include "ui/screens/suspenders/QuestionInspector.h"
#include "ui/screens/suspenders/QuestionsModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/TableView.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr int kInspectorWidth = 400;

CellDelegate* idDelegate()
{
    return new CellDelegate(CellDelegate::Face::Mono, Qt::AlignLeft, Qt::ElideMiddle);
}

OddAnswerKind kindOf(int tab)
{
    switch (tab) {
    case SuspendersScreen::Late: return OddAnswerKind::Late;
    case SuspendersScreen::Duplicate: return OddAnswerKind::Duplicate;
    case SuspendersScreen::Contradictory: return OddAnswerKind::Contradictory;
    default: return OddAnswerKind::Orphan;
    }
}

/// The question of an answer's name: GetTrnRs answers GetTrn.
std::string questionOf(const std::string& answerName)
{
    return answerName.ends_with("Rs") ? answerName.substr(0, answerName.size() - 2) : answerName;
}

}  // namespace

SuspendersScreen::SuspendersScreen(EngineClient& engine, QWidget* parent)
    : Screen(QStringLiteral("suspenders"), engine, parent),
      m_questions(new QuestionsModel(this)),
      m_odd(new OddAnswersModel(this)),
      m_questionsTable(new TableView(tr("Questions"))),
      m_oddTable(new TableView(tr("Odd answers"))),
      m_questionsEmpty(new EmptyState("suspenders", QString(), QString())),
      m_oddEmpty(new EmptyState("circle-check", QString(), QString())),
      m_inspector(new QuestionInspector),
      m_tabs(new QTabBar),
      m_filter(new FilterEdit(tr("Filter questions"))),
      m_pages(new QStackedWidget)
{
    buildQuestions();
    buildOddAnswers();
    m_pages->addWidget(m_questionsTable);
    m_pages->addWidget(m_oddTable);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_pages);
    splitter->addWidget(m_inspector);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({1000, kInspectorWidth});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(splitter, 1);
    buildKeys();
    setFocusProxy(m_questionsTable);

    connect(m_tabs, &QTabBar::currentChanged, this, &SuspendersScreen::showTab);
    connect(m_filter, &FilterEdit::filterChanged, m_questions, &RowTableBase::setFilterText);
    connect(m_filter, &FilterEdit::filterChanged, m_odd, &RowTableBase::setFilterText);
    for (RowTableBase* model :
         {static_cast<RowTableBase*>(m_questions), static_cast<RowTableBase*>(m_odd)})
        connect(model, &RowTableBase::countsChanged, this, &SuspendersScreen::showCounts);
    connect(m_inspector, &QuestionInspector::askAgainRequested, this, &SuspendersScreen::askAgain);
    connect(&engine, &EngineClient::deltaApplied, this, &SuspendersScreen::applyDelta);
    showTab(Waiting);
}

QWidget* SuspendersScreen::buildBar()
{
    m_tabs->setObjectName(QStringLiteral("suspenders.tabs"));
    m_tabs->setAccessibleName(tr("Kinds of questions"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    for (int tab = 0; tab < TabCount; ++tab)
        m_tabs->addTab(QString());
    m_filter->setObjectName(QStringLiteral("suspenders.filter"));
    m_filter->setMaximumWidth(kInspectorWidth);
    m_filter->setFocusTarget(m_questionsTable);
    auto* bar = new QWidget;
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace2);
    line->setSpacing(kSpace4);
    line->addWidget(m_tabs);
    line->addStretch(1);
    line->addWidget(m_filter, 1);
    return bar;
}

void SuspendersScreen::buildQuestions()
{
    m_questionsTable->setObjectName(QStringLiteral("suspenders.table"));
    m_questionsTable->setModel(m_questions);
    m_questionsTable->setColumnDelegate(QuestionsModel::TimeLeftColumn, new RingDelegate);
    m_questionsTable->setColumnDelegate(QuestionsModel::PaymentColumn, idDelegate());
    m_questionsTable->setColumnDelegate(QuestionsModel::StateColumn, new StateDelegate);
    m_questionsTable->setColumnDelegate(QuestionsModel::CorrelationColumn, idDelegate());
    // What gives way in a narrow window also stands in the inspector.
    m_questionsTable->setColumnWidths({{118, 108},
                                       {74, 68},
                                       {150, 122, 1},
                                       {172, 108, 1},
                                       {84, 74, 0, 2},
                                       {78, 74},
                                       {82, 78, 0, 3},
                                       {104, 96},
                                       {280, 270, 0, 4},
                                       {220, 140, 4, 1}});
    m_questionsTable->setEmptyState(m_questionsEmpty);
    new OrderHold(m_questionsTable, m_questions);
    giveRowMenu(m_questionsTable);
    connect(m_questionsTable, &TableView::currentIdChanged, this, &SuspendersScreen::showCurrent);
    connect(m_questionsTable, &TableView::rowActivated, this, &SuspendersScreen::openPayment);
}

void SuspendersScreen::buildOddAnswers()
{
    m_oddTable->setObjectName(QStringLiteral("suspenders.oddTable"));
    m_oddTable->setModel(m_odd);
    m_oddTable->setColumnDelegate(OddAnswersModel::KindColumn, new StateDelegate);
    m_oddTable->setColumnDelegate(OddAnswersModel::PaymentColumn, idDelegate());
    m_oddTable->setColumnDelegate(OddAnswersModel::CorrelationColumn, idDelegate());
    m_oddTable->setColumnWidths({{106, 100},
                                 0,
                                 {74, 68},
                                 {160, 126, 1},
                                 {172, 108, 1},
                                 {280, 270, 0, 2},
                                 {190, 140, 1},
                                 {260, 150, 2}});
    m_oddTable->setEmptyState(m_oddEmpty);
    new OrderHold(m_oddTable, m_odd);
    giveRowMenu(m_oddTable);
    connect(m_oddTable, &TableView::currentIdChanged, this, &SuspendersScreen::showCurrent);
    connect(m_oddTable, &TableView::rowActivated, this, &SuspendersScreen::openPayment);
}

void SuspendersScreen::buildKeys()
{
    addKey({m_questionsTable, m_oddTable, m_inspector}, QStringLiteral("suspenders.key.ask"),
           tr("Ask again"), Qt::Key_Q, [this] { askAgain(); });
    addKey({m_questionsTable, m_oddTable}, QStringLiteral("suspenders.key.open"),
           tr("Open the payment\tEnter"), {}, [this] { openPayment(); });
    addKey({m_questionsTable, m_oddTable, m_inspector}, QStringLiteral("suspenders.key.inspector"),
           tr("Show or hide the inspector"), Qt::Key_F4, [this] {
               m_inspector->setVisible(m_inspector->isHidden());
               currentTable()->setFocus();
           });
    addKey({this}, QStringLiteral("suspenders.key.next"), tr("Next tab"),
           QKeySequence(QStringLiteral("Ctrl+Tab")),
           [this] { m_tabs->setCurrentIndex((m_tabs->currentIndex() + 1) % TabCount); });
}

bool SuspendersScreen::isOddTab() const
{
    return m_tabs->currentIndex() > Waiting && m_tabs->currentIndex() < Done;
}

TableView* SuspendersScreen::currentTable() const
{
    return isOddTab() ? m_oddTable : m_questionsTable;
}

void SuspendersScreen::applyDelta(const Delta& delta)
{
    for (const QuestionView& q : delta.questions) {
        if (q.answeredAt)
            m_lastAnswerAt = std::max(m_lastAnswerAt.value_or(*q.answeredAt), *q.answeredAt);
    }
    if (delta.overview)
        m_inspector->setSystems(delta.overview->systems);
    m_questions->apply(delta.questions);
    m_odd->apply(delta.oddAnswers);
    for (TableView* table : {m_questionsTable, m_oddTable})
        table->setNow(delta.status.now.ms);
    if (!delta.questions.empty() || !delta.oddAnswers.empty())
        showCurrent();
    showEmptyText();
}

void SuspendersScreen::showTab(int tab)
{
    if (isOddTab()) {
        m_odd->setFilter(
            [kind = kindOf(tab)](const OddAnswerView& odd) { return odd.kind == kind; });
    } else {
        m_questions->setFilter(
            [waiting = tab == Waiting](const QuestionView& q) { return q.isPending() == waiting; });
    }
    // What a tab cannot have or says of every row alike gives its room to the rest.
    m_questionsTable->setColumnHidden(QuestionsModel::AnswerColumn, tab == Waiting);
    m_questionsTable->setColumnHidden(QuestionsModel::CorrelationColumn, tab == Done);
    m_questionsTable->setColumnHidden(QuestionsModel::AttemptColumn, tab == Done);
    const bool hadFocus = m_questionsTable->hasFocus() || m_oddTable->hasFocus();
    m_pages->setCurrentWidget(currentTable());
    m_filter->setFocusTarget(currentTable());
    setFocusProxy(currentTable());
    if (hadFocus)
        currentTable()->setFocus();
    showCounts();
    showEmptyText();
    showCurrent();
}

void SuspendersScreen::showCounts()
{
    std::array<qint64, TabCount> counts{};
    m_questions->forEach([&](const QuestionView& q) { ++counts[q.isPending() ? Waiting : Done]; });
    m_odd->forEach(
        [&](const OddAnswerView& odd) { ++counts[Late + static_cast<std::size_t>(odd.kind)]; });
    const std::array<QString, TabCount> names{tr("Waiting"),       tr("Late"),   tr("Duplicate"),
                                              tr("Contradictory"), tr("Orphan"), tr("Done")};
    for (int tab = 0; tab < TabCount; ++tab) {
        const auto at = static_cast<std::size_t>(tab);
        m_tabs->setTabText(tab, names[at] + QStringLiteral("  ") + countText(counts[at]));
    }
    const RowTableBase* model = isOddTab() ? static_cast<const RowTableBase*>(m_odd)
                                           : static_cast<const RowTableBase*>(m_questions);
    m_filter->setCount(model->shownCount(), model->totalCount());
}

void SuspendersScreen::showEmptyText()
{
    if (!m_filter->text().isEmpty()) {
        const QString sentence = tr("Nothing here matches \u201C%1\u201D. Esc in the filter line "
                                    "clears it.")
                                     .arg(m_filter->text());
        m_questionsEmpty->setText(tr("No match"), sentence);
        m_oddEmpty->setText(tr("No match"), sentence);
        return;
    }
    const QString last = m_lastAnswerAt
                             ? tr("Last answer %1 ago.")
                                   .arg(durationText((client().now() - *m_lastAnswerAt).count()))
                             : tr("No answer so far.");
    if (m_tabs->currentIndex() == Done)
        m_questionsEmpty->setText(tr("No question done yet"),
                                  tr("Answered and given-up questions end here."));
    else
        m_questionsEmpty->setText(tr("No questions open"), last);
    m_oddEmpty->setText(tr("None"), tr("Answers that come late, twice, against an earlier one or "
                                       "unasked are kept here."));
}

void SuspendersScreen::showCurrent()
{
    TableView* table = currentTable();
    if (table->currentId().isEmpty() && table->model()->rowCount() > 0)
        table->setCurrentId(table->model()->index(0, 0).data(IdRole).toString());
    const QString id = table->currentId();
    if (const OddAnswerView* odd = isOddTab() ? m_odd->find(id) : nullptr)
        m_inspector->showOddAnswer(*odd);
    else if (const QuestionView* question = isOddTab() ? nullptr : m_questions->find(id))
        m_inspector->showQuestion(*question);
    else
        m_inspector->clear();
}

std::optional<SuspendersScreen::Subject> SuspendersScreen::currentSubject() const
{
    const QString id = currentTable()->currentId();
    if (isOddTab()) {
        const OddAnswerView* odd = m_odd->find(id);
        return odd == nullptr ? std::nullopt
                              : std::optional(Subject{questionOf(odd->name), odd->paymentId});
    }
    const QuestionView* question = m_questions->find(id);
    return question == nullptr ? std::nullopt
                               : std::optional(Subject{question->suspender, question->paymentId});
}

void SuspendersScreen::openPayment()
{
    if (const std::optional<Subject> subject = currentSubject())
        Q_EMIT paymentRequested(qText(subject->payment));
}

void SuspendersScreen::askAgain()
{
    const std::optional<Subject> subject = currentSubject();
    if (!subject)
        return;
    const QString what = qText(subject->suspender);
    const QString payment = qText(subject->payment);
    client().ask<AskSuspenderCommand>(
        AskSuspenderCommand{subject->suspender, subject->payment}, this,
        [this, what, payment](const QuestionAccepted& accepted) {
            if (accepted.wasPending)
                Q_EMIT noticeRequested(Tone::Info, tr("%1 is pending already").arg(what),
                                       tr("Nothing new was asked about %1.").arg(payment));
            else
                Q_EMIT noticeRequested(
                    Tone::Ok, tr("%1 asked again").arg(what),
                    tr("About %1, as %2.").arg(payment, qText(accepted.requestId)));
        },
        [this, what](const Error& error) {
            Q_EMIT noticeRequested(Tone::High, tr("%1 was not asked").arg(what), qText(error.text));
        });
}

void SuspendersScreen::refreshTimes()
{
    showCurrent();
}

}  // namespace otto
