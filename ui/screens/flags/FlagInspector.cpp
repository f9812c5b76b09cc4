// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/flags/FlagInspector.h"

#include "ui/dialogs/NoticeLine.h"
#include "ui/models/ViewText.h"
#include "ui/screens/flags/ActionPanel.h"
#include "ui/screens/flags/EvidenceModel.h"
#include "ui/screens/flags/FlagText.h"
#include "ui/screens/payment/TruthTableView.h"
#include "ui/screens/rules/ExplainPanel.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/InspectorPane.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/SectionHeader.h"
#include "ui/widgets/TableView.h"

#include <QHeaderView>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr int kEvidenceRowsAtOnce = 6;
constexpr qsizetype kTextMost = 2000;

}  // namespace

FlagInspector::FlagInspector(EngineClient& client, PaymentActions& actions, QWidget* parent)
    : QWidget(parent),
      m_pane(new InspectorPane),
      m_sentence(new OttoLabel),
      m_actions(new ActionPanel(actions)),
      m_truthTitle(new SectionHeader(tr("What the systems say"))),
      m_truth(new TruthTableView(TruthTableModel::Shape::Excerpt)),
      m_observed(new KeyValueGrid),
      m_evidenceTitle(new SectionHeader(tr("Evidence"))),
      m_evidence(new TableView(tr("Evidence"))),
      m_evidenceModel(new EvidenceModel(this)),
      m_details(new KeyValueGrid),
      m_explanation(new ExplainPanel(client))
{
    setObjectName(QStringLiteral("flagInspector"));
    setAccessibleName(tr("Flag in full"));
    m_pane->addTab(makePage(), tr("Why"));
    m_pane->addTab(m_explanation, tr("Explain"));
    m_pane->setEmptyText(tr("No flag selected"),
                         tr("Select a flag to see why it was raised and what to do next."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pane);
    connect(m_evidence, &TableView::rowActivated, this, [this] {
        const EvidenceView* evidence = m_evidenceModel->at(m_evidence->currentIndex().row());
        if (evidence != nullptr && evidence->at.isSet()) {
            Q_EMIT recordRequested(evidence->at);
        }
    });
    connect(m_explanation, &ExplainPanel::recordRequested, this, &FlagInspector::recordRequested);
    m_pane->setHasSubject(false);
}

QWidget* FlagInspector::makePage()
{
    m_sentence->setObjectName(QStringLiteral("why"));
    m_sentence->setWordWrap(true);
    m_sentence->setSelectable(true);
    m_truth->truth()->setFields(
        {QStringLiteral("status"), QStringLiteral("amount"), QStringLiteral("posting")});
    m_evidence->setObjectName(QStringLiteral("evidence"));
    m_evidence->setModel(m_evidenceModel);
    m_evidence->setColumnWidths({108, 66, 120});
    m_evidence->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_evidenceTitle->setRemark(tr("Enter opens the record in the stream."));

    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(kSpace4, kSpace2, kSpace3, kSpace4);
    layout->setSpacing(kSpace1);
    layout->addWidget(m_sentence);
    layout->addSpacing(kSpace2);
    layout->addWidget(m_actions);
    layout->addSpacing(kSpace1);
    layout->addWidget(m_truthTitle);
    layout->addWidget(m_truth);
    layout->addWidget(new SectionHeader(tr("What the rule saw")));
    layout->addWidget(m_observed);
    layout->addWidget(m_evidenceTitle);
    layout->addWidget(m_evidence);
    layout->addWidget(new SectionHeader(tr("Details")));
    layout->addWidget(m_details);
    layout->addStretch(1);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    return area;
}

void FlagInspector::setFlag(const std::optional<FlagView>& flag, const OperatorId& self)
{
    m_pane->setHasSubject(flag.has_value());
    const FlagId id = flag ? flag->id : FlagId();
    if (id != m_shown) {
        m_shown = id;
        m_actions->notice()->clear();
        m_observed->clear();
        m_details->clear();
        setTruth(std::nullopt);
    }
    m_actions->setFlag(flag);
    if (!flag) {
        return;
    }
    m_pane->setTitle(
        ruleText(*flag),
        (flag->paymentId ? qText(*flag->paymentId) : qText(flag->subject))
            + (flag->amount ? QStringLiteral("  ·  ") + moneyText(*flag->amount) : QString()));
    m_pane->setTitleTone(severityTone(flag->severity),
                         flag->isOpen ? GlyphFill::Filled : GlyphFill::Outline);
    m_explanation->explain(qText(flag->ruleId), qText(flag->subject));
    showWhy(*flag);
    showDetails(*flag, self);
}

void FlagInspector::showWhy(const FlagView& flag)
{
    QString sentence = qText(flag.sentence).left(kTextMost);
    if (!flag.isOpen && flag.clearedAt) {
        sentence.prepend(tr("Cleared at %1 after %2 (%3).\n")
                             .arg(timeText(flag.clearedAt->ms),
                                  durationText((*flag.clearedAt - flag.raisedAt).count()),
                                  qText(flag.clearReason)));
    }
    m_sentence->setText(sentence);
    m_sentence->setAccessibleName(tr("Why: %1").arg(m_sentence->text()));
    for (const auto& [name, value] : flag.observed) {
        m_observed->setRow(qText(name).left(80), qText(value).left(kTextMost));
    }
    m_observed->setRow(tr("expected"), qText(flag.expected).left(kTextMost));
    m_evidenceModel->setEvidence(flag.evidence);
    m_evidenceTitle->setCount(static_cast<qint64>(flag.evidence.size()));
    fitEvidence();
}

void FlagInspector::showDetails(const FlagView& flag, const OperatorId& self)
{
    using Face = KeyValueGrid::ValueFace;
    m_details->setRow(tr("Raised"), dateTimeText(flag.raisedAt.ms));
    m_details->setRow(tr("Due"), flag.dueAt ? dateTimeText(flag.dueAt->ms) : QString());
    m_details->setRow(tr("Owner"), flag.owner ? ownerText(flag, self) : tr("nobody"));
    m_details->setRow(tr("Times raised"), QString::number(flag.occurrence));
    m_details->setRow(tr("Rule version"), QString::number(flag.ruleVersion));
    if (!flag.intent.empty()) {
        m_details->setRow(tr("Advice published"), qText(flag.intent).left(kTextMost));
    }
    m_details->setRow(tr("Published"), flag.isPublished ? tr("PaymentFlagged was read back")
                                                        : tr("not read back from the bus yet"));
    m_details->setRow(tr("Flag id"), qText(flag.id), Face::Mono);
}

void FlagInspector::setTruth(const std::optional<TruthTable>& truth)
{
    m_truth->setTable(truth.value_or(TruthTable()));
    const bool isKnown = m_truth->truth()->rowCount() > 0;
    m_truth->setVisible(isKnown);
    m_truthTitle->setVisible(isKnown);
}

void FlagInspector::setNow(qint64 epochMs)
{
    m_truth->setNow(epochMs);
}

void FlagInspector::showExplanation()
{
    m_pane->setCurrentTab(m_pane->currentTab() == 0 ? 1 : 0);
}

void FlagInspector::fitEvidence()
{
    const int rows = std::clamp(m_evidenceModel->rowCount(), 1, kEvidenceRowsAtOnce);
    m_evidence->setFixedHeight(m_evidence->horizontalHeader()->sizeHint().height()
                               + rows * m_evidence->verticalHeader()->defaultSectionSize() + 2);
}

}  // namespace otto
