// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/ThemeIcon.h"

#include "ui/theme/SvgIconEngine.h"
#include "ui/theme/Theme.h"

#include <QFile>

namespace otto {

QIcon themeIcon(const char* name, IconTint tint)
{
    // Registers the resources if this is the first thing a program asks of the theme.
    Theme::current();
    QFile file(QStringLiteral(":/icons/") + QLatin1StringView(name) + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QIcon(new SvgIconEngine(file.readAll(), tint));
}

}  // namespace otto
