// SPDX-License-Identifier: Apache-2.0
#include "ui/ScreenPictures.h"

#include "ui/frame/FrameWindow.h"
#include "ui/theme/Theme.h"

#include <QDir>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>

namespace otto {

namespace {

constexpr QSize kPictureSize{1440, 900};
/// Charts lay themselves out and live tables scroll in turns of the event loop and by short timers.
constexpr int kSettleMs = 200;

void letSettle()
{
    QEventLoop loop;
    QTimer::singleShot(kSettleMs, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeUserInputEvents);
}

Status saveAll(FrameWindow& window, const QStringList& screens, const QDir& folder,
               const QString& ending)
{
    for (const QString& screen : screens) {
        window.setCurrentScreen(screen);
        letSettle();
        const QString path = folder.filePath(screen + QLatin1Char('-') + ending);
        if (!window.grab().save(path))
            return fail("SCREENSHOT", "Cannot write " + path.toStdString() + ".");
    }
    return {};
}

}  // namespace

Status saveScreenPictures(FrameWindow& window, const QStringList& screens, const QString& folder,
                          const QString& suffix)
{
    const QDir dir(folder);
    if (!dir.mkpath(QStringLiteral(".")))
        return fail("SCREENSHOT", "Cannot make the folder " + folder.toStdString() + ".");
    const QSize sizeBefore = window.size();
    const QString screenBefore = window.currentScreen();
    const ThemeMode modeBefore = Theme::current().mode();
    window.resize(kPictureSize);
    Status done;
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        Theme::current().setMode(mode);
        const QString look =
            mode == ThemeMode::Light ? QStringLiteral("light") : QStringLiteral("dark");
        done = saveAll(window, screens, dir, look + suffix + QStringLiteral(".png"));
        if (!done)
            break;
    }
    Theme::current().setMode(modeBefore);
    window.setCurrentScreen(screenBefore);
    window.resize(sizeBefore);
    return done;
}

}  // namespace otto
