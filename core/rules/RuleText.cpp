// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleText.h"

namespace otto {

std::string durationText(Duration duration)
{
    const std::int64_t seconds = duration.count() / 1000;
    if (seconds < 120) {
        return std::to_string(seconds) + " s";
    }
    const std::int64_t minutes = seconds / 60;
    if (minutes < 60) {
        return std::to_string(minutes) + " min";
    }
    return std::to_string(minutes / 60) + " h"
           + (minutes % 60 > 0 ? " " + std::to_string(minutes % 60) + " min" : std::string());
}

Instant instantOf(const cel::Value& timestamp)
{
    const cel::Timestamp at = timestamp.asTimestamp();
    return {at.seconds * 1000 + at.nanos / 1'000'000};
}

}  // namespace otto
