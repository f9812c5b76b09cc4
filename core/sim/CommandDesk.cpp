// SPDX-License-Identifier: Apache-2.0
#include "core/sim/CommandDesk.h"

#include "core/sim/Conversation.h"

#include <algorithm>

namespace otto {
namespace {

constexpr Duration kReplayWindow{10'000};
constexpr std::size_t kReplaysMax = 10;
/// Between two facts.
constexpr Duration kReplayGap{5};

}  // namespace

bool needsApproval(const Body& command)
{
    const auto* resolve = std::get_if<ResolveReconBreak>(&command);
    return std::holds_alternative<RequestRecall>(command)
           || std::holds_alternative<PostTransaction>(command)
           || std::holds_alternative<ReverseTransaction>(command)
           || std::holds_alternative<ReleaseHold>(command)
           || (resolve != nullptr && resolve->resolution.is(ReconResolution::WriteOff));
}

std::optional<CommandVerdict> unapproved(const Body& command)
{
    const CommandHead& head = *headOfCommand(command);
    if (!needsApproval(command) || (head.approvedBy && *head.approvedBy != head.requestedBy)) {
        return std::nullopt;
    }
    return CommandVerdict::refused("APPROVAL_REQUIRED",
                                   head.approvedBy ? "whoever asks for it may not approve it"
                                                   : "a second person must approve it");
}

CommandVerdict Replay::judge(Instant now, const ReplayEvents& command, const FactLog& log)
{
    while (!m_recent.empty() && m_recent.front() + kReplayWindow <= now) {
        m_recent.pop_front();
    }
    if (m_recent.size() >= kReplaysMax) {
        CommandVerdict verdict =
            CommandVerdict::refused("RATE_LIMITED", "too many replays at once");
        verdict.rejection->retryable = true;
        return verdict;
    }
    const bool isFeed = command.head.paymentId.value == "feed";
    if (isFeed && (!command.fromSequence || !command.toSequence)) {
        return CommandVerdict::refused("RANGE_MISSING",
                                       "a replay of the feed needs fromSequence and toSequence");
    }
    std::vector<Message> facts =
        log.find(isFeed ? std::nullopt : std::optional(command.head.paymentId),
                 command.fromSequence, command.toSequence);
    if (facts.empty()) {
        return CommandVerdict::refused("NOT_FOUND", "nothing of it is kept here");
    }
    if (!command.head.dryRun) {
        m_recent.push_back(now);
    }
    CommandVerdict verdict;
    if (!isFeed) {
        for (const Message& fact : facts) {
            verdict.entityVersion = std::max(verdict.entityVersion, fact.envelope.entityVersion);
        }
    }
    verdict.tell = [count = facts.size(), from = facts.front().envelope.sequence,
                    to = facts.back().envelope.sequence](Body& outcome) {
        EventsReplayed& body = std::get<EventsReplayed>(outcome);
        body.fromSequence = from;
        body.toSequence = to;
        body.replayed = count;
    };
    verdict.apply = [facts = std::move(facts)](Instant, Instant factAt, const MessageId&,
                                               SourceOutbox& out) {
        Instant due = factAt;
        for (const Message& fact : facts) {
            out.publish(due, fact);
            due += kReplayGap;
        }
    };
    return verdict;
}

}  // namespace otto
