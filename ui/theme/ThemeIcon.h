// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>

namespace otto {

/// Which colour of the theme an icon is drawn in.
enum class IconTint { Text, Secondary, Accent, OnAccent };

/// The icon of resources/icons/<name>.svg in the theme's colour at the moment it is painted: it
/// follows a theme change by itself, is sharp at any device pixel ratio and greys out when
/// disabled. An unknown name gives a null icon.
QIcon themeIcon(const char* name, IconTint tint = IconTint::Text);

}  // namespace otto
