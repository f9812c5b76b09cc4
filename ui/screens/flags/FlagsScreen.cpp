// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/flags/FlagsScreen.h"

#include "ui/delegates/AgeDelegate.h"
#include "ui/delegates/MoneyDelegate.h"
#include "ui/delegates/SeverityDelegate.h"
#include "ui/delegates/SlaDelegate.h"
#include "ui/delegates/StateDelegate.h"
#include "ui/filter/CellFilterActions.h"
#include "ui/filter/FilterBar.h"
#include "ui/filter/FilterText.h"
#include "ui/models/OrderHold.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/flags/ActionPanel.h"
#include "ui/screens/flags/FlagFields.h"
#include "ui/screens/flags/FlagInspector.h"
#include "ui/screens/flags/PaymentActions.h"
#include "ui/screens/payment/PaymentWatch.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>

#include <array>

namespace otto {

namespace {

struct ViewTab
{
    FlagsModel::View view;
    const char* title;
};

constexpr std::array<ViewTab, 4> kViews{{
    {FlagsModel::View::Open, QT_TRANSLATE_NOOP("otto::FlagsScreen", "Open")},
    {FlagsModel::View::Mine, QT_TRANSLATE_NOOP("otto::FlagsScreen", "Mine")},
    {FlagsModel::View::Unowned, QT_TRANSLATE_NOOP("otto::FlagsScreen", "Unowned")},
    {FlagsModel::View::Cleared, QT_TRANSLATE_NOOP("otto::FlagsScreen", "Cleared")},
}};

constexpr int kInspectorWidth = 420;

}  // namespace

FlagsScreen::FlagsScreen(EngineClient& engine, QWidget* parent)
    : Screen(QStringLiteral("flags"), engine, parent),
      m_model(new FlagsModel(engine.principal().operatorId, this)),
      m_table(new TableView(tr("Flags"))),
      m_filter(new FilterBar(
          flagSchema(), m_model->seenValues(), [&engine] { return filterContext(engine); },
          tr("Filter flags"))),
      m_result(new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary)),
      m_views(new QTabBar),
      m_new(new QPushButton),
      m_empty(new EmptyState("inbox", QString(), QString())),
      m_actions(nullptr),
      m_inspector(nullptr),
      m_payment(new PaymentWatch(engine, this))
{
    auto* detail = new QWidget;
    m_actions = new PaymentActions(engine, this, {m_table, detail});
    m_inspector = new FlagInspector(engine, *m_actions);
    auto* detailLayout = new QVBoxLayout(detail);
    detailLayout->setContentsMargins(0, 0, 0, 0);
    detailLayout->addWidget(m_inspector);
    buildTable();
    buildKeys();
    detail->addAction(m_openPayment);

    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({1000, kInspectorWidth});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(splitter, 1);
    setFocusProxy(m_table);

    connect(&engine, &EngineClient::deltaApplied, this, &FlagsScreen::applyDelta);
    connect(m_table, &TableView::currentIdChanged, this, &FlagsScreen::showCurrent);
    connect(m_table, &TableView::rowActivated, this, &FlagsScreen::takeNextStep);
    connect(m_filter, &FilterBar::filterApplied, this,
            [this] { m_model->setRowFilter(m_filter->applied(), filterContext(client())); });
    connect(m_filter, &FilterBar::stopRequested, m_model, &FlagsModel::stopScan);
    connect(m_filter, &FilterBar::stateChanged, this, &FlagsScreen::refreshResult);
    connect(m_model, &FlagsModel::countsChanged, this, &FlagsScreen::refreshCounts);
    connect(m_model, &FlagsModel::unsortedChanged, this, &FlagsScreen::refreshCounts);
    connect(m_inspector, &FlagInspector::recordRequested, this, &FlagsScreen::recordRequested);
    connect(m_payment, &PaymentWatch::viewChanged, this,
            [this](const PaymentView& view) { m_inspector->setTruth(view.truth); });
    refreshCounts();
}

QWidget* FlagsScreen::buildBar()
{
    m_views->setObjectName(QStringLiteral("flags.views"));
    m_views->setAccessibleName(tr("Views of the inbox"));
    m_views->setExpanding(false);
    m_views->setDrawBase(false);
    for (const ViewTab& tab : kViews) {
        m_views->addTab(tr(tab.title));
    }
    connect(m_views, &QTabBar::currentChanged, this, &FlagsScreen::setView);
    m_new->setObjectName(QStringLiteral("flags.new"));
    m_new->setFlat(true);
    m_new->setProperty("flat", true);
    m_new->setFocusPolicy(Qt::TabFocus);
    connect(m_new, &QPushButton::clicked, this, [this] {
        m_table->scrollToBottom();
        m_table->setFocus(Qt::OtherFocusReason);
    });
    m_filter->setObjectName(QStringLiteral("flags.filter"));
    m_filter->setPlaceholderText(
        tr("Filter: words, severity:>=high, left:<5m, or CEL; F1 explains"));
    m_filter->setFocusTarget(m_table);
    m_filter->setResultLine(m_result);
    m_result->setObjectName(QStringLiteral("flags.result"));
    m_result->setElideMode(Qt::ElideRight);
    m_result->hide();
    auto* bar = new QWidget;
    auto* rows = new QVBoxLayout(bar);
    rows->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace2);
    rows->setSpacing(kSpace1);
    auto* line = new QHBoxLayout;
    line->setSpacing(kSpace3);
    line->addWidget(m_views);
    line->addWidget(m_new);
    line->addWidget(m_filter, 1);
    rows->addLayout(line);
    rows->addWidget(m_result);
    return bar;
}

void FlagsScreen::buildTable()
{
    using Face = CellDelegate::Face;
    m_table->setObjectName(QStringLiteral("flags.table"));
    m_table->setModel(m_model);
    m_table->setColumnDelegate(FlagsModel::SeverityColumn, new SeverityDelegate);
    m_table->setColumnDelegate(FlagsModel::TimeLeftColumn, new SlaDelegate);
    m_table->setColumnDelegate(FlagsModel::AgeColumn, new AgeDelegate);
    m_table->setColumnDelegate(FlagsModel::RuleColumn,
                               new CellDelegate(Face::Strong, Qt::AlignLeft));
    m_table->setColumnDelegate(FlagsModel::PaymentColumn,
                               new CellDelegate(Face::Mono, Qt::AlignLeft, Qt::ElideMiddle));
    m_table->setColumnDelegate(FlagsModel::AmountColumn, new MoneyDelegate);
    m_table->setColumnDelegate(FlagsModel::StateColumn, new StateDelegate);
    m_table->setColumnDelegate(FlagsModel::OccurrenceColumn,
                               new CellDelegate(Face::Dimmed, Qt::AlignLeft));
    // What gives way in a narrow window also stands in the inspector.
    m_table->setColumnWidths({{94, 88},
                              {136, 128},
                              {204, 178, 1},
                              {172, 108},
                              {112, 102},
                              {90, 84},
                              {72, 60},
                              {90, 86, 0, 1},
                              {128, 122, 0, 3},
                              {260, 200, 4, 2},
                              {66, 62, 0, 4}});
    m_table->setEmptyState(m_empty);
    m_table->setSortingEnabled(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int column) {
        QHeaderView* header = m_table->horizontalHeader();
        header->setSortIndicatorShown(true);
        m_model->sort(column, header->sortIndicatorOrder());
    });
    m_table->horizontalHeader()->setSectionsClickable(true);
    new OrderHold(m_table, m_model);
    new CellFilterActions(m_table, m_filter, [this](const QModelIndex& cell) {
        const FlagView* flag = m_model->rowAt(cell.row());
        return flag == nullptr ? std::nullopt
                               : flagTerm(*flag, static_cast<FlagsModel::Column>(cell.column()));
    });
    giveRowMenu(m_table);
    connect(m_empty, &EmptyState::actionTriggered, m_filter, [this] {
        m_filter->apply({});
        m_table->setFocus(Qt::OtherFocusReason);
    });
}

void FlagsScreen::buildKeys()
{
    m_openPayment = addKey({m_table}, QStringLiteral("action.openPayment"), tr("Open payment"),
                           Qt::Key_O, [this] { openPayment(); });
    m_openPayment->setIcon(themeIcon("payment"));
    m_inspector->actionPanel()->addAction(m_openPayment);
    addKey({m_table}, QStringLiteral("action.nextUnowned"), tr("Next unowned flag"), Qt::Key_Period,
           [this] { goToNextUnowned(); });
    m_stop = addKey({m_table}, QStringLiteral("action.stopScan"), tr("Stop the filter's scan"),
                    Qt::Key_Escape, [this] { m_model->stopScan(); });
    m_stop->setEnabled(false);
    addKey({m_table, m_inspector}, QStringLiteral("action.explain"), tr("Explain the flag"),
           Qt::Key_E, [this] { m_inspector->showExplanation(); });
    addKey({this}, QStringLiteral("action.previousView"), tr("Previous view"), Qt::Key_BracketLeft,
           [this] { m_views->setCurrentIndex(std::max(0, m_views->currentIndex() - 1)); });
    addKey(
        {this}, QStringLiteral("action.nextView"), tr("Next view"), Qt::Key_BracketRight, [this] {
            m_views->setCurrentIndex(std::min(m_views->count() - 1, m_views->currentIndex() + 1));
        });
    addKey({this}, QStringLiteral("action.inspector"), tr("Show or hide the inspector"), Qt::Key_F4,
           [this] {
               m_inspector->parentWidget()->setVisible(m_inspector->parentWidget()->isHidden());
           });
}

void FlagsScreen::applyDelta(const Delta& delta)
{
    const Instant now = delta.status.now;
    m_model->setNow(now);
    m_model->apply(delta.flags);
    m_table->setNow(now.ms);
    m_inspector->setNow(now.ms);
    if (!m_hasSelected && m_model->rowCount() > 0) {
        selectFirst();
    }
    const QString current = m_table->currentId();
    for (const FlagView& flag : delta.flags) {
        if (qText(flag.id) == current) {
            refreshSubject();
            break;
        }
    }
}

/// The most urgent flag is shown without a key pressed; later selections are the operator's own.
void FlagsScreen::selectFirst()
{
    m_hasSelected = true;
    m_table->setCurrentId(m_model->index(0, 0).data(IdRole).toString());
}

void FlagsScreen::showCurrent(const QString& id)
{
    m_model->pin(id);
    const FlagView* flag = m_model->find(id);
    const PaymentId payment = flag != nullptr && flag->paymentId ? *flag->paymentId : PaymentId();
    refreshSubject();
    if (payment != m_payment->paymentId()) {
        m_payment->watch(payment);
    }
}

void FlagsScreen::refreshSubject()
{
    const FlagView* flag = m_model->find(m_table->currentId());
    const std::optional<FlagView> subject =
        flag == nullptr ? std::nullopt : std::optional<FlagView>(*flag);
    m_actions->setSubject(subject ? subject->paymentId : std::nullopt, subject);
    m_openPayment->setEnabled(subject && subject->paymentId);
    m_inspector->setFlag(subject, m_model->self());
}

void FlagsScreen::takeNextStep()
{
    if (!m_actions->takeNextStep()) {
        openPayment();
    }
}

void FlagsScreen::openPayment()
{
    const FlagView* flag = m_model->find(m_table->currentId());
    if (flag != nullptr && flag->paymentId) {
        Q_EMIT paymentRequested(qText(*flag->paymentId));
    }
}

void FlagsScreen::goToNextUnowned()
{
    const QString next = m_model->nextUnowned(m_table->currentId());
    if (next.isEmpty()) {
        Q_EMIT noticeRequested(Tone::Info, tr("No other unowned flag in this view"), {});
    } else {
        m_table->setCurrentId(next);
    }
}

void FlagsScreen::showFlag(const FlagId& id)
{
    const FlagView* flag = m_model->find(qText(id));
    if (flag == nullptr) {
        return;
    }
    m_filter->apply({});
    if (!m_model->isIn(m_model->view(), *flag)) {
        m_views->setCurrentIndex(flag->isOpen ? 0 : static_cast<int>(kViews.size()) - 1);
    }
    m_table->setCurrentId(qText(id));
    m_table->setFocus(Qt::OtherFocusReason);
}

void FlagsScreen::setView(int index)
{
    m_model->pin({});
    m_model->setView(kViews[static_cast<std::size_t>(index)].view);
    if (m_table->currentId().isEmpty() && m_model->rowCount() > 0) {
        selectFirst();
    }
    m_model->pin(m_table->currentId());
    refreshCounts();
}

void FlagsScreen::refreshCounts()
{
    for (std::size_t i = 0; i < kViews.size(); ++i) {
        m_views->setTabText(static_cast<int>(i),
                            QStringLiteral("%1  %2").arg(
                                tr(kViews[i].title), countText(m_model->countOf(kViews[i].view))));
    }
    const int fresh = m_model->unsortedCount();
    m_new->setVisible(fresh > 0);
    m_new->setText(tr("+%1 new below  ·  End").arg(fresh));
    m_new->setAccessibleName(tr("%1 new flags at the end of the list").arg(fresh));
    refreshResult();
    refreshEmptyState();
}

void FlagsScreen::refreshResult()
{
    const bool isScanning = m_model->isScanning();
    m_filter->setScanning(isScanning);
    m_stop->setEnabled(isScanning);
    const bool isInvalid = m_filter->validity() == FilterBar::Validity::Invalid;
    QStringList parts;
    if (const QString remark = m_filter->remark(); !remark.isEmpty())
        parts.append(remark);
    if (m_model->isFiltered())
        parts.append(scanText(m_model->progress(), m_model->shownCount(),
                              m_model->countOf(m_model->view())));
    m_result->setTone(isInvalid ? Tone::Critical : Tone::Neutral);
    m_result->setText(parts.join(QStringLiteral(" · ")));
    m_result->setVisible(!parts.isEmpty());
}

void FlagsScreen::refreshEmptyState()
{
    const int inView = m_model->countOf(m_model->view());
    if (m_model->isFiltered() && inView > 0) {
        m_empty->setText(tr("No flag matches"),
                         tr("None of the %1 in this view fits “%2”.")
                             .arg(counted(inView, tr("flag"), tr("flags")),
                                  qText(m_model->rowFilter().line()).left(80)));
        m_empty->setAction(tr("Clear filter"));
        return;
    }
    m_empty->setAction({});
    Instant last;
    m_model->forEach([&last](const FlagView& flag) { last = std::max(last, flag.raisedAt); });
    const QString since = last.ms == 0
                              ? tr("No flag was raised since this desk began to read.")
                              : tr("The last flag was raised at %1.").arg(secondsText(last.ms));
    switch (m_model->view()) {
    case FlagsModel::View::Open: m_empty->setText(tr("Inbox zero"), since); break;
    case FlagsModel::View::Mine:
        m_empty->setText(tr("Nothing is yours"),
                         tr("C claims a flag. %1 open.")
                             .arg(counted(m_model->countOf(FlagsModel::View::Open), tr("flag is"),
                                          tr("flags are"))));
        break;
    case FlagsModel::View::Unowned: m_empty->setText(tr("Every flag has an owner"), since); break;
    case FlagsModel::View::Cleared:
        m_empty->setText(tr("No flag has cleared yet"),
                         tr("Flags come here when their condition is over."));
        break;
    case FlagsModel::View::All: break;
    }
}

}  // namespace otto
