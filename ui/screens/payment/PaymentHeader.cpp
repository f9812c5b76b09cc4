// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/PaymentHeader.h"

#include "ui/dialogs/NoticeLine.h"
#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/IdLabel.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/Pill.h"

#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr int kGapsShown = 5;
constexpr qsizetype kTextMost = 300;

QString joined(const QStringList& parts)
{
    QStringList shown;
    for (const QString& part : parts) {
        if (!part.isEmpty()) {
            shown.append(part.left(kTextMost));
        }
    }
    return shown.join(QStringLiteral("  ·  "));
}

Tone slaTone(const PaymentView& view, Instant now)
{
    return view.slaDue && *view.slaDue < now ? Tone::Critical : Tone::Neutral;
}

}  // namespace

PaymentHeader::PaymentHeader(QWidget* parent)
    : QWidget(parent),
      m_id(new IdLabel(tr("Payment id"))),
      m_amount(new OttoLabel(QString(), TextRole::Heading)),
      m_status(new Pill),
      m_age(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary)),
      m_sla(new OttoLabel(QString(), TextRole::BodyStrong)),
      m_flags(new Pill),
      m_route(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary)),
      m_gaps(new NoticeLine)
{
    setObjectName(QStringLiteral("paymentHeader"));
    setAccessibleName(tr("Payment"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_id->setHeading(true);
    m_sla->setObjectName(QStringLiteral("sla"));
    m_gaps->setObjectName(QStringLiteral("gaps"));
    m_route->setElideMode(Qt::ElideRight);
    auto* first = new QHBoxLayout;
    first->setSpacing(kSpace4);
    first->addWidget(m_id);
    first->addWidget(m_amount);
    first->addWidget(m_status);
    first->addWidget(m_age);
    first->addWidget(m_sla);
    first->addStretch(1);
    first->addWidget(m_flags);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace2);
    layout->setSpacing(kSpace1);
    layout->addLayout(first);
    layout->addWidget(m_route);
    layout->addWidget(m_gaps);
}

void PaymentHeader::setPayment(const PaymentView& view)
{
    m_view = view;
    m_id->setId(qText(view.summary.id));
    m_amount->setText(view.summary.amount ? moneyText(*view.summary.amount)
                                          : tr("amount not known"));
    m_status->setText(view.summary.status.empty() ? tr("no status yet")
                                                  : qText(view.summary.status).left(32));
    m_status->setFill(view.isTerminal ? GlyphFill::Outline : GlyphFill::Filled);
    m_status->setTone(view.isTerminal ? Tone::Neutral : Tone::Low);
    m_flags->setVisible(view.summary.openFlags > 0);
    m_flags->setText(counted(view.summary.openFlags, tr("open flag"), tr("open flags")));
    Tone worst = Tone::Info;
    for (const FlagView& flag : view.flags) {
        if (flag.isOpen) {
            worst = std::min(worst, severityTone(flag.severity));
        }
    }
    m_flags->setTone(worst);
    m_flags->setGlyphShown(true);
    const QString from =
        view.debtorMasked.empty() ? tr("debtor not known") : qText(view.debtorMasked);
    const QString to =
        view.creditorMasked.empty() ? tr("creditor not known") : qText(view.creditorMasked);
    const auto labelled = [](const QString& label, const std::string& value) {
        return value.empty() ? QString() : label.arg(qText(value));
    };
    m_route->setText(joined({from.left(kTextMost) + QStringLiteral(" → ") + to.left(kTextMost),
                             qText(view.summary.rail), qText(view.summary.direction),
                             qText(view.channel), qText(view.participant), qText(view.businessDate),
                             labelled(tr("end-to-end %1"), view.endToEndId),
                             labelled(tr("network %1"), view.networkReference)}));
    if (view.gaps.empty()) {
        m_gaps->clear();
    } else {
        QStringList lines;
        for (std::size_t i = 0; i < view.gaps.size() && i < kGapsShown; ++i) {
            lines.append(qText(view.gaps[i]));
        }
        if (view.gaps.size() == 1) {
            m_gaps->setNotice(Tone::Medium, lines.constFirst().left(kTextMost));
        } else {
            m_gaps->setNotice(Tone::Medium,
                              tr("%1 gaps: what is shown may be incomplete").arg(view.gaps.size()),
                              lines.join(QLatin1Char('\n')));
        }
    }
    refreshTimes();
}

void PaymentHeader::setNow(Instant now)
{
    if (now.ms / 1000 != m_now.ms / 1000) {
        m_now = now;
        refreshTimes();
    }
}

void PaymentHeader::refreshTimes()
{
    const Instant since = m_view.summary.statusSince;
    m_age->setText(since.ms == 0 || m_now < since
                       ? QString()
                       : tr("for %1").arg(durationText((m_now - since).count() / 1000 * 1000)));
    m_age->setToolTip(since.ms == 0 ? QString() : tr("since %1").arg(dateTimeText(since.ms)));
    m_sla->setTone(slaTone(m_view, m_now));
    if (m_view.slaDue) {
        const QString left = timeLeftText((*m_view.slaDue - m_now).count());
        m_sla->setText(*m_view.slaDue < m_now ? tr("SLA %1").arg(left)
                                              : tr("SLA %1 left").arg(left));
    } else {
        m_sla->setText({});
    }
}

}  // namespace otto
