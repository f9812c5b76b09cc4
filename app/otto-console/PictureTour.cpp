// SPDX-License-Identifier: Apache-2.0
#include "app/otto-console/PictureTour.h"

#include "ui/ConsoleWindow.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/fixers/FixersScreen.h"
#include "ui/screens/payment/PaymentScreen.h"
#include "ui/screens/rules/RuleInspector.h"
#include "ui/screens/rules/RulesScreen.h"

#include <cstdio>
#include <utility>

namespace otto {
namespace {

constexpr int kLookMs = 250;
constexpr qint64 kSettleMs = 1500;
/// A question in flight is worth waiting for, but not for ever.
constexpr qint64 kQuestionMs = 20'000;

const QString kFirst;
const QString kExit = QStringLiteral("-exit");

}  // namespace

PictureTour::PictureTour(EngineClient& client, ConsoleWindow& window, QString folder,
                         QObject* parent)
    : QObject(parent), m_client(client), m_window(window), m_folder(std::move(folder))
{
    connect(&m_timer, &QTimer::timeout, this, &PictureTour::look);
    m_timer.start(kLookMs);
}

bool PictureTour::isWorthAPicture() const
{
    const EngineStatus& status = m_client.status();
    return m_client.hasStatus() && status.openFlags > 0 && status.answered > 0
           && status.verified > 0;
}

void PictureTour::look()
{
    if (m_opened.isValid()) {
        const bool isAsking = m_client.status().pendingQuestions > 0;
        if (m_opened.hasExpired(isAsking ? kSettleMs : kQuestionMs)) {
            m_timer.stop();
            take();
            showReasons();
        }
        return;
    }
    if (m_isAsked || !isWorthAPicture())
        return;
    m_isAsked = true;
    m_client.ask(
        FixersQuery{}, this, [this](const std::vector<FixView>& fixes) { open(fixes); },
        [this](const Error&) { m_opened.start(); });
}

void PictureTour::open(const std::vector<FixView>& fixes)
{
    const FixView* newest = nullptr;
    for (const FixView& fix : fixes) {
        if (fix.state == FixState::Verified && (!newest || fix.issuedAt > newest->issuedAt))
            newest = &fix;
    }
    if (newest != nullptr) {
        if (auto* screen = qobject_cast<PaymentScreen*>(m_window.screen(QStringLiteral("payment"))))
            screen->openPayment(newest->paymentId);
        if (auto* screen = qobject_cast<FixersScreen*>(m_window.screen(QStringLiteral("fixers"))))
            screen->showFix(newest->commandId);
    }
    m_opened.start();
}

void PictureTour::take()
{
    m_isTaken = true;
    m_isFine = save(kFirst);
}

/// The first pictures show a rule's file, the last ones why it holds: asked now, since a window
/// that is closed at the end asks nothing.
void PictureTour::showReasons()
{
    const QString rules = QStringLiteral("rules");
    if (auto* screen = qobject_cast<RulesScreen*>(m_window.screen(rules)))
        screen->inspector()->setCurrentTab(RuleInspector::ExplainTab);
    m_window.setCurrentScreen(rules);
}

bool PictureTour::finish()
{
    m_timer.stop();
    if (!m_isTaken)
        take();
    return save(kExit) && m_isFine;
}

bool PictureTour::save(const QString& suffix)
{
    const Status saved = m_window.saveScreenshots(m_folder, suffix);
    if (!saved)
        std::fprintf(stderr, "otto-console: %s\n", saved.error().text.c_str());
    return saved.has_value();
}

}  // namespace otto
