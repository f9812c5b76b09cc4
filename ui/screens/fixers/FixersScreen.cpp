// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/fixers/FixersScreen.h"

#include "ui/delegates/RingDelegate.h"
#include "ui/delegates/StateDelegate.h"
#include "ui/delegates/TicksDelegate.h"
#include "ui/dialogs/FixerProgress.h"
#include "ui/dialogs/FixerSheet.h"
#include "ui/models/OrderHold.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/fixers/Catalogue.h"
#include "ui/screens/fixers/CatalogueDetail.h"
#include "ui/screens/fixers/CatalogueModel.h"
#include "ui/screens/fixers/FixesModel.h"
#include "ui/screens/flags/ActionPanel.h"
#include "ui/screens/flags/PaymentActions.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/InspectorPane.h"
#include "ui/widgets/TableView.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

namespace otto {

namespace {

constexpr int kDetailWidth = 400;

QSplitter* sideBySide(QWidget* table, QWidget* detail)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(table);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({1000, kDetailWidth});
    return splitter;
}

}  // namespace

FixersScreen::FixersScreen(EngineClient& engine, QWidget* parent)
    : Screen(QStringLiteral("fixers"), engine, parent),
      m_catalogue(Catalogue::of(engine)),
      m_fixes(new FixesModel(this)),
      m_fixers(new CatalogueModel(this)),
      m_tabs(new QTabBar),
      m_filter(new FilterEdit(tr("Filter fixes"))),
      m_pages(new QStackedWidget),
      m_fixesTable(new TableView(tr("Fixes"))),
      m_fixersTable(new TableView(tr("Fixers"))),
      m_empty(new EmptyState("fixers", QString(), QString())),
      m_inspector(new InspectorPane),
      m_progress(new FixerProgress),
      m_detail(new CatalogueDetail(engine))
{
    m_pages->addWidget(buildFixes());
    m_pages->addWidget(buildCatalogue());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(m_pages, 1);

    connect(&engine, &EngineClient::deltaApplied, this, &FixersScreen::applyDelta);
    connect(&m_catalogue, &Catalogue::changed, this, &FixersScreen::showCatalogue);
    connect(m_fixes, &FixesModel::countsChanged, this, &FixersScreen::refreshCounts);
    connect(m_filter, &FilterEdit::filterChanged, m_fixes, &FixesModel::setFilterText);
    showCatalogue();
    showTab(InFlight);
}

QWidget* FixersScreen::buildBar()
{
    m_tabs->setObjectName(QStringLiteral("fixers.tabs"));
    m_tabs->setAccessibleName(tr("Fixes and catalogue"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    for (int tab = 0; tab < TabCount; ++tab) {
        m_tabs->addTab(QString());
    }
    connect(m_tabs, &QTabBar::currentChanged, this, &FixersScreen::showTab);
    m_filter->setObjectName(QStringLiteral("fixers.filter"));
    m_filter->setFocusTarget(m_fixesTable);
    m_filter->setMaximumWidth(420);
    auto* bar = new QWidget;
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace2);
    line->setSpacing(kSpace4);
    line->addWidget(m_tabs);
    line->addStretch(1);
    line->addWidget(m_filter, 2);
    return bar;
}

QWidget* FixersScreen::buildFixes()
{
    using Face = CellDelegate::Face;
    m_fixesTable->setObjectName(QStringLiteral("fixers.table"));
    m_fixesTable->setModel(m_fixes);
    m_fixesTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_fixesTable->setColumnDelegate(FixesModel::TicksColumn, new TicksDelegate);
    m_fixesTable->setColumnDelegate(FixesModel::StateColumn, new StateDelegate);
    m_fixesTable->setColumnDelegate(FixesModel::FixerColumn,
                                    new CellDelegate(Face::Strong, Qt::AlignLeft));
    m_fixesTable->setColumnDelegate(FixesModel::PaymentColumn,
                                    new CellDelegate(Face::Mono, Qt::AlignLeft, Qt::ElideMiddle));
    m_fixesTable->setColumnDelegate(FixesModel::TimeLeftColumn, new RingDelegate);
    // What gives way in a narrow window also stands in the inspector.
    m_fixesTable->setColumnWidths({{88, 84},
                                   {104, 98},
                                   {180, 150, 1},
                                   {172, 108},
                                   {104, 98},
                                   {112, 92},
                                   {86, 80},
                                   {170, 130, 1, 3},
                                   {180, 130, 1, 4},
                                   {74, 68, 0, 5},
                                   {240, 150, 3, 2}});
    m_fixesTable->setEmptyState(m_empty);
    new OrderHold(m_fixesTable, m_fixes);
    connect(m_fixesTable, &TableView::currentIdChanged, this, &FixersScreen::showCurrentFix);
    connect(m_fixesTable, &TableView::rowActivated, this, &FixersScreen::openPayment);

    auto* detail = new QWidget;
    m_actions = new PaymentActions(client(), this, {m_fixesTable, detail});
    auto* panel = new ActionPanel(*m_actions);
    auto* page = new QWidget;
    auto* pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace4);
    pageLayout->setSpacing(kSpace4);
    pageLayout->addWidget(m_progress);
    pageLayout->addWidget(panel);
    pageLayout->addStretch(1);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    m_inspector->addTab(area, tr("Fix"));
    m_inspector->setEmptyText(tr("No fix selected"),
                              tr("Select a fix to see what was sent, answered and proven."));
    m_inspector->setHasSubject(false);
    auto* detailLayout = new QVBoxLayout(detail);
    detailLayout->setContentsMargins(0, 0, 0, 0);
    detailLayout->addWidget(m_inspector);
    buildKeys(detail);
    panel->addAction(m_openPayment);
    giveRowMenu(m_fixesTable);
    // A fix is over or under way: claiming belongs to flags.
    m_fixesTable->removeAction(m_actions->claim());
    detail->removeAction(m_actions->claim());
    panel->hideButton(m_actions->claim());
    return sideBySide(m_fixesTable, detail);
}

QWidget* FixersScreen::buildCatalogue()
{
    using Face = CellDelegate::Face;
    m_fixersTable->setObjectName(QStringLiteral("fixers.catalogue"));
    m_fixersTable->setModel(m_fixers);
    m_fixersTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_fixersTable->setColumnDelegate(CatalogueModel::TitleColumn,
                                     new CellDelegate(Face::Strong, Qt::AlignLeft));
    m_fixersTable->setColumnDelegate(CatalogueModel::NameColumn,
                                     new CellDelegate(Face::Mono, Qt::AlignLeft));
    for (const int column : {CatalogueModel::TimeoutColumn, CatalogueModel::SentColumn,
                             CatalogueModel::VerifiedColumn}) {
        m_fixersTable->setColumnDelegate(column, new CellDelegate(Face::Text, Qt::AlignRight));
    }
    m_fixersTable->setColumnWidths({{168, 150},
                                    {204, 170},
                                    {220, 160, 2},
                                    {84, 76},
                                    {64, 52},
                                    {76, 66},
                                    {130, 110, 0, 2},
                                    {190, 130, 1, 1}});
    m_fixersTable->setEmptyState(new EmptyState("fixers", tr("The catalogue has not arrived yet"),
                                                tr("The engine sends it when it is ready.")));
    connect(m_fixersTable, &TableView::currentIdChanged, this,
            [this](const QString& name) { m_detail->setFixer(m_fixers->find(name)); });
    connect(m_fixersTable, &TableView::rowActivated, m_detail, &CatalogueDetail::focusPayment);
    connect(m_detail, &CatalogueDetail::sheetRequested, this, &FixersScreen::openSheet);
    return sideBySide(m_fixersTable, m_detail);
}

void FixersScreen::buildKeys(QWidget* detail)
{
    m_openPayment = addKey({m_fixesTable, detail}, QStringLiteral("action.openPayment"),
                           tr("Open payment"), Qt::Key_O, [this] { openPayment(); });
    m_openPayment->setIcon(themeIcon("payment"));
    addKey({this}, QStringLiteral("action.previousView"), tr("Previous tab"), Qt::Key_BracketLeft,
           [this] { m_tabs->setCurrentIndex(std::max(0, m_tabs->currentIndex() - 1)); });
    addKey({this}, QStringLiteral("action.nextView"), tr("Next tab"), Qt::Key_BracketRight, [this] {
        m_tabs->setCurrentIndex(std::min(m_tabs->count() - 1, m_tabs->currentIndex() + 1));
    });
}

void FixersScreen::applyDelta(const Delta& delta)
{
    m_fixes->apply(delta.fixes);
    m_fixesTable->setNow(delta.status.now.ms);
    const QString current = m_fixesTable->currentId();
    for (const FixView& fix : delta.fixes) {
        if (qText(fix.commandId) == current) {
            showCurrentFix();
            break;
        }
    }
}

void FixersScreen::showTab(int tab)
{
    m_pages->setCurrentIndex(tab == CatalogueTab ? 1 : 0);
    m_filter->setVisible(tab != CatalogueTab);
    if (tab == CatalogueTab) {
        m_catalogue.refresh();
        setFocusProxy(m_fixersTable);
        return;
    }
    setFocusProxy(m_fixesTable);
    m_fixes->setView(tab == InFlight ? FixesModel::View::InFlight : FixesModel::View::All);
    if (m_fixesTable->currentId().isEmpty() && m_fixes->rowCount() > 0) {
        m_fixesTable->setCurrentId(m_fixes->index(0, 0).data(IdRole).toString());
    }
    refreshCounts();
}

void FixersScreen::showCurrentFix()
{
    const FixView* fix = m_fixes->find(m_fixesTable->currentId());
    m_inspector->setHasSubject(fix != nullptr);
    m_actions->setSubject(fix == nullptr ? std::nullopt : std::optional<PaymentId>(fix->paymentId),
                          std::nullopt);
    if (fix != nullptr) {
        m_inspector->setTitle(m_catalogue.titleOf(fix->fixer), qText(fix->paymentId));
        m_progress->setFix(*fix);
    }
}

void FixersScreen::showCatalogue()
{
    m_fixers->setFixers(m_catalogue.fixers());
    if (m_fixersTable->currentId().isEmpty() && m_fixers->rowCount() > 0) {
        m_fixersTable->setCurrentId(m_fixers->index(0, 0).data(IdRole).toString());
    }
    m_detail->setFixer(m_fixers->find(m_fixersTable->currentId()));
    refreshCounts();
}

void FixersScreen::refreshCounts()
{
    const auto title = [](const QString& name, qint64 count) {
        return QStringLiteral("%1  %2").arg(name, countText(count));
    };
    m_tabs->setTabText(InFlight,
                       title(tr("In flight"), m_fixes->countOf(FixesModel::View::InFlight)));
    m_tabs->setTabText(History, title(tr("History"), m_fixes->countOf(FixesModel::View::All)));
    m_tabs->setTabText(CatalogueTab, title(tr("Catalogue"), m_fixers->rowCount()));
    m_filter->setCount(m_fixes->shownCount(), m_fixes->totalCount());
    if (!m_fixes->filterText().isEmpty()) {
        m_empty->setText(tr("No fix matches"),
                         tr("None holds “%1”.").arg(m_fixes->filterText().left(80)));
    } else if (m_fixes->view() == FixesModel::View::InFlight) {
        m_empty->setText(
            tr("Nothing in flight"),
            tr("Every fixer that was sent is settled. F on a flag or a payment opens the "
               "sheet of the next one."));
    } else {
        m_empty->setText(tr("No fixer was sent yet"),
                         tr("F on a flag or a payment opens a fixer's sheet."));
    }
}

void FixersScreen::openPayment()
{
    if (const FixView* fix = m_fixes->find(m_fixesTable->currentId())) {
        Q_EMIT paymentRequested(qText(fix->paymentId));
    }
}

void FixersScreen::openSheet(const QString& fixer, const QString& paymentId)
{
    m_actions->openSheet(fixer, PaymentId{stdText(paymentId)});
}

void FixersScreen::showFix(const CommandId& id)
{
    const FixView* fix = m_fixes->find(qText(id));
    if (fix == nullptr) {
        return;
    }
    m_filter->clear();
    m_fixes->setFilterText({});
    m_tabs->setCurrentIndex(FixesModel::isUnsettled(*fix) ? InFlight : History);
    m_fixesTable->setCurrentId(qText(id));
    m_fixesTable->setFocus(Qt::OtherFocusReason);
}

void FixersScreen::refreshTimes()
{
    m_fixes->refreshAll();
    showCurrentFix();
}

}  // namespace otto
