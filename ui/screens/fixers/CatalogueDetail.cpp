// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/fixers/CatalogueDetail.h"

#include "ui/models/ViewText.h"
#include "ui/screens/payment/PaymentIdEdit.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/InspectorPane.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/SectionHeader.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>

namespace otto {

namespace {

QString shareText(const FixerView& fixer)
{
    if (fixer.sentCount == 0) {
        return CatalogueDetail::tr("never sent yet");
    }
    return CatalogueDetail::tr("%1 sent, %2 verified")
        .arg(countText(static_cast<qint64>(fixer.sentCount)),
             countText(static_cast<qint64>(fixer.verifiedCount)));
}

}  // namespace

CatalogueDetail::CatalogueDetail(EngineClient& client, QWidget* parent)
    : QWidget(parent),
      m_pane(new InspectorPane),
      m_description(new OttoLabel),
      m_payment(new PaymentIdEdit(client)),
      m_open(new QPushButton(tr("Open sheet  ·  Enter"))),
      m_grid(new KeyValueGrid),
      m_parameters(new KeyValueGrid),
      m_reasons(new KeyValueGrid)
{
    setAccessibleName(tr("Fixer in full"));
    m_description->setWordWrap(true);
    m_payment->setObjectName(QStringLiteral("catalogue.payment"));
    m_open->setObjectName(QStringLiteral("catalogue.open"));
    m_open->setProperty("primary", true);
    auto* openLine = new QHBoxLayout;
    openLine->setSpacing(kSpace2);
    openLine->addWidget(m_payment, 1);
    openLine->addWidget(m_open);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace4);
    layout->setSpacing(kSpace1);
    layout->addWidget(m_description);
    layout->addWidget(new SectionHeader(tr("Send it for a payment")));
    layout->addLayout(openLine);
    layout->addWidget(new SectionHeader(tr("How it works")));
    layout->addWidget(m_grid);
    layout->addWidget(new SectionHeader(tr("Parameters")));
    layout->addWidget(m_parameters);
    layout->addWidget(new SectionHeader(tr("Reasons")));
    layout->addWidget(m_reasons);
    layout->addStretch(1);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    m_pane->addTab(area, tr("Fixer"));
    m_pane->setEmptyText(
        tr("No fixer selected"),
        tr("Select a fixer to see what it does, who must agree and what proves it."));
    m_pane->setHasSubject(false);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pane);
    connect(m_payment, &PaymentIdEdit::paymentChosen, this, &CatalogueDetail::open);
    connect(m_open, &QPushButton::clicked, this, &CatalogueDetail::open);
}

void CatalogueDetail::setFixer(const FixerView* fixer)
{
    m_pane->setHasSubject(fixer != nullptr);
    const QString name = fixer == nullptr ? QString() : qText(fixer->name);
    if (name != m_fixer) {
        m_grid->clear();
        m_parameters->clear();
        m_reasons->clear();
    }
    m_fixer = name;
    if (fixer == nullptr) {
        return;
    }
    m_pane->setTitle(qText(fixer->title), name);
    m_description->setText(qText(fixer->description));
    m_grid->setRow(tr("Target"), qText(fixer->targetText));
    m_grid->setRow(tr("Who must agree"), qText(fixer->riskText));
    m_grid->setRow(tr("Risk class"), qText(fixer->riskClass));
    m_grid->setRow(tr("Outcome message"), qText(fixer->outcomeName));
    m_grid->setRow(tr("Proven by"), qText(fixer->confirmingFact));
    m_grid->setRow(tr("Timeout"), durationText(fixer->timeout.count()));
    m_grid->setRow(tr("So far"), shareText(*fixer));
    for (const FixerParameter& parameter : fixer->parameters) {
        m_parameters->setRow(
            qText(parameter.label),
            qText(parameter.help)
                + (parameter.isLocked ? tr(" Filled from the model.") : QString()));
    }
    if (fixer->parameters.empty()) {
        m_parameters->setRow(tr("none"), tr("Nothing to fill in."));
    }
    for (const auto& [code, sentence] : fixer->reasonCodes) {
        m_reasons->setRow(qText(code), qText(sentence));
    }
}

void CatalogueDetail::focusPayment()
{
    m_payment->setFocus(Qt::OtherFocusReason);
    m_payment->selectAll();
}

void CatalogueDetail::open()
{
    const QString payment = m_payment->text().trimmed();
    if (payment.isEmpty()) {
        focusPayment();
    } else if (!m_fixer.isEmpty()) {
        Q_EMIT sheetRequested(m_fixer, payment);
    }
}

}  // namespace otto
