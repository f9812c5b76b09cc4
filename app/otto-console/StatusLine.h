// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/EngineStatus.h"

#include <string>

namespace otto {

/// Where the engine stands, for somebody who has no window:
/// `15:04:05Z demo: up, deciding, 30144 facts (41 records/s), flags 36 open of 162, ...`.
std::string statusLine(const std::string& profile, const EngineStatus& status);

}  // namespace otto
