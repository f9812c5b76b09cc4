// SPDX-License-Identifier: Apache-2.0
#include "ui/ScreenPictures.h"

#include "ui/frame/FrameWindow.h"
#include "ui/theme/Theme.h"

#include <QCoreApplication>
#include <QDir>
#include <QPixmap>

namespace otto {

namespace {

constexpr QSize kPictureSize{1440, 900};
/// Layout of charts and of re-polished widgets takes more than one turn of the event loop.
constexpr int kTurns = 4;

void letSettle()
{
    for (int turn = 0; turn < kTurns; ++turn)
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
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
        const QString look = mode == ThemeMode::Light ? QStringLiteral("light") : QStringLiteral("dark");
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
