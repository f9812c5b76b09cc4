// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/backtest/BacktestResultView.h"

#include "ui/delegates/StateDelegate.h"
#include "ui/dialogs/NoticeLine.h"
#include "ui/models/ViewText.h"
#include "ui/screens/flags/FlagText.h"
#include "ui/screens/rules/backtest/BacktestChangesModel.h"
#include "ui/screens/rules/backtest/BacktestChart.h"
#include "ui/screens/rules/backtest/BacktestWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace otto {

namespace {

constexpr qsizetype kTextMost = 4000;
constexpr int kFailuresNamed = 3;
const QString kFeed = QStringLiteral("feed:");

QVBoxLayout* pageLayout(QWidget* page)
{
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, kSpace2, 0, 0);
    layout->setSpacing(kSpace1);
    return layout;
}

OttoLabel* pageTitle(const QString& text)
{
    auto* label = new OttoLabel(text, TextRole::BodyStrong);
    label->setContentsMargins(kSpace4, 0, kSpace4, 0);
    return label;
}

}  // namespace

BacktestResultView::BacktestResultView(QWidget* parent)
    : QWidget(parent),
      m_headline(new OttoLabel(QString(), TextRole::Heading)),
      m_flags(new OttoLabel(QString(), TextRole::BodyStrong)),
      m_scope(new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary)),
      m_notice(new NoticeLine),
      m_chart(new BacktestChart),
      m_quiet(new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary)),
      m_changesTitle(pageTitle(tr("Flags gained and lost"))),
      m_model(new BacktestChangesModel(this)),
      m_table(new TableView(tr("Flags gained and lost"))),
      m_noChanges(new EmptyState("circle-check", QString(), QString())),
      m_change(new OttoLabel),
      m_open(new QPushButton(tr("Open payment  ·  Enter"))),
      m_explain(new QPushButton(tr("Explain  ·  E")))
{
    m_notice->setObjectName(QStringLiteral("backtest.resultNotice"));
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeChart());
    splitter->addWidget(makeChanges());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({600, 640});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_notice);
    layout->addWidget(splitter, 1);
    connect(m_table, &TableView::currentIdChanged, this, &BacktestResultView::showChange);
    connect(m_table, &TableView::rowActivated, this, &BacktestResultView::openCurrent);
    connect(m_open, &QPushButton::clicked, this, &BacktestResultView::openCurrent);
    connect(m_explain, &QPushButton::clicked, this, &BacktestResultView::explainCurrent);
    connect(&Theme::current(), &Theme::changed, this, &BacktestResultView::showNumbers);
    showChange();
}

QWidget* BacktestResultView::makeHead()
{
    m_headline->setObjectName(QStringLiteral("backtest.headline"));
    m_flags->setObjectName(QStringLiteral("backtest.flags"));
    m_scope->setObjectName(QStringLiteral("backtest.scope"));
    for (OttoLabel* label : {m_headline, m_flags, m_scope}) {
        label->setElideMode(Qt::ElideRight);
    }
    auto* head = new QWidget;
    auto* layout = new QVBoxLayout(head);
    layout->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace2);
    layout->setSpacing(2);
    layout->addWidget(m_headline);
    layout->addWidget(m_flags);
    layout->addWidget(m_scope);
    return head;
}

QWidget* BacktestResultView::makeChart()
{
    m_quiet->setObjectName(QStringLiteral("backtest.quiet"));
    m_quiet->setWordWrap(true);
    m_quiet->setContentsMargins(kSpace4, kSpace1, kSpace4, kSpace3);
    auto* area = new QScrollArea;
    area->setObjectName(QStringLiteral("backtest.chartArea"));
    area->setAccessibleName(tr("Flags by rule"));
    area->setWidget(m_chart);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(m_chart->minimumSizeHint().width());
    auto* page = new QWidget;
    QVBoxLayout* layout = pageLayout(page);
    layout->addWidget(pageTitle(tr("Flags by rule")));
    layout->addWidget(area, 1);
    layout->addWidget(m_quiet);
    return page;
}

QWidget* BacktestResultView::makeChanges()
{
    using Face = CellDelegate::Face;
    m_table->setObjectName(QStringLiteral("backtest.changes"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnDelegate(BacktestChangesModel::ChangeColumn, new StateDelegate);
    m_table->setColumnDelegate(BacktestChangesModel::RuleColumn,
                               new CellDelegate(Face::Mono, Qt::AlignLeft));
    m_table->setColumnDelegate(BacktestChangesModel::SubjectColumn,
                               new CellDelegate(Face::Mono, Qt::AlignLeft, Qt::ElideMiddle));
    // The sentence of the chosen change stands below in full.
    m_table->setColumnWidths({{84, 78}, {60, 56}, {180, 116, 1}, {76, 72}, {260, 120, 3, 1}});
    m_table->setEmptyState(m_noChanges);
    m_change->setObjectName(QStringLiteral("backtest.change"));
    m_change->setWordWrap(true);
    m_change->setSelectable(true);
    m_open->setObjectName(QStringLiteral("backtest.open"));
    m_open->setAccessibleName(tr("Open the payment of the chosen flag"));
    m_explain->setObjectName(QStringLiteral("backtest.explain"));
    m_explain->setAccessibleName(tr("Explain the rule in force on the chosen flag"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace2);
    buttons->addWidget(m_open);
    buttons->addWidget(m_explain);
    buttons->addStretch(1);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace3);
    below->setSpacing(kSpace2);
    below->addWidget(m_change);
    below->addLayout(buttons);
    auto* page = new QWidget;
    QVBoxLayout* layout = pageLayout(page);
    layout->addWidget(m_changesTitle);
    layout->addWidget(m_table, 1);
    layout->addLayout(below);
    return page;
}

void BacktestResultView::setResult(std::shared_ptr<const BacktestResult> result, int operators)
{
    m_result = std::move(result);
    m_operators = operators;
    m_model->setResult(m_result);
    m_chart->setRules(m_result ? m_result->rules : std::vector<BacktestRuleView>());
    if (m_model->rowCount() > 0) {
        m_table->setCurrentIndex(m_model->index(0, 0));
    }
    showNumbers();
    showNotes();
    showChange();
}

void BacktestResultView::setOperators(int operators)
{
    m_operators = operators;
    showNumbers();
}

void BacktestResultView::refreshTimes()
{
    showNumbers();
    showChange();
}

void BacktestResultView::showNumbers()
{
    if (!m_result) {
        return;
    }
    m_headline->setText(headlineText(*m_result));
    m_flags->setText(flagsText(*m_result, m_operators));
    m_scope->setText(scopeText(*m_result));
}

void BacktestResultView::showNotes()
{
    if (!m_result) {
        return;
    }
    const auto quiet =
        std::count_if(m_result->rules.begin(), m_result->rules.end(),
                      [](const BacktestRuleView& r) { return r.flags == 0 && r.before == 0; });
    m_quiet->setText(m_result->facts == 0
                         ? tr("The capture holds no fact of %1.").arg(qText(m_result->env))
                         : tr("%1 raised nothing.").arg(counted(quiet, tr("rule"), tr("rules"))));
    m_quiet->setVisible(quiet > 0);
    const auto changes = static_cast<qint64>(gainedOf(*m_result) + lostOf(*m_result));
    const auto told = static_cast<qint64>(m_result->changes.size());
    m_changesTitle->setText(told < changes
                                ? tr("Flags gained and lost: %1 of %2, the first of each rule")
                                      .arg(countText(told), countText(changes))
                                : tr("Flags gained and lost"));
    m_noChanges->setText(tr("No flag is gained or lost"),
                         m_result->hasSameRules
                             ? tr("Try another folder of rules to see what a change would do.")
                             : tr("Both sets raise the same flags on this capture."));
    QStringList failing;
    for (const BacktestRuleView& rule : m_result->rules) {
        if (rule.failures > 0 && failing.size() < kFailuresNamed) {
            failing.append(
                tr("%1 failed %2: %3")
                    .arg(qText(rule.id),
                         counted(static_cast<qint64>(rule.failures), tr("time"), tr("times")),
                         qText(rule.failure).left(kTextMost)));
        }
    }
    const QString damage = qText(m_result->damage);
    if (!damage.isEmpty()) {
        m_notice->setNotice(Tone::High, tr("Not all of the capture was judged"),
                            (QStringList(damage) + failing).join(QLatin1Char('\n')));
    } else if (!failing.isEmpty()) {
        m_notice->setNotice(Tone::High, tr("Rules of the candidate failed"),
                            failing.join(QLatin1Char('\n')));
    } else {
        m_notice->clear();
    }
}

QString BacktestResultView::ruleOf(const BacktestChange& change) const
{
    for (const BacktestRuleView& rule : m_result->rules) {
        if (rule.id == change.ruleId) {
            return qText(rule.id) + QLatin1Char(' ') + ruleTitle(rule.name);
        }
    }
    return qText(change.ruleId);
}

void BacktestResultView::showChange()
{
    const BacktestChange* change = m_model->at(m_table->currentIndex().row());
    for (QWidget* part : {static_cast<QWidget*>(m_change), static_cast<QWidget*>(m_open),
                          static_cast<QWidget*>(m_explain)}) {
        part->setVisible(change != nullptr);
    }
    if (change == nullptr) {
        return;
    }
    m_change->setText(changeText(*change, ruleOf(*change)).left(kTextMost));
    m_change->setAccessibleName(tr("Chosen flag: %1").arg(m_change->text()));
    m_open->setVisible(!qText(change->subject).startsWith(kFeed));
}

void BacktestResultView::openCurrent()
{
    const BacktestChange* change = m_model->at(m_table->currentIndex().row());
    if (change == nullptr) {
        return;
    }
    const QString subject = qText(change->subject);
    if (subject.startsWith(kFeed)) {
        explainCurrent();
    } else {
        Q_EMIT paymentRequested(subject);
    }
}

void BacktestResultView::explainCurrent()
{
    if (const BacktestChange* change = m_model->at(m_table->currentIndex().row())) {
        Q_EMIT explainRequested(qText(change->ruleId), qText(change->subject));
    }
}

}  // namespace otto
