// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/StatusBar.h"

#include <QString>

namespace otto {

class EngineClient;

/// Fills the status bar (product.md 5.10) from the engine's last status. `profile` is what the
/// operator started ("demo", a profile file's name).
void fillStatusCells(StatusBar& bar, const EngineClient& client, const QString& profile);

}  // namespace otto
