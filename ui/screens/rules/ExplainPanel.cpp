// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/ExplainPanel.h"

#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/flags/EvidenceModel.h"
#include "ui/screens/rules/ExplanationModel.h"
#include "ui/screens/rules/RuleWords.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/Pill.h"
#include "ui/widgets/SectionHeader.h"
#include "ui/widgets/TableView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr qsizetype kTextMost = 4000;
constexpr int kRowsLeast = 4;
constexpr int kRowsMost = 16;
constexpr int kFactsAtOnce = 5;
constexpr int kValueWidth = 108;
constexpr int kFlipWidth = 64;
constexpr int kPartLeast = 120;

int shownRows(const QTreeView& tree, const QModelIndex& parent)
{
    int rows = 0;
    for (int row = 0; row < tree.model()->rowCount(parent); ++row) {
        const QModelIndex index = tree.model()->index(row, 0, parent);
        rows += 1 + (tree.isExpanded(index) ? shownRows(tree, index) : 0);
    }
    return rows;
}

std::vector<EvidenceView> evidenceOf(const std::vector<ExplainedFactView>& facts)
{
    std::vector<EvidenceView> out;
    for (const ExplainedFactView& fact : facts) {
        out.push_back({fact.source, fact.id, fact.name.empty() ? fact.id.value : fact.name,
                       fact.time, fact.at});
    }
    return out;
}

}  // namespace

ExplainPanel::ExplainPanel(EngineClient& client, QWidget* parent)
    : QWidget(parent),
      m_client(client),
      m_pages(new QStackedWidget),
      m_empty(new EmptyState("circle-question-mark", tr("Nothing to explain"), QString())),
      m_state(new Pill),
      m_asOf(new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary)),
      m_sentence(new OttoLabel),
      m_times(new KeyValueGrid),
      m_model(new ExplanationModel(this)),
      m_tree(new QTreeView),
      m_part(new OttoLabel(QString(), TextRole::Mono)),
      m_factsTitle(new SectionHeader(tr("Facts behind this part"))),
      m_facts(new EvidenceModel(this)),
      m_factsTable(new TableView(tr("Facts behind this part"))),
      m_parametersTitle(new SectionHeader(tr("Parameters"))),
      m_parameters(new KeyValueGrid)
{
    setObjectName(QStringLiteral("explain"));
    setAccessibleName(tr("Why, or why not"));
    buildTree();
    m_pages->addWidget(m_empty);
    m_pages->addWidget(makePage());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    connect(&client, &EngineClient::statusChanged, this, &ExplainPanel::lookAtTime);
}

void ExplainPanel::buildTree()
{
    m_tree->setObjectName(QStringLiteral("explain.parts"));
    m_tree->setAccessibleName(tr("Parts of the rule"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setIndentation(kSpace3);
    m_tree->setIconSize({14, 14});
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->setTabKeyNavigation(false);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QHeaderView* header = m_tree->header();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(kFlipWidth);
    header->setSectionResizeMode(ExplanationModel::PartColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(ExplanationModel::ValueColumn, QHeaderView::Interactive);
    header->setSectionResizeMode(ExplanationModel::FlipColumn, QHeaderView::Fixed);
    header->resizeSection(ExplanationModel::ValueColumn, kValueWidth);
    header->resizeSection(ExplanationModel::FlipColumn, kFlipWidth);
    m_tree->setMinimumWidth(kPartLeast + kValueWidth + kFlipWidth);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ExplainPanel::openFirstParts);
    connect(m_tree, &QTreeView::expanded, this, &ExplainPanel::fitHeights);
    connect(m_tree, &QTreeView::collapsed, this, &ExplainPanel::fitHeights);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ExplainPanel::showFacts);
    // Enter on a part goes on to its facts.
    connect(m_tree, &QTreeView::activated, this, [this] {
        if (m_facts->rowCount() > 0) {
            m_factsTable->setFocus(Qt::OtherFocusReason);
            m_factsTable->setCurrentIndex(m_facts->index(0, 0));
        }
    });
}

QWidget* ExplainPanel::makePage()
{
    m_sentence->setObjectName(QStringLiteral("explain.sentence"));
    m_sentence->setAccessibleName(tr("Why"));
    m_sentence->setWordWrap(true);
    m_sentence->setSelectable(true);
    m_state->setObjectName(QStringLiteral("explain.state"));
    m_asOf->setObjectName(QStringLiteral("explain.asOf"));
    m_asOf->setElideMode(Qt::ElideRight);
    m_part->setObjectName(QStringLiteral("explain.part"));
    m_part->setAccessibleName(tr("Chosen part"));
    m_part->setWordWrap(true);
    m_part->setSelectable(true);
    m_factsTable->setObjectName(QStringLiteral("explain.facts"));
    m_factsTable->setModel(m_facts);
    m_factsTable->setColumnWidths({108, 66, 120});
    m_factsTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_factsTable->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_factsTitle->setRemark(tr("Enter opens the record; of one that is not held, copies its id."));
    connect(m_factsTable, &TableView::rowActivated, this, &ExplainPanel::activateFact);

    auto* top = new QHBoxLayout;
    top->setSpacing(kSpace2);
    top->addWidget(m_state);
    top->addWidget(m_asOf, 1);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(kSpace4, kSpace2, kSpace3, kSpace4);
    layout->setSpacing(kSpace1);
    layout->addLayout(top);
    layout->addWidget(m_sentence);
    layout->addSpacing(kSpace1);
    layout->addWidget(m_times);
    layout->addSpacing(kSpace1);
    layout->addWidget(m_tree);
    layout->addWidget(m_part);
    layout->addWidget(m_factsTitle);
    layout->addWidget(m_factsTable);
    layout->addWidget(m_parametersTitle);
    layout->addWidget(m_parameters);
    layout->addStretch(1);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    return area;
}

void ExplainPanel::explain(const QString& ruleId, const QString& subject)
{
    if (ruleId == m_ruleId && subject == m_subject) {
        return;
    }
    m_ruleId = ruleId;
    m_subject = subject;
    ++m_asked;
    m_isUnderWay = false;
    m_isShown = false;
    m_empty->setText(tr("Asking"), {});
    m_pages->setCurrentIndex(0);
    if (isVisible()) {
        ask();
    }
}

void ExplainPanel::setEmpty(const QString& title, const QString& sentence)
{
    m_ruleId.clear();
    m_subject.clear();
    ++m_asked;
    m_isUnderWay = false;
    m_isShown = false;
    m_empty->setText(title, sentence);
    m_pages->setCurrentIndex(0);
}

void ExplainPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

void ExplainPanel::lookAtTime()
{
    const bool isOld = (m_client.now() - m_askedAt).count() >= kAgainMs
                       || m_client.status().rulesRevision != m_revision;
    if (isVisible() && isOld) {
        ask();
    }
}

void ExplainPanel::ask()
{
    if (m_isUnderWay || m_ruleId.isEmpty() || m_subject.isEmpty()) {
        return;
    }
    m_isUnderWay = true;
    m_askedAt = m_client.now();
    m_revision = m_client.status().rulesRevision;
    ExplainQuery query;
    query.ruleId = stdText(m_ruleId);
    if (m_subject.startsWith(QStringLiteral("feed:"))) {
        query.subject = stdText(m_subject);
    } else {
        query.paymentId = PaymentId{stdText(m_subject)};
    }
    m_client.ask<ExplainQuery>(
        std::move(query), this,
        [this, asked = m_asked](const ExplanationView& view) {
            if (asked == m_asked) {
                m_isUnderWay = false;
                showExplanation(view);
            }
        },
        [this, asked = m_asked](const Error& error) {
            if (asked == m_asked) {
                m_isUnderWay = false;
                m_isShown = false;
                m_empty->setText(tr("No explanation"), qText(error.text).left(kTextMost));
                m_pages->setCurrentIndex(0);
            }
        });
}

void ExplainPanel::showExplanation(const ExplanationView& view)
{
    const auto setTime = [this](const QString& name, const std::optional<Instant>& at) {
        if (at) {
            m_times->setRow(name, dateTimeText(at->ms));
        } else {
            m_times->removeRow(name);
        }
    };
    m_state->setText(verdictWord(view.state));
    m_state->setTone(verdictTone(view.state));
    m_state->setAccessibleName(tr("State: %1").arg(verdictWord(view.state)));
    m_asOf->setText(tr("as of %1, proven  ·  version %2")
                        .arg(timeText(view.now.ms), QString::number(view.ruleVersion)));
    m_sentence->setText(qText(view.sentence).left(kTextMost));
    m_sentence->setAccessibleName(tr("Why: %1").arg(m_sentence->text()));
    if (view.frozenBy) {
        m_times->setRow(tr("Frozen by"), systemName(*view.frozenBy));
    } else {
        m_times->removeRow(tr("Frozen by"));
    }
    setTime(tr("Since"), view.since);
    setTime(tr("Due"), view.due);
    setTime(tr("Looked at again"), view.recheckAt);
    if (!m_isShown) {
        m_parameters->clear();
    }
    for (const auto& [name, value] : view.parameters) {
        m_parameters->setRow(qText(name).left(80), qText(value).left(kTextMost),
                             KeyValueGrid::ValueFace::Mono);
    }
    m_parametersTitle->setVisible(!view.parameters.empty());
    m_parameters->setVisible(!view.parameters.empty());
    m_model->setExpressions(view.expressions);
    showFacts(m_tree->currentIndex());
    m_isShown = true;
    m_pages->setCurrentIndex(1);
    fitHeights();
}

/// The condition is open down to its parts, the other expressions are one row each.
void ExplainPanel::openFirstParts()
{
    const QModelIndex when = m_model->index(0, 0);
    if (when.isValid()) {
        m_tree->expandRecursively(when);
        m_tree->setCurrentIndex(when);
        m_tree->scrollToTop();
    }
    fitHeights();
}

void ExplainPanel::showFacts(const QModelIndex& index)
{
    const ExplainedPartView* part = m_model->partAt(index);
    m_part->setVisible(part != nullptr);
    if (part != nullptr) {
        m_part->setText(qText(part->text).left(kTextMost)
                        + (part->wasEvaluated
                               ? QStringLiteral("\n= ") + qText(part->value).left(kTextMost)
                               : tr("\nnot evaluated: the rest decides")));
        m_part->setAccessibleName(tr("Chosen part: %1").arg(m_part->text()));
    }
    m_facts->setEvidence(part == nullptr ? std::vector<EvidenceView>() : evidenceOf(part->facts));
    const int count = m_facts->rowCount();
    m_factsTitle->setCount(count);
    m_factsTitle->setVisible(count > 0);
    m_factsTable->setVisible(count > 0);
    m_factsTable->setFixedHeight(m_factsTable->horizontalHeader()->sizeHint().height()
                                 + std::clamp(count, 1, kFactsAtOnce)
                                       * m_factsTable->verticalHeader()->defaultSectionSize()
                                 + 2);
}

void ExplainPanel::activateFact()
{
    const EvidenceView* fact = m_facts->at(m_factsTable->currentIndex().row());
    if (fact == nullptr) {
        return;
    }
    if (fact->at.isSet()) {
        Q_EMIT recordRequested(fact->at);
    } else {
        QGuiApplication::clipboard()->setText(qText(fact->id));
    }
}

void ExplainPanel::fitHeights()
{
    const int hint = m_tree->sizeHintForRow(0);
    const int row = hint > 0 ? hint : m_tree->fontMetrics().height();
    const int rows = std::clamp(shownRows(*m_tree, {}), kRowsLeast, kRowsMost);
    m_tree->setFixedHeight(m_tree->header()->sizeHint().height() + rows * row + 2);
}

}  // namespace otto
