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
#include "ui/theme/Theme.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>

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
      m_origin(new OttoLabel(QString(), TextRole::Body, OttoLabel::Ink::Secondary)),
      m_reload(new QPushButton(tr("Reload  ·  F5"))),
      m_openFlags(new QPushButton(tr("Open its flags"))),
      m_empty(new EmptyState("rules", QString(), QString())),
      m_errors(new RuleErrorList),
      m_inspector(new RuleInspector(engine))
{
    buildTable();
    buildKeys(m_inspector);
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
    layout->addWidget(splitter, 1);
    setFocusProxy(m_table);

    connect(&engine, &EngineClient::deltaApplied, this, &RulesScreen::applyDelta);
    connect(&m_book, &RuleBook::changed, this, &RulesScreen::showRules);
    connect(m_table, &TableView::currentIdChanged, this, &RulesScreen::showCurrent);
    connect(m_table, &TableView::rowActivated, this, &RulesScreen::openFlags);
    connect(m_openFlags, &QPushButton::clicked, this, &RulesScreen::openFlags);
    connect(m_reload, &QPushButton::clicked, this, &RulesScreen::reload);
    connect(m_filter, &FilterEdit::filterChanged, m_model, &RuleListModel::setFilterText);
    connect(m_model, &RuleListModel::countsChanged, this, &RulesScreen::refreshCounts);
    connect(m_inspector, &RuleInspector::recordRequested, this, &RulesScreen::recordRequested);
    setPort(nullptr);
    showRules();
}

QWidget* RulesScreen::buildBar()
{
    m_origin->setObjectName(QStringLiteral("rules.origin"));
    m_origin->setElideMode(Qt::ElideMiddle);
    m_reload->setObjectName(QStringLiteral("rules.reload"));
    m_filter->setObjectName(QStringLiteral("rules.filter"));
    m_filter->setPlaceholderText(tr("Filter: all words, for example “limits failing”"));
    m_filter->setFocusTarget(m_table);
    m_filter->setMaximumWidth(420);
    auto* bar = new QWidget;
    auto* line = new QHBoxLayout(bar);
    line->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace2);
    line->setSpacing(kSpace3);
    line->addWidget(m_reload);
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
    addKey({m_table, detail}, QStringLiteral("action.explain"),
           tr("Explain the rule on a payment"), Qt::Key_E, [this] { m_inspector->focusSubject(); });
    addKey({this}, QStringLiteral("action.reloadRules"), tr("Read the folder of rules again"),
           Qt::Key_F5, [this] { reload(); });
}

void RulesScreen::setPort(RulePort* port)
{
    m_port = port;
    const QString why = obstacle();
    m_reload->setEnabled(why.isEmpty());
    // Always markup, so that a folder's name never is.
    m_reload->setToolTip(why.isEmpty()
                             ? QStringLiteral("<p>%1</p>")
                                   .arg(tr("Read %1 again").arg(qText(m_port->folder()))
                                            .toHtmlEscaped())
                             : why);
    m_reload->setAccessibleName(why.isEmpty() ? tr("Read the folder of rules again") : why);
    refreshOrigin();
}

QString RulesScreen::obstacle() const
{
    return m_port == nullptr || m_port->folder().empty()
               ? tr("These are the rules the program was built with; start it with --rules FOLDER "
                    "to load rules of your own.")
               : QString();
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
    if (isVisible() && m_book.isLoaded()
        && (delta.status.now - m_askedAt).count() >= kAgainMs) {
        m_askedAt = delta.status.now;
        m_book.refresh();
    }
}

void RulesScreen::showRules()
{
    const RulesView& view = m_book.view();
    m_model->setRules(view.rules);
    m_errors->setErrors(view);
    if (m_table->currentId().isEmpty() && m_model->rowCount() > 0) {
        m_table->setCurrentId(m_model->index(0, 0).data(IdRole).toString());
    }
    showCurrent();
    refreshOrigin();
    refreshCounts();
    if (m_book.isLoaded()) {
        tellOfReload();
    }
}

void RulesScreen::tellOfReload()
{
    const RulesView& view = m_book.view();
    const QString digest = qText(view.digest);
    const bool isOther = !m_digest.isEmpty() && digest != m_digest;
    m_digest = digest;
    const bool isReloaded = m_reloadAt && client().status().rulesRevision > *m_reloadAt;
    if (isReloaded) {
        m_reloadAt.reset();
    }
    // A refused set is told above the list, with its faults.
    if (isOther) {
        Q_EMIT noticeRequested(Tone::Ok, tr("Changed rules are in force"),
                               counted(static_cast<qint64>(view.rules.size()), tr("rule from"),
                                       tr("rules from"))
                                   + QLatin1Char(' ') + qText(view.origin));
    } else if (isReloaded && view.errors.empty()) {
        Q_EMIT noticeRequested(Tone::Ok, tr("The folder was read again"),
                               tr("It holds the rules that are in force already."));
    }
}

void RulesScreen::refreshOrigin()
{
    const RulesView& view = m_book.view();
    if (!m_book.isLoaded()) {
        m_origin->setText(tr("The rules have not arrived yet."));
        return;
    }
    QString text = tr("%1  ·  %2  ·  in force since %3")
                       .arg(counted(static_cast<qint64>(view.rules.size()), tr("rule"),
                                    tr("rules")),
                            qText(view.origin), dateTimeText(view.activeSince.ms));
    if (!obstacle().isEmpty()) {
        text += tr("  ·  --rules FOLDER loads your own");
    }
    m_origin->setText(text);
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

void RulesScreen::reload()
{
    if (const QString why = obstacle(); !why.isEmpty()) {
        Q_EMIT noticeRequested(Tone::Info, tr("There is no folder to read"), why);
        return;
    }
    m_reloadAt = client().status().rulesRevision;
    m_port->reload();
}

void RulesScreen::openFlags()
{
    if (const QString id = m_table->currentId(); !id.isEmpty()) {
        Q_EMIT screenRequested(QStringLiteral("flags"), id);
    }
}

void RulesScreen::refreshTimes()
{
    refreshOrigin();
    m_errors->setErrors(m_book.view());
}

}  // namespace otto
