// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RulesScreen.h"

#include "core/port/RulePort.h"
#include "ui/delegates/SeverityDelegate.h"
#include "ui/delegates/StateDelegate.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/rules/RuleBook.h"
#include "ui/screens/rules/RuleErrorList.h"
#include "ui/screens/rules/RuleInspector.h"
#include "ui/screens/rules/RuleListModel.h"
#include "ui/screens/rules/RuleOrigin.h"
#include "ui/screens/rules/backtest/BacktestPanel.h"
#include "ui/screens/rules/backtest/BacktestResultView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/TableView.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

namespace otto {

namespace {

constexpr int kInspectorWidth = 560;
constexpr qsizetype kFlaggedMost = 12;

}  // namespace

RulesScreen::RulesScreen(EngineClient& engine, QWidget* parent)
    : Screen(QStringLiteral("rules"), engine, parent),
      m_book(RuleBook::of(engine)),
      m_model(new RuleListModel(this)),
      m_table(new TableView(tr("Rules"))),
      m_filter(new FilterEdit(tr("Filter rules"))),
      m_origin(new RuleOrigin(engine)),
      m_openFlags(new QPushButton(tr("Open its flags"))),
      m_empty(new EmptyState("rules", QString(), QString())),
      m_errors(new RuleErrorList(QStringLiteral("rules.errors"))),
      m_inspector(new RuleInspector(engine)),
      m_leaveFault(new QPushButton(tr("Back to the rule in force"))),
      m_tabs(new QTabBar),
      m_pages(new QStackedWidget),
      m_backtest(new BacktestPanel)
{
    buildTable();
    buildFault();
    buildKeys(m_inspector);
    buildBacktestKeys();
    m_openFlags->setObjectName(QStringLiteral("rules.openFlags"));
    m_openFlags->setAccessibleName(tr("Open the flags of the rule"));
    m_inspector->addTitleWidget(m_openFlags);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(m_inspector);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({900, kInspectorWidth});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(m_errors);
    m_pages->addWidget(splitter);
    m_pages->addWidget(m_backtest);
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_table);

    connect(&engine, &EngineClient::deltaApplied, this, &RulesScreen::applyDelta);
    connect(&m_book, &RuleBook::changed, this, &RulesScreen::showRules);
    connect(m_table, &TableView::currentIdChanged, this, [this] {
        endFault();
        showCurrent();
    });
    connect(m_table, &TableView::clicked, this, &RulesScreen::endFault);
    connect(m_table, &TableView::rowActivated, this, &RulesScreen::openFlags);
    connect(m_openFlags, &QPushButton::clicked, this, &RulesScreen::openFlags);
    connect(m_origin, &RuleOrigin::noticeRequested, this, &RulesScreen::noticeRequested);
    connect(m_filter, &FilterEdit::filterChanged, m_model, &RuleListModel::setFilterText);
    connect(m_model, &RuleListModel::countsChanged, this, &RulesScreen::refreshCounts);
    connect(m_inspector, &RuleInspector::recordRequested, this, &RulesScreen::recordRequested);
    connect(m_tabs, &QTabBar::currentChanged, this,
            [this](int page) { setPage(static_cast<Page>(page)); });
    connect(m_errors, &RuleErrorList::errorActivated, this, &RulesScreen::showRefused);
    connect(m_backtest, &BacktestPanel::placeRequested, this,
            [this](const RuleErrorView& error, const QString& text) {
                showFault(Fault::OfBacktest, error, text);
            });
    connect(m_backtest, &BacktestPanel::paymentRequested, this, &RulesScreen::paymentRequested);
    connect(m_backtest, &BacktestPanel::explainRequested, this, &RulesScreen::explain);
    setPort(nullptr);
    showRules();
}

QWidget* RulesScreen::buildBar()
{
    m_filter->setObjectName(QStringLiteral("rules.filter"));
    m_filter->setPlaceholderText(tr("Filter: all words, for example “limits failing”"));
    m_filter->setFocusTarget(m_table);
    m_filter->setMaximumWidth(420);
    m_tabs->setObjectName(QStringLiteral("rules.tabs"));
    m_tabs->setAccessibleName(tr("Rules in force, or a backtest"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->addTab(tr("Rules"));
    m_tabs->addTab(tr("Backtest"));
    m_tabs->setTabToolTip(BacktestPage, tr("What rules would have raised on a capture  ·  B"));
    auto* bar = new QWidget;
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace2);
    line->setSpacing(kSpace3);
    line->addWidget(m_tabs);
    line->addWidget(m_origin, 3);
    line->addWidget(m_filter, 2);
    return bar;
}

void RulesScreen::buildTable()
{
    using Face = CellDelegate::Face;
    m_table->setObjectName(QStringLiteral("rules.table"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnDelegate(RuleListModel::IdColumn,
                               new CellDelegate(Face::Mono, Qt::AlignLeft));
    m_table->setColumnDelegate(RuleListModel::NameColumn,
                               new CellDelegate(Face::Strong, Qt::AlignLeft));
    m_table->setColumnDelegate(RuleListModel::StandingColumn, new StateDelegate);
    m_table->setColumnDelegate(RuleListModel::SeverityColumn, new SeverityDelegate);
    for (const int column :
         {RuleListModel::OpenColumn, RuleListModel::TodayColumn, RuleListModel::SelfClearedColumn,
          RuleListModel::ExamplesColumn, RuleListModel::VersionColumn}) {
        m_table->setColumnDelegate(column, new CellDelegate(Face::Text, Qt::AlignRight));
    }
    // What gives way in a narrow window also stands in the inspector.
    m_table->setColumnWidths({{60, 56},
                              {230, 150, 1},
                              {110, 104},
                              {98, 92},
                              {64, 56},
                              {70, 64},
                              {84, 78},
                              {88, 80, 0, 1},
                              {76, 72, 0, 3},
                              {110, 86, 0, 2}});
    m_table->setEmptyState(m_empty);
    m_table->setSortingEnabled(false);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionsClickable(true);
    connect(header, &QHeaderView::sectionClicked, this, [this, header](int column) {
        header->setSortIndicatorShown(true);
        m_model->sort(column, header->sortIndicatorOrder());
    });
    connect(m_table, &TableView::heldChanged, m_model, &RuleListModel::setHeld);
    giveRowMenu(m_table);
    connect(m_empty, &EmptyState::actionTriggered, m_filter, [this] {
        m_filter->clear();
        m_model->setFilterText({});
        m_table->setFocus(Qt::OtherFocusReason);
    });
}

void RulesScreen::buildKeys(QWidget* detail)
{
    addKey({m_table, detail}, QStringLiteral("action.openFlags"), tr("Open the flags of the rule"),
           Qt::Key_O, [this] { openFlags(); });
    addKey({m_table, detail}, QStringLiteral("action.explain"), tr("Explain the rule on a payment"),
           Qt::Key_E, [this] { m_inspector->focusSubject(); });
    addKey({this}, QStringLiteral("action.reloadRules"), tr("Read the folder of rules again"),
           Qt::Key_F5, [this] { m_origin->reload(); });
}

void RulesScreen::buildFault()
{
    m_leaveFault->setObjectName(QStringLiteral("rules.leaveFault"));
    m_leaveFault->setAccessibleName(tr("Back to the rule in force"));
    m_leaveFault->hide();
    m_inspector->addTitleWidget(m_leaveFault);
    connect(m_leaveFault, &QPushButton::clicked, this, [this] {
        endFault();
        m_table->setFocus(Qt::OtherFocusReason);
    });
    addKey({this}, QStringLiteral("action.nextFault"), tr("Show the next fault in its file"),
           Qt::Key_F8, [this] { showNextFault(); });
}

void RulesScreen::buildBacktestKeys()
{
    addKey({m_table, m_inspector}, QStringLiteral("action.backtest"),
           tr("Backtest: what rules would have raised"), Qt::Key_B, [this] {
               setPage(BacktestPage);
               m_backtest->focusFirst();
           });
    addKey({m_backtest}, QStringLiteral("action.runBacktest"), tr("Run the backtest"), Qt::Key_F9,
           [this] { m_backtest->run(); });
    addKey({m_backtest}, QStringLiteral("action.cancelBacktest"),
           tr("Cancel the backtest, or go back to the rules"), Qt::Key_Escape, [this] {
               if (!m_backtest->cancel()) {
                   setPage(ListPage);
                   m_table->setFocus(Qt::OtherFocusReason);
               }
           });
    TableView* changes = m_backtest->result()->changes();
    addKey({m_backtest->result()}, QStringLiteral("action.explainChange"),
           tr("Explain the rule on the flag"), Qt::Key_E,
           [this] { m_backtest->result()->explainCurrent(); });
    giveRowMenu(changes);
}

RulesScreen::Page RulesScreen::page() const
{
    return static_cast<Page>(m_pages->currentIndex());
}

void RulesScreen::setPage(Page page)
{
    m_pages->setCurrentIndex(page);
    m_tabs->setCurrentIndex(page);
    m_filter->setVisible(page == ListPage);
}

void RulesScreen::setBacktests(BacktestPort* port)
{
    m_backtest->setPort(port);
}

void RulesScreen::restoreFrom(const QSettings& settings)
{
    m_backtest->restoreFrom(settings);
}

void RulesScreen::saveTo(QSettings& settings) const
{
    m_backtest->saveTo(settings);
}

void RulesScreen::showRefused(const RuleErrorView& error)
{
    const auto text = m_port == nullptr ? std::nullopt : m_port->refusedText(error.file);
    if (text) {
        showFault(Fault::OfRefusedSet, error, qText(*text));
    } else {
        Q_EMIT noticeRequested(Tone::Info, tr("There is no text to show"),
                               tr("%1 could not be read.").arg(qText(error.file)));
    }
}

void RulesScreen::showFault(Fault fault, const RuleErrorView& error, const QString& text)
{
    setPage(ListPage);
    m_fault = fault;
    m_openFlags->hide();
    m_leaveFault->show();
    m_inspector->setFault(error, text);
}

void RulesScreen::showNextFault()
{
    if (page() == BacktestPage || m_fault == Fault::OfBacktest) {
        m_backtest->showNextFault();
    } else {
        m_errors->activateNext();
    }
}

void RulesScreen::endFault()
{
    if (m_fault == Fault::None) {
        return;
    }
    m_fault = Fault::None;
    m_openFlags->show();
    m_leaveFault->hide();
    showCurrent();
}

void RulesScreen::explain(const QString& rule, const QString& subject)
{
    if (m_model->find(rule) == nullptr) {
        Q_EMIT noticeRequested(Tone::Info, tr("%1 is not in force").arg(rule),
                               tr("Only rules in force can be explained on a payment."));
        return;
    }
    setPage(ListPage);
    m_filter->clear();
    m_model->setFilterText({});
    m_table->setCurrentId(rule);
    endFault();
    m_inspector->explainOn(subject);
}

void RulesScreen::setPort(RulePort* port)
{
    m_port = port;
    m_origin->setPort(port);
}

void RulesScreen::showEvent(QShowEvent* event)
{
    Screen::showEvent(event);
    showCurrent();
    if (m_book.isLoaded()) {
        m_book.refresh();
    }
}

void RulesScreen::applyDelta(const Delta& delta)
{
    const QString current = m_table->currentId();
    bool isTouched = false;
    for (const FlagView& flag : delta.flags) {
        const QString rule = qText(flag.ruleId);
        isTouched = isTouched || rule == current;
        if (flag.isOpen) {
            m_flags.insert(qText(flag.id), {rule, qText(flag.subject), flag.raisedAt});
        } else {
            m_flags.remove(qText(flag.id));
        }
    }
    if (isTouched && isVisible()) {
        showCurrent();
    }
    if (isVisible() && m_book.isLoaded() && (delta.status.now - m_askedAt).count() >= kAgainMs) {
        m_askedAt = delta.status.now;
        m_book.refresh();
    }
}

void RulesScreen::showRules()
{
    const RulesView& view = m_book.view();
    m_model->setRules(view.rules);
    m_errors->setErrors(view);
    if (view.errors.empty() && m_fault == Fault::OfRefusedSet) {
        endFault();
    }
    if (m_table->currentId().isEmpty() && m_model->rowCount() > 0) {
        m_table->setCurrentId(m_model->index(0, 0).data(IdRole).toString());
    }
    showCurrent();
    m_origin->showRules();
    refreshCounts();
}

void RulesScreen::refreshCounts()
{
    m_filter->setCount(m_model->shownCount(), m_model->totalCount());
    if (!m_model->filterText().isEmpty() && m_model->totalCount() > 0) {
        m_empty->setText(tr("No rule matches"),
                         tr("None holds “%1”.").arg(m_model->filterText().left(80)));
        m_empty->setAction(tr("Clear filter"));
        return;
    }
    m_empty->setAction({});
    m_empty->setText(m_book.isLoaded() ? tr("No rule is in force")
                                       : tr("The rules have not arrived yet"),
                     m_book.isLoaded() ? tr("The folder holds none: no flag is raised.")
                                       : tr("The engine sends them when it is ready."));
}

void RulesScreen::showCurrent()
{
    if (m_fault != Fault::None) {
        return;
    }
    const QString id = m_table->currentId();
    const RuleView* rule = m_model->find(id);
    m_inspector->setRule(rule, rule == nullptr ? QStringList() : flaggedBy(id));
}

QStringList RulesScreen::flaggedBy(const QString& rule) const
{
    std::vector<const OpenFlag*> found;
    for (const OpenFlag& flag : m_flags) {
        if (flag.rule == rule) {
            found.push_back(&flag);
        }
    }
    std::sort(found.begin(), found.end(), [](const OpenFlag* a, const OpenFlag* b) {
        return a->raisedAt != b->raisedAt ? a->raisedAt > b->raisedAt : a->subject < b->subject;
    });
    QStringList subjects;
    for (const OpenFlag* flag : found) {
        if (subjects.size() == kFlaggedMost) {
            break;
        }
        subjects.append(flag->subject);
    }
    return subjects;
}

void RulesScreen::openFlags()
{
    if (const QString id = m_table->currentId(); !id.isEmpty()) {
        Q_EMIT screenRequested(QStringLiteral("flags"), id);
    }
}

void RulesScreen::refreshTimes()
{
    m_origin->refreshTimes();
    m_errors->setErrors(m_book.view());
    m_backtest->refreshTimes();
}

}  // namespace otto
