// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

namespace otto {

/// Waiting times of the catalogue; the defaults are those of domain.md 5.
struct RuleParameters
{
    Duration corePostingMissing = std::chrono::seconds{60};
    Duration debitPending = std::chrono::seconds{30};
    Duration limitsNotRestored = std::chrono::minutes{2};
    Duration versionGap = std::chrono::seconds{10};
    Duration versionGapHigh = std::chrono::seconds{60};
    /// OT05 is high when more than this share of a cap is held back.
    int limitsHighPercent = 10;
    /// OT01 is high at this multiple of the SLA.
    int stuckHighFactor = 3;
};

}  // namespace otto
