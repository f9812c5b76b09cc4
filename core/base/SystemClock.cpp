// SPDX-License-Identifier: Apache-2.0
#include "core/base/Clock.h"

namespace otto {

Instant SystemClock::now() const
{
    const auto sinceEpoch = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<Duration>(sinceEpoch).count()};
}

}  // namespace otto
