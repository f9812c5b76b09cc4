// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <QString>

namespace otto {

class FrameWindow;

/// Pictures of every screen of a window in light and dark, 1440 x 900:
/// <folder>/<screen>-<light|dark><suffix>.png. Lets pending layout and painting run; size, theme
/// and shown screen are as before afterwards. Error SCREENSHOT names the file that could not be
/// written.
Status saveScreenPictures(FrameWindow& window, const QStringList& screens, const QString& folder,
                          const QString& suffix);

}  // namespace otto
