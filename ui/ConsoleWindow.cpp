// SPDX-License-Identifier: Apache-2.0
#include "ui/ConsoleWindow.h"

#include "ui/CaptureActions.h"
#include "ui/ScreenPictures.h"
#include "ui/StatusCells.h"
#include "ui/StatusNotices.h"
#include "ui/frame/BannerBar.h"
#include "ui/frame/StatusBar.h"
#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/fixers/FixersScreen.h"
#include "ui/screens/flags/FlagsScreen.h"
#include "ui/screens/overview/OverviewScreen.h"
#include "ui/screens/payment/PaymentScreen.h"
#include "ui/screens/rules/RulesScreen.h"
#include "ui/screens/stream/StreamScreen.h"
#include "ui/screens/suspenders/SuspendersScreen.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/ToastStack.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QEvent>
#include <QMenu>

#include <array>

namespace otto {

namespace {

struct ScreenPlace
{
    const char* id;
    const char* title;
    const char* shortcut;
};

constexpr std::array<ScreenPlace, 7> kPlaces{{
    {"overview", QT_TRANSLATE_NOOP("otto::ConsoleWindow", "Overview"), "Ctrl+1"},
    {"stream", QT_TRANSLATE_NOOP("otto::ConsoleWindow", "Stream"), "Ctrl+2"},
    {"flags", QT_TRANSLATE_NOOP("otto::ConsoleWindow", "Flags"), "Ctrl+3"},
    {"payment", QT_TRANSLATE_NOOP("otto::ConsoleWindow", "Payment"), "Ctrl+4"},
    {"suspenders", QT_TRANSLATE_NOOP("otto::ConsoleWindow", "Suspenders"), "Ctrl+5"},
    {"fixers", QT_TRANSLATE_NOOP("otto::ConsoleWindow", "Fixers"), "Ctrl+6"},
    {"rules", QT_TRANSLATE_NOOP("otto::ConsoleWindow", "Rules"), "Ctrl+7"},
}};

QString idOf(const ScreenPlace& place)
{
    return QString::fromLatin1(place.id);
}

FrameWindow::Environment environmentOf(const QString& env)
{
    if (env == QStringLiteral("prod"))
        return FrameWindow::Environment::Production;
    if (env == QStringLiteral("qa") || env == QStringLiteral("stg") || env == QStringLiteral("uat"))
        return FrameWindow::Environment::Quality;
    return FrameWindow::Environment::None;
}

}  // namespace

ConsoleWindow::ConsoleWindow(EngineClient& client, const QString& profile, QWidget* parent)
    : FrameWindow(parent),
      m_client(client),
      m_profileName(profile),
      m_overview(new OverviewScreen(client)),
      m_stream(new StreamScreen(client)),
      m_flags(new FlagsScreen(client)),
      m_payment(new PaymentScreen(client)),
      m_suspenders(new SuspendersScreen(client)),
      m_fixers(new FixersScreen(client)),
      m_rules(new RulesScreen(client))
{
    setObjectName(QStringLiteral("consoleWindow"));
    addScreens();
    buildKeys();
    connect(&client, &EngineClient::deltaApplied, this, &ConsoleWindow::applyDelta);
    connect(&client, &EngineClient::statusChanged, this, &ConsoleWindow::applyStatus);
    connect(&client, &EngineClient::stalledChanged, this, &ConsoleWindow::refreshNotices);
    connect(this, &FrameWindow::currentScreenChanged, this, &ConsoleWindow::refreshNotices);
    connect(this, &FrameWindow::clockModeChanged, this, &ConsoleWindow::refreshTimes);
    connect(banner(), &BannerBar::actionTriggered, this, [this](const QString& key) {
        if (key == kRulesNotice)
            setCurrentScreen(QStringLiteral("rules"));
    });
    connect(status(), &StatusBar::cellActivated, this, &ConsoleWindow::activateCell);
    setProfile(profile, Environment::None);
}

void ConsoleWindow::addScreens()
{
    const std::array<otto::Screen*, kPlaces.size()> screens{
        m_overview, m_stream, m_flags, m_payment, m_suspenders, m_fixers, m_rules};
    for (std::size_t i = 0; i < kPlaces.size(); ++i) {
        const ScreenPlace& place = kPlaces[i];
        addScreen(idOf(place), tr(place.title), place.id,
                  QKeySequence(QString::fromLatin1(place.shortcut)), screens[i]);
        connectScreen(screens[i]);
    }
    connect(m_flags, &FlagsScreen::recordRequested, this, &ConsoleWindow::openRecord);
    connect(m_payment, &PaymentScreen::recordRequested, this, &ConsoleWindow::openRecord);
    connect(m_rules, &RulesScreen::recordRequested, this, &ConsoleWindow::openRecord);
    connect(m_payment, &PaymentScreen::fixRequested, this, [this](const CommandId& id) {
        setCurrentScreen(QStringLiteral("fixers"));
        m_fixers->showFix(id);
    });
}

void ConsoleWindow::connectScreen(otto::Screen* screen)
{
    connect(screen, &otto::Screen::paymentRequested, this, &ConsoleWindow::openPayment);
    connect(screen, &otto::Screen::screenRequested, this, &ConsoleWindow::openScreen);
    connect(screen, &otto::Screen::noticeRequested, this,
            [this](Tone tone, const QString& title, const QString& reason) {
                toasts()->show(tone, title, reason);
            });
}

void ConsoleWindow::buildKeys()
{
    auto* filter = new QAction(tr("To the &filter line"), this);
    filter->setObjectName(QStringLiteral("focusFilter"));
    filter->setShortcuts({QKeySequence(QStringLiteral("Ctrl+L")), QKeySequence(Qt::Key_Slash)});
    connect(filter, &QAction::triggered, this, &ConsoleWindow::focusFilter);
    auto* go = new QAction(tr("&Go to payment id"), this);
    go->setObjectName(QStringLiteral("goToPayment"));
    go->setShortcut(QKeySequence(QStringLiteral("Ctrl+G")));
    connect(go, &QAction::triggered, this, [this] {
        setCurrentScreen(QStringLiteral("payment"));
        m_payment->focusIdField();
    });
    viewMenu()->addSeparator();
    viewMenu()->addActions({filter, go});
}

void ConsoleWindow::addCaptures(CapturePort& port)
{
    m_captures = new CaptureActions(port, *this);
}

void ConsoleWindow::addRules(RulePort* port)
{
    m_rules->setPort(port);
}

void ConsoleWindow::addBacktests(BacktestPort& port)
{
    m_rules->setBacktests(&port);
}

void ConsoleWindow::restoreFrom(const QSettings& settings)
{
    FrameWindow::restoreFrom(settings);
    m_rules->restoreFrom(settings);
}

void ConsoleWindow::saveTo(QSettings& settings) const
{
    FrameWindow::saveTo(settings);
    m_rules->saveTo(settings);
}

void ConsoleWindow::applyDelta(const Delta& delta)
{
    if (delta.flags.empty())
        return;
    for (const FlagView& flag : delta.flags) {
        const QString id = qText(flag.id);
        m_urgentFlags.remove(id);
        m_criticalFlags.remove(id);
        if (!flag.isOpen)
            continue;
        if (flag.severity >= Severity::Error)
            m_urgentFlags.insert(id);
        if (flag.severity == Severity::Fatal)
            m_criticalFlags.insert(id);
    }
    setBadge(QStringLiteral("flags"), static_cast<int>(m_urgentFlags.size()),
             m_criticalFlags.isEmpty() ? Tone::High : Tone::Critical);
}

void ConsoleWindow::applyStatus()
{
    const EngineStatus& now = m_client.status();
    if (const QString env = qText(now.env); env != m_env) {
        m_env = env;
        setProfile(m_profileName.isEmpty() ? env : m_profileName, environmentOf(env));
    }
    setBadge(QStringLiteral("suspenders"), static_cast<int>(now.pendingQuestions));
    setBadge(QStringLiteral("fixers"), static_cast<int>(now.openFixes));
    setBadge(QStringLiteral("rules"), static_cast<int>(now.ruleErrors), Tone::High);
    fillStatusCells(*status(), m_client, m_profileName);
    if (m_captures != nullptr)
        m_captures->fillStatus();
    refreshNotices();
}

void ConsoleWindow::refreshNotices()
{
    const std::optional<Instant> silentSince =
        m_client.isStalled() ? std::optional(m_client.lastDeltaAt()) : std::nullopt;
    const QList<StatusNotice> notices = m_client.hasStatus() || m_client.isStalled()
                                            ? statusNotices(m_client.status(), silentSince)
                                            : QList<StatusNotice>();
    for (const StatusNotice& entry : notices) {
        // The Rules screen says it itself, and in full.
        const bool isSaidBelow =
            entry.key == kRulesNotice && currentScreen() == QStringLiteral("rules");
        if (entry.notice && !isSaidBelow)
            banner()->setNotice(entry.key, *entry.notice);
        else
            banner()->clearNotice(entry.key);
    }
}

void ConsoleWindow::refreshTimes()
{
    applyStatus();
    m_overview->refreshTimes();
    m_payment->refreshTimes();
    m_suspenders->refreshTimes();
    m_fixers->refreshTimes();
    m_rules->refreshTimes();
    // Tables and plots ask for their texts when they are painted.
    const QList<QAbstractScrollArea*> areas = findChildren<QAbstractScrollArea*>();
    for (QAbstractScrollArea* area : areas)
        area->viewport()->update();
}

void ConsoleWindow::openPayment(const QString& paymentId)
{
    m_payment->openPayment(PaymentId{stdText(paymentId)});
    setCurrentScreen(QStringLiteral("payment"));
}

void ConsoleWindow::openScreen(const QString& id, const QString& filterText)
{
    setCurrentScreen(id);
    if (QWidget* target = screen(id)) {
        if (auto* filter = target->findChild<FilterEdit*>())
            filter->setText(filterText);
    }
}

void ConsoleWindow::openRecord(const RecordRef& at)
{
    setCurrentScreen(QStringLiteral("stream"));
    m_stream->showRecord(at);
}

void ConsoleWindow::focusFilter()
{
    if (const QWidget* shown = screen(currentScreen())) {
        if (auto* filter = shown->findChild<FilterEdit*>()) {
            filter->setFocus(Qt::ShortcutFocusReason);
            filter->selectAll();
        }
    }
}

void ConsoleWindow::activateCell(StatusCell cell)
{
    switch (cell) {
    case StatusCell::Rate: setCurrentScreen(QStringLiteral("stream")); break;
    case StatusCell::Suspenders: setCurrentScreen(QStringLiteral("suspenders")); break;
    case StatusCell::Quarantine:
        openScreen(QStringLiteral("stream"), recordKindWord(RecordKind::Refused));
        break;
    default: break;
    }
}

Status ConsoleWindow::saveScreenshots(const QString& folder, const QString& suffix)
{
    QStringList screens;
    for (const ScreenPlace& place : kPlaces)
        screens.append(idOf(place));
    return saveScreenPictures(*this, screens, folder, suffix);
}

bool ConsoleWindow::event(QEvent* event)
{
    // Painting happens inside the base class; what the last delta changed is on screen after it.
    const bool isPainting = event->type() == QEvent::UpdateRequest;
    const bool handled = FrameWindow::event(event);
    if (isPainting)
        m_client.notePainted();
    return handled;
}

void ConsoleWindow::changeEvent(QEvent* event)
{
    FrameWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        noteVisibility();
}

void ConsoleWindow::showEvent(QShowEvent* event)
{
    FrameWindow::showEvent(event);
    noteVisibility();
}

void ConsoleWindow::hideEvent(QHideEvent* event)
{
    FrameWindow::hideEvent(event);
    noteVisibility();
}

void ConsoleWindow::noteVisibility()
{
    m_client.setWindowVisible(isVisible() && !isMinimized());
}

}  // namespace otto
