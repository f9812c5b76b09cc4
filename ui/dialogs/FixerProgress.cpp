// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/FixerProgress.h"

#include "ui/dialogs/TickProgress.h"
#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/Pill.h"

#include <QVBoxLayout>

namespace otto {

FixerProgress::FixerProgress(QWidget* parent)
    : QWidget(parent),
      m_state(new Pill),
      m_ticks(new TickProgress),
      m_explanation(new OttoLabel(QString(), TextRole::BodyText)),
      m_grid(new KeyValueGrid)
{
    setObjectName(QStringLiteral("fixerProgress"));
    setAccessibleName(tr("Where the fixer stands"));
    m_explanation->setObjectName(QStringLiteral("explanation"));
    m_explanation->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace3);
    layout->addWidget(m_state);
    layout->addWidget(m_explanation);
    layout->addWidget(m_ticks);
    layout->addWidget(m_grid);
    layout->addStretch(1);
}

void FixerProgress::setFix(const FixView& fix)
{
    m_state->setText(fixStateWord(fix.state));
    m_state->setTone(fixStateTone(fix.state));
    m_ticks->setFix(fix);
    m_explanation->setText(qText(fix.explanation).left(2000));
    m_explanation->setVisible(!fix.explanation.empty());
    using Face = KeyValueGrid::ValueFace;
    m_grid->setRow(tr("Fixer"), qText(fix.fixer).left(200));
    m_grid->setRow(tr("Payment"), qText(fix.paymentId), Face::Mono);
    m_grid->setRow(tr("Target"), systemName(fix.target));
    m_grid->setRow(tr("Sent by"), qText(fix.requestedBy));
    m_grid->setRow(tr("Issued"), dateTimeText(fix.issuedAt.ms));
    if (fix.expiresAt > fix.issuedAt) {
        m_grid->setRow(tr("Expires"), dateTimeText(fix.expiresAt.ms));
    }
    m_grid->setRow(tr("Reason"), qText(fix.reasonCode));
    m_grid->setRow(tr("Comment"), qText(fix.comment).left(4000));
    m_grid->setRow(tr("Command id"), qText(fix.commandId), Face::Mono);
    m_grid->setRow(tr("Idempotency key"), qText(fix.idempotencyKey), Face::Mono);
}

}  // namespace otto
