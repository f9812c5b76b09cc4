// SPDX-License-Identifier: Apache-2.0
#include "core/rules/SourceSilence.h"

#include "core/rules/RuleText.h"

namespace otto {

RuleResponse SourceSilence::response() const
{
    return {"", false, "", "REPLAY_EVENTS"};
}

Verdict SourceSilence::evaluate(const RuleInput& input) const
{
    const Feed& feed = (*input.feeds)[static_cast<std::size_t>(input.feed)];
    if (!feed.heardAt || !feed.heartbeatEvery) {
        return {};
    }
    if (feed.isSilent(input.now)) {
        return {true, std::nullopt};
    }
    return {false, *feed.heardAt + 3 * *feed.heartbeatEvery + Duration{1}};
}

Finding SourceSilence::describe(const RuleInput& input) const
{
    const Feed& feed = (*input.feeds)[static_cast<std::size_t>(input.feed)];
    const Instant heardAt = feed.heardAt.value_or(Instant{});
    const Duration every = feed.heartbeatEvery.value_or(Duration{0});
    const std::string name(wireName(input.feed));
    Finding finding;
    finding.severity = Severity::Fatal;
    finding.sentence = "Nothing was heard from " + name + " for "
                       + durationText(input.now - heardAt) + "; it promised a heartbeat every "
                       + durationText(every) + ".";
    finding.observed = {{"lastHeard", heardAt.text()},
                        {"heartbeatEvery", durationText(every)}};
    finding.expected = "a fact or heartbeat within " + durationText(3 * every);
    finding.evidence = {{input.feed, feed.heardId}};
    return finding;
}

}  // namespace otto
