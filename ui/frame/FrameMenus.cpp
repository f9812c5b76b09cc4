// SPDX-License-Identifier: Apache-2.0
// FrameWindow's menu bar, look settings and dialogs.
#include "ui/frame/AboutDialog.h"
#include "ui/frame/FrameWindow.h"
#include "ui/frame/KeysDialog.h"
#include "ui/widgets/ToastStack.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>

namespace otto {

namespace {

const QString kGeometryKey = QStringLiteral("window/geometry");
const QString kThemeKey = QStringLiteral("look/theme");
const QString kDensityKey = QStringLiteral("look/density");
const QString kClockKey = QStringLiteral("look/localTime");

template <typename Value>
QAction* addChoice(QMenu* menu, QActionGroup* group, const QString& text, Value value, bool checked)
{
    QAction* action = menu->addAction(text);
    action->setCheckable(true);
    action->setData(static_cast<int>(value));
    group->addAction(action);
    action->setChecked(checked);
    return action;
}

void checkChoice(const QActionGroup* group, int value)
{
    const QList<QAction*> actions = group->actions();
    for (QAction* action : actions) {
        action->setChecked(action->data().toInt() == value);
    }
}

}  // namespace

void FrameWindow::buildMenus()
{
    m_fileMenu = menuBar()->addMenu(tr("&File"));
    QAction* quit = m_fileMenu->addAction(tr("&Quit"));
    quit->setObjectName(QStringLiteral("quit"));
    quit->setShortcut(QKeySequence(QStringLiteral("Ctrl+Q")));
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &QWidget::close);

    m_viewMenu = menuBar()->addMenu(tr("&View"));
    m_screensEnd = m_viewMenu->addSeparator();
    buildLookMenus();

    m_helpMenu = menuBar()->addMenu(tr("&Help"));
    QAction* keys = m_helpMenu->addAction(tr("&Keys"));
    keys->setObjectName(QStringLiteral("showKeys"));
    keys->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(QStringLiteral("Ctrl+?")),
                        QKeySequence(Qt::Key_Question)});
    connect(keys, &QAction::triggered, this, &FrameWindow::showKeys);
    QAction* about = m_helpMenu->addAction(tr("&About Otto Console"));
    about->setObjectName(QStringLiteral("showAbout"));
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, &FrameWindow::showAbout);
}

void FrameWindow::buildLookMenus()
{
    Theme& theme = Theme::current();
    QMenu* themes = m_viewMenu->addMenu(tr("&Theme"));
    m_modeActions = new QActionGroup(this);
    addChoice(themes, m_modeActions, tr("&Light"), ThemeMode::Light,
              theme.mode() == ThemeMode::Light)
        ->setObjectName(QStringLiteral("theme.light"));
    addChoice(themes, m_modeActions, tr("&Dark"), ThemeMode::Dark, theme.mode() == ThemeMode::Dark)
        ->setObjectName(QStringLiteral("theme.dark"));
    addChoice(themes, m_modeActions, tr("Like the &system"), ThemeMode::System,
              theme.mode() == ThemeMode::System)
        ->setObjectName(QStringLiteral("theme.system"));
    connect(m_modeActions, &QActionGroup::triggered, this, [](const QAction* action) {
        Theme::current().setMode(static_cast<ThemeMode>(action->data().toInt()));
    });

    QMenu* densities = m_viewMenu->addMenu(tr("&Density"));
    m_densityActions = new QActionGroup(this);
    addChoice(densities, m_densityActions, tr("&Normal"), Density::Normal,
              theme.density() == Density::Normal)
        ->setObjectName(QStringLiteral("density.normal"));
    addChoice(densities, m_densityActions, tr("&Compact"), Density::Compact,
              theme.density() == Density::Compact)
        ->setObjectName(QStringLiteral("density.compact"));
    connect(m_densityActions, &QActionGroup::triggered, this, [](const QAction* action) {
        Theme::current().setDensity(static_cast<Density>(action->data().toInt()));
    });
    // Whoever changes the theme, the menu shows what holds.
    connect(&theme, &Theme::changed, this, [this] {
        checkChoice(m_modeActions, static_cast<int>(Theme::current().mode()));
        checkChoice(m_densityActions, static_cast<int>(Theme::current().density()));
    });

    m_localTime = m_viewMenu->addAction(tr("&Local time instead of UTC"));
    m_localTime->setObjectName(QStringLiteral("localTime"));
    m_localTime->setCheckable(true);
    m_localTime->setChecked(clockMode() == ClockMode::Local);
    connect(m_localTime, &QAction::toggled, this,
            [this](bool local) { applyClockMode(local ? ClockMode::Local : ClockMode::Utc); });

    QAction* dismiss = m_viewMenu->addAction(tr("Dismiss &messages"));
    dismiss->setObjectName(QStringLiteral("dismissMessages"));
    dismiss->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+M")));
    connect(dismiss, &QAction::triggered, m_toasts, &ToastStack::dismissAll);

    QAction* fullScreen = m_viewMenu->addAction(tr("&Full screen"));
    fullScreen->setObjectName(QStringLiteral("fullScreen"));
    fullScreen->setShortcut(QKeySequence(Qt::Key_F11));
    fullScreen->setCheckable(true);
    connect(fullScreen, &QAction::toggled, this, [this](bool full) {
        setWindowState(windowState().setFlag(Qt::WindowFullScreen, full));
    });
}

void FrameWindow::applyClockMode(ClockMode mode)
{
    setClockMode(mode);
    Q_EMIT clockModeChanged(mode);
}

void FrameWindow::showKeys()
{
    const QString everywhere = tr("Everywhere");
    QStringList groups{everywhere};
    for (const Screen& screen : std::as_const(m_screens)) {
        groups.append(screen.title);
    }
    const auto groupOf = [this, &everywhere](const QObject* action) -> const QString& {
        for (const Screen& screen : m_screens) {
            for (const QObject* owner = action; owner != nullptr; owner = owner->parent()) {
                if (owner == screen.widget) {
                    return screen.title;
                }
            }
        }
        return everywhere;
    };
    auto* dialog = new KeysDialog(KeysDialog::entriesOf(this, groups, groupOf), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void FrameWindow::showAbout()
{
    auto* dialog = new AboutDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void FrameWindow::restoreFrom(const QSettings& settings)
{
    restoreGeometry(settings.value(kGeometryKey).toByteArray());
    // By name: a number of an older version could mean something else.
    const QString mode = settings.value(kThemeKey, QStringLiteral("system")).toString();
    Theme::current().setMode(mode == QStringLiteral("dark")    ? ThemeMode::Dark
                             : mode == QStringLiteral("light") ? ThemeMode::Light
                                                               : ThemeMode::System);
    const bool compact = settings.value(kDensityKey).toString() == QStringLiteral("compact");
    Theme::current().setDensity(compact ? Density::Compact : Density::Normal);
    m_localTime->setChecked(settings.value(kClockKey, false).toBool());
}

void FrameWindow::saveTo(QSettings& settings) const
{
    const Theme& theme = Theme::current();
    settings.setValue(kGeometryKey, saveGeometry());
    settings.setValue(kThemeKey, theme.mode() == ThemeMode::Dark    ? QStringLiteral("dark")
                                 : theme.mode() == ThemeMode::Light ? QStringLiteral("light")
                                                                    : QStringLiteral("system"));
    settings.setValue(kDensityKey, theme.density() == Density::Compact ? QStringLiteral("compact")
                                                                       : QStringLiteral("normal"));
    settings.setValue(kClockKey, clockMode() == ClockMode::Local);
}

}  // namespace otto
