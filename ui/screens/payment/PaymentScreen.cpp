// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/PaymentScreen.h"

#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/flags/ActionPanel.h"
#include "ui/screens/flags/PaymentActions.h"
#include "ui/screens/payment/PaymentHeader.h"
#include "ui/screens/payment/PaymentIdEdit.h"
#include "ui/screens/payment/PaymentSide.h"
#include "ui/screens/payment/PaymentStory.h"
#include "ui/screens/payment/PaymentWatch.h"
#include "ui/screens/payment/TruthTableView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace otto {

namespace {

constexpr int kSideWidth = 420;
constexpr int kIdFieldWidth = 420;

}  // namespace

PaymentScreen::PaymentScreen(EngineClient& engine, QWidget* parent)
    : Screen(QStringLiteral("payment"), engine, parent),
      m_id(new PaymentIdEdit(engine)),
      m_pages(new QStackedWidget),
      m_empty(
          new EmptyState("payment", tr("Which payment?"),
                         tr("Paste an id and press Enter. Ctrl+G brings the cursor here from any "
                            "screen; in the other screens Enter or O opens a row's payment."))),
      m_body(new QWidget),
      m_header(new PaymentHeader),
      m_story(new PaymentStory),
      m_actions(new PaymentActions(engine, this, {m_body})),
      m_side(new PaymentSide(engine, *m_actions)),
      m_watch(new PaymentWatch(engine, this))
{
    m_id->setObjectName(QStringLiteral("payment.id"));
    m_id->setMaximumWidth(kIdFieldWidth);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace2);
    bar->addWidget(m_id, 1);
    bar->addStretch(1);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(makePayment());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_pages, 1);
    setFocusProxy(m_id);
    buildKeys();

    connect(m_id, &PaymentIdEdit::paymentChosen, this,
            [this](const QString& id) { openPayment(PaymentId{stdText(id)}); });
    connect(m_watch, &PaymentWatch::viewChanged, this, &PaymentScreen::showPayment);
    connect(m_watch, &PaymentWatch::failed, this, &PaymentScreen::showUnknown);
    connect(m_story, &PaymentStory::recordRequested, this, &PaymentScreen::recordRequested);
    connect(m_side, &PaymentSide::recordRequested, this, &PaymentScreen::recordRequested);
    connect(m_side, &PaymentSide::fixRequested, this,
            [this](const QString& id) { Q_EMIT fixRequested(CommandId{stdText(id)}); });
    connect(&engine, &EngineClient::deltaApplied, this, &PaymentScreen::applyDelta);
}

QWidget* PaymentScreen::makePayment()
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_story);
    splitter->addWidget(m_side);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({1000, kSideWidth});
    m_body->setAutoFillBackground(true);
    m_body->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(m_body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(splitter, 1);
    return m_body;
}

void PaymentScreen::buildKeys()
{
    addKey({m_body}, QStringLiteral("action.explain"), tr("Explain a rule on the payment"),
           Qt::Key_E, [this] { m_side->showExplanation(); });
    addKey({this}, QStringLiteral("action.refreshPayment"), tr("Read the payment again"),
           Qt::Key_F5, [this] {
               if (!m_watch->paymentId().empty()) {
                   m_watch->watch(m_watch->paymentId());
               }
           });
}

void PaymentScreen::openPayment(const PaymentId& id)
{
    m_id->showId(qText(id));
    if (id != m_shown) {
        m_shown = {};
        m_empty->setText(tr("Reading %1").arg(qText(id).left(200)), {});
        m_pages->setCurrentWidget(m_empty);
        m_story->clear();
        m_side->clear();
    }
    m_wantsFocus = true;
    m_watch->watch(id);
}

void PaymentScreen::focusIdField()
{
    m_id->setFocus(Qt::ShortcutFocusReason);
    m_id->selectAll();
}

void PaymentScreen::refreshTimes()
{
    m_story->refreshTimes();
    m_side->refreshTimes();
}

void PaymentScreen::applyDelta(const Delta& delta)
{
    m_header->setNow(delta.status.now);
    m_story->setNow(delta.status.now);
    m_side->setNow(delta.status.now);
}

void PaymentScreen::showPayment(const PaymentView& view)
{
    m_shown = view.summary.id;
    m_header->setPayment(view);
    m_story->setPayment(view);
    m_side->setPayment(view);
    m_pages->setCurrentWidget(m_body);
    // Whoever opened the payment goes on with it; a later refresh must not take the focus.
    if (std::exchange(m_wantsFocus, false) && isVisible()
        && !m_side->actionPanel()->focusNextStep()) {
        m_story->truth()->setFocus(Qt::OtherFocusReason);
    }
}

void PaymentScreen::showUnknown(const Error& error)
{
    m_shown = {};
    m_empty->setText(
        tr("%1 is not here").arg(qText(m_watch->paymentId()).left(200)),
        tr("%1 This desk knows the payments whose facts it has read since the start of "
           "its lookback.")
            .arg(qText(error.text).left(1000)));
    m_pages->setCurrentWidget(m_empty);
}

}  // namespace otto
