// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"

#include <QKeySequence>
#include <QMainWindow>
#include <QPointer>

class QAction;
class QActionGroup;
class QMenu;
class QSettings;
class QStackedWidget;

namespace otto {

class BannerBar;
class EnvironmentEdge;
class NavigationRail;
class StatusBar;
class ToastStack;

/// The console's window without the engine: navigation rail, banner line, one screen at a time,
/// status bar, menu bar. Knows nothing of payments; the composition root adds screens and feeds the
/// parts. Object names (test API): the rail's buttons are "rail.<id>", a screen keeps its own.
class FrameWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum class Environment { None, Quality, Production };

    explicit FrameWindow(QWidget* parent = nullptr);

    /// Adds a screen at the end of the rail; takes ownership of it. The first one added is shown.
    /// `id` is stable ("flags"), `icon` a name of resources/icons, `shortcut` works in the whole
    /// window.
    void addScreen(const QString& id, const QString& title, const char* icon,
                   const QKeySequence& shortcut, QWidget* screen);

    QString currentScreen() const;
    /// Shows a screen and gives it the focus it last had. Unknown ids are ignored.
    void setCurrentScreen(const QString& id);
    QWidget* screen(const QString& id) const;

    /// Number beside a screen's label; 0 removes it. Critical and High tones stand out.
    void setBadge(const QString& id, int count, Tone tone = Tone::Neutral);

    /// Name of the profile in the title and a coloured, hatched frame for QA and production.
    void setProfile(const QString& name, Environment environment);

    BannerBar* banner() const { return m_banner; }
    StatusBar* status() const { return m_status; }
    ToastStack* toasts() const { return m_toasts; }
    QMenu* fileMenu() const { return m_fileMenu; }
    QMenu* viewMenu() const { return m_viewMenu; }
    QMenu* helpMenu() const { return m_helpMenu; }

    /// Size, theme and density. Only called if the composition root keeps settings at all.
    virtual void restoreFrom(const QSettings& settings);
    virtual void saveTo(QSettings& settings) const;

Q_SIGNALS:
    void currentScreenChanged(const QString& id);
    /// The operator switched between UTC and local time; repaint everything that shows a time.
    void clockModeChanged(ClockMode mode);

private:
    struct Screen
    {
        QString id;
        QString title;
        QWidget* widget = nullptr;
        QAction* action = nullptr;
        QPointer<QWidget> lastFocus;
    };

    const Screen* screenOf(const QString& id) const;
    void buildMenus();
    void buildLookMenus();
    void updateTitle();
    void rememberFocus(QWidget* widget);
    void showKeys();
    void showAbout();
    void applyClockMode(ClockMode mode);

    QList<Screen> m_screens;
    QMenu* m_fileMenu = nullptr;
    QMenu* m_viewMenu = nullptr;
    QMenu* m_helpMenu = nullptr;
    QAction* m_screensEnd = nullptr;
    QActionGroup* m_screenActions = nullptr;
    QActionGroup* m_modeActions = nullptr;
    QActionGroup* m_densityActions = nullptr;
    NavigationRail* m_rail = nullptr;
    BannerBar* m_banner = nullptr;
    QStackedWidget* m_stack = nullptr;
    StatusBar* m_status = nullptr;
    ToastStack* m_toasts = nullptr;
    EnvironmentEdge* m_environmentEdge = nullptr;
    QAction* m_localTime = nullptr;
    QString m_profile;
    QString m_currentScreen;
};

}  // namespace otto
