// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/OverviewScreen.h"

#include "ui/delegates/AgeDelegate.h"
#include "ui/delegates/SeverityDelegate.h"
#include "ui/delegates/StateDelegate.h"
#include "ui/models/OrderHold.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/overview/BacklogChart.h"
#include "ui/screens/overview/BacklogModel.h"
#include "ui/screens/overview/Headline.h"
#include "ui/screens/overview/OverviewTiles.h"
#include "ui/screens/overview/RulesModel.h"
#include "ui/screens/overview/SystemsModel.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/SectionHeader.h"
#include "ui/widgets/TableView.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr int kHeadlineGlyph = 20;
constexpr int kChartPage = 0;
constexpr int kTablePage = 1;
constexpr int kNoHistoryPage = 2;
// Five systems and seven rules; fewer rows in a low window.
constexpr int kTablesMost = 270;
constexpr int kTablesLeast = 200;
constexpr int kRulesWidth = 416;

QWidget* section(SectionHeader* header, QWidget* content)
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace1);
    layout->addWidget(header);
    layout->addWidget(content, 1);
    return box;
}

CellDelegate* numberDelegate()
{
    return new CellDelegate(CellDelegate::Face::Text, Qt::AlignRight);
}

}  // namespace

OverviewScreen::OverviewScreen(EngineClient& engine, QWidget* parent)
    : Screen(QStringLiteral("overview"), engine, parent),
      m_tiles(new OverviewTiles),
      m_systems(new SystemsModel(this)),
      m_rules(new RulesModel(this)),
      m_backlog(new BacklogModel(this)),
      m_systemsTable(new TableView(tr("Systems"))),
      m_rulesTable(new TableView(tr("Rules by volume"))),
      m_backlogTable(new TableView(tr("Backlog"))),
      m_chart(new BacklogChart),
      m_headlineGlyph(new OttoLabel),
      m_headline(new OttoLabel(QString(), TextRole::Heading))
{
    auto* tables = new QWidget;
    tables->setMinimumHeight(kTablesLeast);
    tables->setMaximumHeight(kTablesMost);
    auto* tablesLine = new QHBoxLayout(tables);
    tablesLine->setContentsMargins(0, 0, 0, 0);
    tablesLine->setSpacing(kSpace6);
    tablesLine->addWidget(buildSystems(), 2);
    QWidget* rules = buildRules();
    rules->setMinimumWidth(kRulesWidth);
    tablesLine->addWidget(rules, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace2);
    layout->setSpacing(kSpace3);
    layout->addWidget(buildHeadline());
    layout->addWidget(m_tiles);
    layout->addWidget(tables, 2);
    layout->addWidget(buildBacklog(), 1);
    setFocusProxy(m_systemsTable);

    m_chartTimer.setSingleShot(true);
    m_chartTimer.setInterval(kChartEveryMs);
    connect(&m_chartTimer, &QTimer::timeout, this, [this] {
        if (m_chartIsOld)
            showBacklog();
    });
    connect(m_tiles, &OverviewTiles::screenRequested, this, &Screen::screenRequested);
    connect(&engine, &EngineClient::deltaApplied, this, &OverviewScreen::applyDelta);
    connect(&Theme::current(), &Theme::changed, this, &OverviewScreen::showHeadline);
    showHeadline();
}

QWidget* OverviewScreen::buildHeadline()
{
    auto* bar = new QWidget;
    m_headline->setObjectName(QStringLiteral("overview.headline"));
    m_headline->setElideMode(Qt::ElideRight);
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace2);
    line->addWidget(m_headlineGlyph);
    line->addWidget(m_headline, 1);
    return bar;
}

QWidget* OverviewScreen::buildSystems()
{
    m_systemsTable->setObjectName(QStringLiteral("overview.systems"));
    m_systemsTable->setModel(m_systems);
    m_systemsTable->setColumnDelegate(SystemsModel::SystemColumn,
                                      new CellDelegate(CellDelegate::Face::Strong, Qt::AlignLeft));
    m_systemsTable->setColumnDelegate(SystemsModel::StateColumn, new StateDelegate);
    m_systemsTable->setColumnDelegate(SystemsModel::LastFactColumn, new AgeDelegate);
    for (int column = SystemsModel::RateColumn; column <= SystemsModel::ValueColumn; ++column)
        m_systemsTable->setColumnDelegate(column, numberDelegate());
    m_systemsTable->setColumnWidths({{76, 66, 1},
                                     {84, 70, 1},
                                     {90, 76, 1},
                                     {90, 82, 1},
                                     {96, 90, 1, 1},
                                     {96, 90, 1},
                                     {90, 80, 1},
                                     {84, 74, 1},
                                     {96, 86, 1},
                                     {132, 104, 2}});
    m_systemsTable->setEmptyState(
        new EmptyState("server", tr("No system heard yet"),
                       tr("Each system appears here with its first fact or heartbeat.")));
    new OrderHold(m_systemsTable, m_systems);
    connect(m_systemsTable, &TableView::rowActivated, this, [this](const QString& system) {
        Q_EMIT screenRequested(QStringLiteral("stream"), system);
    });
    auto* header = new SectionHeader(tr("Systems"));
    header->setRemark(tr("worst first \u00B7 Enter shows its records"));
    return section(header, m_systemsTable);
}

QWidget* OverviewScreen::buildRules()
{
    m_rulesTable->setObjectName(QStringLiteral("overview.rules"));
    m_rulesTable->setModel(m_rules);
    m_rulesTable->setColumnDelegate(RulesModel::SeverityColumn, new SeverityDelegate);
    m_rulesTable->setColumnDelegate(RulesModel::OpenColumn, numberDelegate());
    m_rulesTable->setColumnDelegate(RulesModel::RaisedColumn, numberDelegate());
    m_rulesTable->setColumnWidths({{94, 92}, {210, 150, 1}, {64, 56}, {86, 78}});
    m_rulesTable->setEmptyState(new EmptyState(
        "flags", tr("No rule has fired"), tr("Rules appear here once they have raised a flag.")));
    new OrderHold(m_rulesTable, m_rules);
    connect(m_rulesTable, &TableView::rowActivated, this,
            [this](const QString& rule) { Q_EMIT screenRequested(QStringLiteral("flags"), rule); });
    auto* header = new SectionHeader(tr("Rules by volume"));
    header->setRemark(tr("Enter shows its flags"));
    return section(header, m_rulesTable);
}

QWidget* OverviewScreen::buildBacklog()
{
    m_backlogTable->setObjectName(QStringLiteral("overview.backlog"));
    m_backlogTable->setModel(m_backlog);
    for (int column = BacklogModel::OpenedColumn; column <= BacklogModel::OpenColumn; ++column)
        m_backlogTable->setColumnDelegate(column, numberDelegate());
    m_backlogTable->setColumnWidths({120, 90, 90, 90});
    new OrderHold(m_backlogTable, m_backlog);
    m_backlogPages = new QStackedWidget;
    m_backlogPages->addWidget(m_chart);
    m_backlogPages->addWidget(m_backlogTable);
    m_backlogPages->addWidget(
        new EmptyState("overview", tr("No history yet"),
                       tr("The curve begins with the engine\u2019s first report.")));
    m_backlogPages->setCurrentIndex(kNoHistoryPage);
    auto* asTable = new QToolButton;
    asTable->setObjectName(QStringLiteral("overview.asTable"));
    asTable->setIcon(themeIcon("table-2"));
    asTable->setText(tr("Show as table"));
    asTable->setAccessibleName(asTable->text());
    asTable->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    asTable->setCheckable(true);
    asTable->setFocusPolicy(Qt::TabFocus);
    connect(asTable, &QToolButton::toggled, this, [this](bool table) {
        m_wantsTable = table;
        showBacklogPage();
    });
    auto* header = new SectionHeader(tr("Backlog"));
    header->setRemark(tr("open flags, and how many were opened and cleared"));
    header->addWidget(asTable);
    return section(header, m_backlogPages);
}

void OverviewScreen::applyDelta(const Delta& delta)
{
    for (TableView* table : {m_systemsTable, m_rulesTable})
        table->setNow(delta.status.now.ms);
    if (delta.overview) {
        m_overview = *delta.overview;
        m_hasOverview = true;
        m_tiles->setOverview(m_overview);
        m_systems->apply(m_overview.systems);
        m_rules->apply(m_overview.rules);
        m_chartIsOld = true;
        if (!m_chartTimer.isActive())
            showBacklog();
    }
    showHeadline();
}

void OverviewScreen::showBacklog()
{
    m_chart->setPoints(m_overview.backlog, m_overview.backlogBucket);
    m_backlog->apply(m_overview.backlog);
    m_chartIsOld = false;
    m_chartTimer.start();
    showBacklogPage();
}

void OverviewScreen::showBacklogPage()
{
    const int page = m_wantsTable ? kTablePage : kChartPage;
    m_backlogPages->setCurrentIndex(m_overview.backlog.empty() ? kNoHistoryPage : page);
}

void OverviewScreen::showHeadline()
{
    const Headline headline =
        m_hasOverview && client().hasStatus()
            ? headlineOf(m_overview, client().status())
            : Headline{Tone::Info, tr("Waiting for the engine\u2019s first report.")};
    m_headline->setText(headline.text);
    m_headlineGlyph->setPixmap(
        tonePixmap(headline.tone, GlyphFill::Filled, kHeadlineGlyph, devicePixelRatioF()));
}

void OverviewScreen::refreshTimes()
{
    m_chart->refreshTimes();
    showHeadline();
}

}  // namespace otto
