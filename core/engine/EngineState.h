// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Codec.h"
#include "core/engine/Duty.h"
#include "core/engine/EngineOptions.h"
#include "core/engine/Outbox.h"
#include "core/engine/OverviewStatistics.h"
#include "core/engine/PaymentStore.h"
#include "core/engine/Quarantine.h"
#include "core/engine/RecordWindow.h"
#include "core/engine/Step.h"
#include "core/engine/view/Delta.h"
#include "core/journal/JournalFold.h"
#include "core/rules/RuleRunner.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
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

/// What an operator was told would be recorded, until its journal record is read back.
struct Promise
{
    OperatorId operatorId;
    /// The request's name.
    std::string request;
    /// What it is about, in words: "RestoreLimits on PMT-1".
    std::string target;
    /// Only for an order: its record and the digest of what was looked at.
    std::optional<CommandIssued> order;
    std::string digest;
};

/// An order that was accepted and then not recorded: nothing was sent. Only this desk knows of it.
struct LostOrder
{
    CommandIssued issued;
    /// The end of a sentence: "no broker answers".
    std::string reason;
    Instant at;
};

/// The connection was lost and is back (design 3.7).
struct Outage
{
    /// Time proven before it.
    Instant provenBefore;
    Instant upSince;
};

/// What changed since the last delta, by id.
struct Changes
{
    std::set<FlagId> flags;
    std::set<RequestId> questions;
    std::set<CommandId> commands;
    /// Each at least once.
    std::vector<std::uint32_t> payments;
    std::vector<StreamRow> streamRows;
    std::vector<QuarantineView> quarantined;
    std::vector<OddAnswerView> oddAnswers;
    bool anything = false;
};

/// Everything the engine knows. Its parts read and change it in turn, on the engine's one thread.
struct EngineState
{
    explicit EngineState(EngineOptions engineOptions)
        : options(std::move(engineOptions)),
          decoder(options.env),
          runner(options.rules ? options.rules : RuleSet::builtIn(ruleVocabulary())),
          payments(options.unpackedPayments),
          journal(options.shards),
          outbox(options),
          duty(options),
          quarantine(options.quarantineMax, options.quarantineBytesMax),
          window(options.recordWindowBytes)
    {
        status.env = options.env;
        status.instance = options.instance;
    }

    EngineOptions options;
    Instant now;
    /// Somebody looks at the stream of records.
    bool isWatched = true;
    Decoder decoder;
    RuleRunner runner;
    PaymentStore payments;
    FeedTable feeds;
    JournalFold journal;
    Outbox outbox;
    Duty duty;
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
    /// By outbox key.
    std::map<std::string, Promise> promises;
    std::map<CommandId, LostOrder> lostOrders;
    /// For the audit log, in the next effects.
    std::vector<AuditLine> audit;
    std::deque<Unmatched> unmatched;
    std::deque<OddAnswerView> oddAnswers;
    /// Answers and outcomes that nothing asked for, by the payment they speak of; as many as
    /// oddAnswers.
    std::map<PaymentId, std::vector<OrphanSeen>> orphans;

    /// Decisions whose public record was not read back yet.
    std::set<FlagId> raisesToPublish;
    std::set<FlagId> clearsToPublish;
    std::set<RequestId> requestsToPublish;
    std::set<CommandId> commandsToPublish;
    /// Public records that the broker refused: tried again on the next proven cut only.
    std::set<MessageId> heldBack;
    /// Highest `sequence` of our own feed, for FlagRaised and FlagCleared facts, and those given to
    /// facts that were not read back yet.
    std::uint64_t sequence = 0;
    std::map<MessageId, std::uint64_t> sequences;
    /// Facts are read from then on: the lookback before the first step.
    std::optional<Instant> readSince;
    /// Proven time at which this engine first was complete.
    std::optional<Instant> completeSince;
    /// The journal gave the duty another owner, or its owner a sign of life.
    bool isDutyTouched = false;
    /// Partitions of the journal topic; absent until it was found.
    std::optional<std::int32_t> journalPartitions;
    std::optional<Outage> outage;
    /// The set of rules in force, and the latest one that was refused.
    std::string rulesOrigin = options.rulesOrigin;
    std::optional<Instant> rulesActiveSince;
    /// At that proven time open flags of rules that the set lacks are looked for next; unset before
    /// the first cut that this engine decides with the set.
    std::optional<Instant> supersedeAt;
    std::vector<RuleError> ruleErrors;
    std::optional<Instant> rulesRefusedAt;
    /// Why the broker does not take our decisions; empty when it does.
    std::string journalTrouble;
    /// Why it does not take this public record.
    std::optional<std::pair<MessageId, std::string>> publicTrouble;

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
    /// The owner's right to send commands for the subject; see Duty::maySendCommands().
    [[nodiscard]] bool maySendCommands(const std::string& subject) const;
    /// The time up to which deadlines may fire when everything up to `proven` was read. After an
    /// outage the sources may still hold facts from meanwhile, so it stands still until every feed
    /// that was alive before has spoken again, or three of its heartbeats have passed.
    [[nodiscard]] Instant judgedUpTo(Instant proven);
    /// The same for an onlooker, at the latest proven time; absent until there is one.
    [[nodiscard]] std::optional<Instant> judgedUpTo() const;
    /// Some source that was alive before the outage has not spoken since and may yet.
    [[nodiscard]] bool isAwaiting(const Outage& past, Instant proven) const;
    /// Takes another set of rules into use, or remembers why not.
    void takeRules(RulesOffer offer);
    /// What is wrong with the journal's topic, in one sentence; empty when nothing is.
    [[nodiscard]] std::string journalObstacle() const;
    /// Something the operator must know; shown until the next one.
    void warn(std::string sentence);
    void addOddAnswer(OddAnswerView odd);
    void forgetOrphan(const OddAnswerView& odd);
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
    void paymentChanged(std::uint32_t index, Aspects aspects);
};

/// Message ids of public records, derived so that everyone recognises a repeat (design 3.6).
MessageId raisedMessageId(const FlagId& id);
MessageId clearedMessageId(const FlagId& id);

}  // namespace otto
