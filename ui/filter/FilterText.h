// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterWorker.h"

#include <QString>

namespace otto {

class EngineClient;

/// What filters are compiled and rows judged with at this desk, now.
FilterContext filterContext(const EngineClient& client);

/// "812 of 40 213 rows match, scanned 40 213 in 18 ms; live", "..., 12 000 to go; Esc stops".
/// `rows` are those there are, `matches` those of them that are shown.
QString scanText(const ScanProgress& progress, qint64 matches, qint64 rows);

}  // namespace otto
