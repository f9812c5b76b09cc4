// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Codec.h"
#include "core/engine/DeadlineQueue.h"
#include "core/engine/Duty.h"
#include "core/engine/EngineOptions.h"
#include "core/engine/Outbox.h"
#include "core/engine/OverviewStatistics.h"
#include "core/engine/PaymentStore.h"
#include "core/engine/Quarantine.h"
#include "core/engine/RecordWindow.h"
#include "core/engine/view/Delta.h"
#include "core/journal/JournalFold.h"
#include "core/rules/RuleSet.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace otto {

/// An answer that was read, whoever asked.
struct AnswerSeen
{
    MessageId id;
    System from = System::Otto;
    Open<AnswerResult> result;
    bool conclusive = false;
    bool isRetryable = false;
    std::optional<std::int64_t> retryAfterMs;
    /// The answer message's time.
    Instant at;
    std::string text;
    RecordRef recordAt;
};

/// An outcome that was read.
struct OutcomeSeen
{
    MessageId id;
    std::string outcome;
    std::optional<std::uint32_t> entityVersion;
    std::optional<Rejection> rejection;
    Instant at;
    RecordRef recordAt;
};

/// A record of ours that was read back from its public topic.
struct PublishedSeen
{
    Instant at;
    RecordRef recordAt;
};

/// A message whose cause is not in the journal as far as it was read.
struct Unmatched
{
    Message message;
    Provenance from;
};

/// An order whose journal record was not read back yet.
struct OrderInFlight
{
    CommandId commandId;
    std::string digest;
};

/// What changed since the last delta, by id.
struct Changes
{
    std::set<FlagId> flags;
    std::set<RequestId> questions;
    std::set<CommandId> commands;
    std::set<std::uint32_t> payments;
    std::vector<StreamRow> streamRows;
    std::uint64_t streamRowsSkipped = 0;
    std::vector<QuarantineView> quarantined;
    std::vector<OddAnswerView> oddAnswers;
    bool anything = false;
};

/// Everything the engine knows. Its parts read and change it in turn, on the engine's one thread.
struct EngineState
{
    explicit EngineState(EngineOptions engineOptions)
        : options(std::move(engineOptions)), decoder(options.env), rules(options.rules),
          journal(options.shards), outbox(options), duty(options),
          quarantine(options.quarantineMax, options.quarantineBytesMax),
          window(options.recordWindowBytes)
    {
        status.env = options.env;
        status.instance = options.instance;
    }

    EngineOptions options;
    Instant now;
    Decoder decoder;
    RuleSet rules;
    PaymentStore payments;
    FeedTable feeds;
    JournalFold journal;
    Outbox outbox;
    Duty duty;
    DeadlineQueue deadlines;
    Quarantine quarantine;
    RecordWindow window;
    OverviewStatistics statistics;
    EngineStatus status;
    Changes changes;

    /// First answer per request; later ones are odd.
    std::map<RequestId, AnswerSeen> answers;
    std::map<CommandId, OutcomeSeen> outcomes;
    /// Our own public records by message id.
    std::map<MessageId, PublishedSeen> published;
    /// Commands whose delivery nobody knows: never sent again by the engine.
    std::set<CommandId> doubtfulCommands;
    /// Meaningful while the outbox says the payment's order is in flight.
    std::map<PaymentId, OrderInFlight> ordersInFlight;
    std::vector<Unmatched> unmatched;
    std::deque<OddAnswerView> oddAnswers;

    /// Decisions whose public record was not read back yet.
    std::set<FlagId> raisesToPublish;
    std::set<FlagId> clearsToPublish;
    std::set<RequestId> requestsToPublish;
    std::set<CommandId> commandsToPublish;
    /// Highest `sequence` of our own feed, for FlagRaised and FlagCleared facts.
    std::uint64_t sequence = 0;
    /// Proven time at which this engine first was complete.
    std::optional<Instant> completeSince;
    std::set<System> dirtyFeeds;

    [[nodiscard]] Writer writerFor(const std::string& subject) const
    {
        return {options.instance, journal.owner(outbox.shardOf(subject)).epoch};
    }
    /// This engine is on duty and owns the subject's shard.
    [[nodiscard]] bool decidesFor(const std::string& subject) const
    {
        return duty.state() == DutyState::Deciding
               && duty.isOwner(journal, outbox.shardOf(subject));
    }
    void addOddAnswer(OddAnswerView odd);
    void flagChanged(const FlagId& id)
    {
        changes.flags.insert(id);
        changes.anything = true;
    }
    void questionChanged(const RequestId& id)
    {
        changes.questions.insert(id);
        changes.anything = true;
    }
    void commandChanged(const CommandId& id)
    {
        changes.commands.insert(id);
        changes.anything = true;
    }
    /// The payment's views and everything that hangs on it may look different now.
    void paymentChanged(std::uint32_t index);
};

/// Message ids of public records, derived so that everyone recognises a repeat (design 3.6).
MessageId raisedMessageId(const FlagId& id);
MessageId clearedMessageId(const FlagId& id);

}  // namespace otto
