// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/FrameWindow.h"

#include "ui/frame/BannerBar.h"
#include "ui/frame/EnvironmentEdge.h"
#include "ui/frame/NavigationRail.h"
#include "ui/frame/StatusBar.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/ToastStack.h"
#include "ui/widgets/VisibleText.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr QSize kFirstSize{1366, 820};
constexpr QSize kSmallestSize{1024, 640};

// Where the keys should go when a screen is shown for the first time.
QWidget* firstFocus(QWidget* screen)
{
    if (screen->focusProxy() != nullptr) {
        return screen->focusProxy();
    }
    for (QWidget* widget = screen->nextInFocusChain(); screen->isAncestorOf(widget);
         widget = widget->nextInFocusChain()) {
        if ((widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isEnabled()) {
            return widget;
        }
    }
    return screen;
}

}  // namespace

FrameWindow::FrameWindow(QWidget* parent)
    : QMainWindow(parent),
      m_screenActions(new QActionGroup(this)),
      m_rail(new NavigationRail),
      m_banner(new BannerBar),
      m_stack(new QStackedWidget),
      m_status(new StatusBar),
      m_environmentEdge(new EnvironmentEdge)
{
    setObjectName(QStringLiteral("frameWindow"));
    m_environmentEdge->setObjectName(QStringLiteral("environmentEdge"));
    setMinimumSize(kSmallestSize);
    resize(kFirstSize);
    m_screenActions->setExclusive(true);

    auto* content = new QWidget;
    content->setAccessibleName(tr("Screen"));
    m_toasts = new ToastStack(content);
    m_toasts->setObjectName(QStringLiteral("toasts"));
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    contentLayout->addWidget(m_banner);
    contentLayout->addWidget(m_stack, 1);
    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_rail);
    body->addWidget(content, 1);
    auto* central = new QWidget;
    auto* centralLayout = new QVBoxLayout(central);
    centralLayout->setContentsMargins(0, 0, 0, 0);
    centralLayout->setSpacing(0);
    centralLayout->addWidget(m_environmentEdge);
    centralLayout->addLayout(body, 1);
    setCentralWidget(central);
    setStatusBar(m_status);
    buildMenus();
    updateTitle();

    connect(m_status, &StatusBar::cellActivated, this, [this](StatusCell cell) {
        if (cell == StatusCell::Clock) {
            m_localTime->toggle();
        }
    });
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget*, QWidget* now) { rememberFocus(now); });
}

void FrameWindow::addScreen(const QString& id, const QString& title, const char* icon,
                            const QKeySequence& shortcut, QWidget* screen)
{
    auto* action = new QAction(themeIcon(icon), title, this);
    action->setObjectName(QStringLiteral("screen.") + id);
    action->setCheckable(true);
    action->setShortcut(shortcut);
    m_screenActions->addAction(action);
    m_viewMenu->insertAction(m_screensEnd, action);
    m_rail->addEntry(id, action);
    m_stack->addWidget(screen);
    m_screens.append({id, title, screen, action, nullptr});
    connect(action, &QAction::triggered, this, [this, id] { setCurrentScreen(id); });
    if (m_screens.size() == 1) {
        setCurrentScreen(id);
    }
}

QString FrameWindow::currentScreen() const
{
    return m_currentScreen;
}

void FrameWindow::setCurrentScreen(const QString& id)
{
    const Screen* next = screenOf(id);
    if (next == nullptr) {
        return;
    }
    // Read first: hiding the widget that has the focus makes Qt choose another one by itself.
    QWidget* focus = next->lastFocus;
    next->action->setChecked(true);
    m_stack->setCurrentWidget(next->widget);
    (focus != nullptr ? focus : firstFocus(next->widget))->setFocus(Qt::OtherFocusReason);
    if (id != m_currentScreen) {
        m_currentScreen = id;
        updateTitle();
        Q_EMIT currentScreenChanged(id);
    }
}

QWidget* FrameWindow::screen(const QString& id) const
{
    const Screen* found = screenOf(id);
    return found != nullptr ? found->widget : nullptr;
}

void FrameWindow::setBadge(const QString& id, int count, Tone tone)
{
    m_rail->setBadge(id, count, tone);
}

void FrameWindow::setProfile(const QString& name, Environment environment)
{
    m_profile = name;
    switch (environment) {
    case Environment::None:
        m_environmentEdge->setEnvironment(EnvironmentEdge::Kind::None, name);
        break;
    case Environment::Quality:
        m_environmentEdge->setEnvironment(EnvironmentEdge::Kind::Quality, name);
        break;
    case Environment::Production:
        m_environmentEdge->setEnvironment(EnvironmentEdge::Kind::Production, name);
        break;
    }
    updateTitle();
}

const FrameWindow::Screen* FrameWindow::screenOf(const QString& id) const
{
    const auto found = std::find_if(m_screens.cbegin(), m_screens.cend(),
                                    [&id](const Screen& screen) { return screen.id == id; });
    return found == m_screens.cend() ? nullptr : &*found;
}

void FrameWindow::updateTitle()
{
    QStringList parts;
    if (const Screen* current = screenOf(m_currentScreen)) {
        parts.append(current->title);
    }
    if (!m_profile.isEmpty()) {
        parts.append(visibleText(m_profile));
    }
    parts.append(QStringLiteral("Otto Console"));
    setWindowTitle(parts.join(QStringLiteral(" – ")));
}

void FrameWindow::rememberFocus(QWidget* widget)
{
    if (widget == nullptr) {
        return;
    }
    for (Screen& screen : m_screens) {
        if (screen.widget->isAncestorOf(widget)) {
            screen.lastFocus = widget;
            return;
        }
    }
}

}  // namespace otto
