// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureDamage.h"

#include <algorithm>

namespace otto {
namespace {

/// In one sentence; the rest is counted.
constexpr std::size_t kNamedMax = 5;

std::string counted(std::uint64_t count, const std::string& one)
{
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

}  // namespace

std::string CaptureDamage::text() const
{
    std::string text =
        "bytes " + std::to_string(from) + " to " + std::to_string(to) + ": " + reason;
    if (!recordsLost)
        return text + "; how many records were in them is not known";
    if (blocksLost.value_or(0) == 0 && *recordsLost == 0)
        return text + "; no record is lost";
    return text + "; " + counted(blocksLost.value_or(0), "block") + " with "
           + counted(*recordsLost, "record") + " lost";
}

std::string captureDamageText(const std::vector<CaptureDamage>& damage)
{
    if (damage.empty())
        return {};
    std::uint64_t records = 0;
    bool isAllKnown = true;
    for (const CaptureDamage& one : damage) {
        records += one.recordsLost.value_or(0);
        isAllKnown = isAllKnown && one.recordsLost;
    }
    std::string text = "The capture is damaged (";
    text += isAllKnown ? "" : "at least ";
    text += counted(records, "record") + " lost, everything else was read): ";
    for (std::size_t i = 0; i < std::min(damage.size(), kNamedMax); ++i)
        text += (i == 0 ? "" : "; ") + damage[i].text();
    if (damage.size() > kNamedMax)
        text += "; and " + counted(damage.size() - kNamedMax, "further place");
    return text + ".";
}

}  // namespace otto
