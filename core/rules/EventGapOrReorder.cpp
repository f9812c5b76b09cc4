// SPDX-License-Identifier: Apache-2.0
#include "core/rules/EventGapOrReorder.h"

#include "core/model/Lifecycle.h"
#include "core/rules/RuleText.h"

#include <algorithm>

namespace otto {
namespace {

struct Break
{
    enum class Kind { Hole, Contradiction, IllegalTransition };
    Kind kind = Kind::Hole;
    System source = System::Otto;
    Instant since;
    MessageId id;
    std::string what;
};

void findBreaks(const Payment& payment, System system, std::vector<Break>& out)
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
            out.push_back({Break::Kind::Contradiction, system, std::max(seen.time, other.time),
                           seen.id,
                           name + " published version " + std::to_string(seen.version)
                               + " twice with different ids"});
            continue;
        }
        if (seen.version > before + 1) {
            const std::string missing = seen.version == before + 2
                                            ? "version " + std::to_string(before + 1) + " is"
                                            : "versions " + std::to_string(before + 1) + " to "
                                                  + std::to_string(seen.version - 1) + " are";
            out.push_back({Break::Kind::Hole, system, seen.time, seen.id,
                           name + ": " + missing + " missing before version "
                               + std::to_string(seen.version)});
            continue;
        }
        const bool bothStatus = i > 0 && seen.status && versions[i - 1].status;
        if (bothStatus && !isLegalTransition(*versions[i - 1].status, *seen.status)) {
            out.push_back({Break::Kind::IllegalTransition, system, seen.time, seen.id,
                           name + " went from " + std::string(wireName(*versions[i - 1].status))
                               + " to " + std::string(wireName(*seen.status))
                               + ", which the lifecycle does not know"});
        }
    }
}

std::vector<Break> breaksOf(const Payment& payment)
{
    std::vector<Break> out;
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        findBreaks(payment, static_cast<System>(i), out);
    }
    return out;
}

}  // namespace

RuleResponse EventGapOrReorder::response() const
{
    return {"GetPaymentStatus", false, "ResyncPaymentStatus", "REPLAY_EVENTS"};
}

Verdict EventGapOrReorder::evaluate(const RuleInput& input) const
{
    Verdict verdict;
    const auto recheck = [&verdict](Instant at) {
        verdict.recheckAt = verdict.recheckAt ? std::min(*verdict.recheckAt, at) : at;
    };
    for (const Break& found : breaksOf(*input.payment)) {
        // Kafka orders only within a partition of one topic, so a hole may close by itself.
        const Instant due =
            found.kind == Break::Kind::Hole ? found.since + m_parameters.versionGap : found.since;
        if (input.now < due) {
            recheck(due);
            continue;
        }
        verdict.holds = true;
        const Instant high = found.since + m_parameters.versionGapHigh;
        if (input.now <= high) {
            recheck(high + Duration{1});
        }
    }
    return verdict;
}

Finding EventGapOrReorder::describe(const RuleInput& input) const
{
    Finding finding;
    finding.severity = Severity::Warn;
    std::string list;
    for (const Break& found : breaksOf(*input.payment)) {
        list += (list.empty() ? "" : "; ") + found.what;
        finding.observed.emplace_back(std::string(wireName(found.source)), found.what);
        finding.evidence.push_back({found.source, found.id});
        if (input.now - found.since > m_parameters.versionGapHigh) {
            finding.severity = Severity::Error;
        }
    }
    finding.sentence = "The history of this payment does not add up: " + list + ".";
    finding.expected =
        "versions 1, 2, 3 ... of every source, each once, with lifecycle transitions";
    finding.exposure = input.payment->amount();
    return finding;
}

}  // namespace otto
