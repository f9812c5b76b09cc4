// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Theme.h"

#include <QPalette>

namespace otto {

/// The palette that Fusion and our own painting take their colours from.
QPalette paletteOf(const ThemeColors& colors);

/// The application's style sheet: resources/themes/otto.qss with its ${tokens} filled in. A token
/// of the sheet that does not exist is left as it stands, which tst_Theme looks for.
QString styleSheetOf(const ThemeColors& colors, bool dark, Density density,
                     const QString& monoFamily);

}  // namespace otto
