// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/PaymentIdEdit.h"

#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/VisibleText.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QStandardItemModel>

namespace otto {

namespace {

constexpr int kIdRole = Qt::UserRole + 1;
constexpr qsizetype kIdMost = 256;

QString offer(const PaymentSummary& payment)
{
    QStringList parts{qText(payment.id)};
    if (payment.amount) {
        parts.append(moneyText(*payment.amount));
    }
    parts.append(qText(payment.status));
    if (payment.openFlags > 0) {
        parts.append(counted(payment.openFlags, PaymentIdEdit::tr("open flag"),
                             PaymentIdEdit::tr("open flags")));
    }
    return visibleText(parts.join(QStringLiteral("   ")));
}

}  // namespace

PaymentIdEdit::PaymentIdEdit(EngineClient& client, QWidget* parent)
    : QLineEdit(parent),
      m_client(client),
      m_completer(new QCompleter(this)),
      m_found(new QStandardItemModel(this))
{
    setAccessibleName(tr("Payment id"));
    setPlaceholderText(tr("Payment id, end-to-end id or network reference"));
    setMaxLength(kIdMost);
    setClearButtonEnabled(true);
    addAction(themeIcon("search", IconTint::Secondary), QLineEdit::LeadingPosition);
    m_completer->setModel(m_found);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setCompletionRole(kIdRole);
    m_completer->setMaxVisibleItems(kOffered);
    m_completer->popup()->setAccessibleName(tr("Payments found"));
    // Not setCompleter(): its popup would open for stale rows while the search is under way.
    m_completer->setWidget(this);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &PaymentIdEdit::find);
    connect(this, &QLineEdit::textEdited, this, [this] { m_pause.start(); });
    connect(this, &QLineEdit::returnPressed, this, [this] { choose(text().trimmed()); });
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this,
            &PaymentIdEdit::choose);
}

void PaymentIdEdit::showId(const QString& id)
{
    m_pause.stop();
    ++m_asked;
    setText(id);
}

void PaymentIdEdit::find()
{
    const quint64 asked = ++m_asked;
    if (text().trimmed().isEmpty()) {
        m_completer->popup()->hide();
        return;
    }
    m_client.ask<FindPaymentsQuery>(
        FindPaymentsQuery{stdText(text().trimmed()), kOffered}, this,
        [this, asked](const std::vector<PaymentSummary>& found) {
            if (asked != m_asked) {
                return;
            }
            m_found->clear();
            for (const PaymentSummary& payment : found) {
                auto* item = new QStandardItem(offer(payment));
                item->setData(qText(payment.id), kIdRole);
                m_found->appendRow(item);
            }
            if (m_found->rowCount() > 0 && hasFocus()) {
                m_completer->complete();
            } else {
                m_completer->popup()->hide();
            }
        },
        [](const Error&) {});
}

void PaymentIdEdit::choose(const QString& id)
{
    if (!id.isEmpty()) {
        m_completer->popup()->hide();
        showId(id);
        Q_EMIT paymentChosen(id);
    }
}

}  // namespace otto
