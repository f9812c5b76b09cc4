// SPDX-License-Identifier: Apache-2.0
#include "core/rules/HistoryBreaks.h"

#include "core/model/Lifecycle.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

void findBreaks(const Payment& payment, System system, std::vector<HistoryBreak>& out)
{
    const auto& versions = payment.source(system).versions;
    const std::string name(wireName(system));
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const VersionSeen& seen = versions[i];
        // Before the first version heard nothing is missed unless the payment's beginning was read.
        const std::uint32_t before =
            i > 0 ? versions[i - 1].version : (payment.added ? 0 : seen.version - 1);
        if (seen.version == before) {
            const VersionSeen& other = versions[i - 1];
            out.push_back({HistoryBreak::Kind::Contradiction, system,
                           std::max(seen.time, other.time), seen.id,
                           name + " published version " + std::to_string(seen.version)
                               + " twice with different ids"});
            continue;
        }
        if (seen.version > before + 1) {
            const std::string missing = seen.version == before + 2
                                            ? "version " + std::to_string(before + 1) + " is"
                                            : "versions " + std::to_string(before + 1) + " to "
                                                  + std::to_string(seen.version - 1) + " are";
            out.push_back({HistoryBreak::Kind::Hole, system, seen.time, seen.id,
                           name + ": " + missing + " missing before version "
                               + std::to_string(seen.version)});
            continue;
        }
        const bool bothStatus = i > 0 && seen.status && versions[i - 1].status;
        if (bothStatus && !isLegalTransition(*versions[i - 1].status, *seen.status)) {
            out.push_back({HistoryBreak::Kind::IllegalTransition, system, seen.time, seen.id,
                           name + " went from " + std::string(wireName(*versions[i - 1].status))
                               + " to " + std::string(wireName(*seen.status))
                               + ", which the lifecycle does not know"});
        }
    }
}

}  // namespace

std::string_view breakName(HistoryBreak::Kind kind)
{
    constexpr std::array<std::string_view, 3> kNames{"hole", "contradiction", "transition"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::vector<HistoryBreak> historyBreaks(const Payment& payment)
{
    std::vector<HistoryBreak> out;
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        findBreaks(payment, static_cast<System>(i), out);
    }
    std::stable_sort(out.begin(), out.end(), [](const HistoryBreak& a, const HistoryBreak& b) {
        return a.since < b.since;
    });
    return out;
}

}  // namespace otto
