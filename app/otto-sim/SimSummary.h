// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sim/World.h"

#include <cstdint>
#include <string>

namespace otto {

/// One JSON line with a line feed: scenario, seed, what each system did, and the record counts.
std::string summaryLine(const std::string& scenario, std::uint64_t seed,
                        const WorldStatistics& statistics);

}  // namespace otto
