// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace otto {

/// Who decides in one shard of the journal.
struct ShardOwner
{
    std::uint64_t epoch = 0;
    std::string instance;
    std::string description;
    bool released = true;
    /// Time of the owner's last record here: its sign of life.
    Instant heardAt;
    Instant since;
    /// The owner before did not give it up.
    bool isTakenOver = false;
};

struct FlagEntry
{
    FlagRaised raised;
    std::optional<FlagClosed> closed;
    std::optional<OperatorId> owner;
    std::uint32_t claimVersion = 0;

    [[nodiscard]] bool isOpen() const { return !closed.has_value(); }
    /// Payment id, or `feed:<source>`.
    [[nodiscard]] std::string subject() const;
};

struct QuestionAttempt
{
    QueryIssued issued;
    std::optional<QueryAnswered> answered;
    std::optional<QueryExpired> expired;
};

/// A question over all its attempts, oldest first.
struct QuestionEntry
{
    std::vector<QuestionAttempt> attempts;

    [[nodiscard]] const QuestionAttempt& last() const { return attempts.back(); }
    [[nodiscard]] bool isPending() const;
};

struct CommandEntry
{
    CommandIssued issued;
    std::optional<CommandOutcome> outcome;
    std::optional<CommandVerified> verification;

    /// The target itself said what became of it; UNKNOWN and NOT_SENT are our own words.
    [[nodiscard]] bool hasRealOutcome() const;
    [[nodiscard]] bool isApplied() const;
    /// Nothing more is expected of it.
    [[nodiscard]] bool isFinished() const;
};

/// An outcome that a target can have given.
bool isRealOutcome(const std::string& outcome);
/// The target says that what the command asked for is so.
bool isAppliedOutcome(const std::string& outcome);

/// What a folded record changed.
enum class FoldChange : std::uint8_t { None, Duty, Decision, Void };

/// What is true by the journal: the fold of its shards in offset order, the same on every desk; the
/// first valid record wins (design 3.5; reliability_performance.md 2.4). Validity is decided shard
/// by shard from that shard's records alone. Pure; one thread.
class JournalFold
{
public:
    explicit JournalFold(std::uint32_t shardCount) : m_shards(shardCount) {}

    /// Applies the next record of a shard. Void records change nothing; voidReason() says why.
    FoldChange apply(std::uint32_t shard, const Message& message);
    [[nodiscard]] const std::string& voidReason() const { return m_voidReason; }

    [[nodiscard]] std::uint32_t shardCount() const
    {
        return static_cast<std::uint32_t>(m_shards.size());
    }
    [[nodiscard]] const ShardOwner& owner(std::uint32_t shard) const { return m_shards[shard]; }

    [[nodiscard]] const FlagEntry* flag(const FlagId& id) const;
    /// The open flag of a rule on a subject, or null; there is at most one.
    [[nodiscard]] const FlagEntry* openFlag(const std::string& ruleId,
                                            const std::string& subject) const;
    /// How often the rule was raised on the subject so far.
    [[nodiscard]] std::uint32_t occurrences(const std::string& ruleId,
                                            const std::string& subject) const;
    [[nodiscard]] const std::map<FlagId, FlagEntry>& flags() const { return m_flags; }
    /// Open flags only, by rule and subject.
    using RuleAndSubject = std::pair<std::string, std::string>;
    [[nodiscard]] const std::map<RuleAndSubject, FlagId>& openFlags() const { return m_openFlags; }

    [[nodiscard]] const QuestionEntry* question(const RequestId& questionId) const;
    /// The question that a request id (of any attempt) belongs to; empty id when unknown.
    [[nodiscard]] RequestId questionOf(const RequestId& requestId) const;
    [[nodiscard]] const std::map<RequestId, QuestionEntry>& questions() const
    {
        return m_questions;
    }
    [[nodiscard]] const std::set<RequestId>& pendingQuestions() const { return m_pendingQuestions; }

    [[nodiscard]] const CommandEntry* command(const CommandId& id) const;
    [[nodiscard]] const std::map<CommandId, CommandEntry>& commands() const { return m_commands; }
    [[nodiscard]] const std::set<CommandId>& openCommands() const { return m_openCommands; }

    /// Questions and commands of a payment, in the order they were decided.
    [[nodiscard]] std::vector<RequestId> questionsOf(const PaymentId& payment) const;
    [[nodiscard]] std::vector<CommandId> commandsOf(const PaymentId& payment) const;
    /// Open and closed flags of a subject, in the order they were raised.
    [[nodiscard]] std::vector<FlagId> flagsOf(const std::string& subject) const;

private:
    FoldChange fold(std::uint32_t shard, const DutyTaken& record, Instant at);
    FoldChange fold(std::uint32_t shard, const Tick& record, Instant at);
    FoldChange fold(std::uint32_t shard, const FlagRaised& record, Instant at);
    FoldChange fold(std::uint32_t shard, const FlagClosed& record, Instant at);
    FoldChange fold(std::uint32_t shard, const QueryIssued& record, Instant at);
    FoldChange fold(std::uint32_t shard, const QueryAnswered& record, Instant at);
    FoldChange fold(std::uint32_t shard, const QueryExpired& record, Instant at);
    FoldChange fold(std::uint32_t shard, const Claimed& record, Instant at);
    FoldChange fold(std::uint32_t shard, const Released& record, Instant at);
    FoldChange fold(std::uint32_t shard, const CommandIssued& record, Instant at);
    FoldChange fold(std::uint32_t shard, const CommandOutcome& record, Instant at);
    FoldChange fold(std::uint32_t shard, const CommandVerified& record, Instant at);

    FoldChange voided(std::string reason);
    /// Void unless the writer owns the shard.
    bool ownerWrote(std::uint32_t shard, const Writer& writer, Instant at);
    QuestionAttempt* attempt(const RequestId& questionId, const RequestId& requestId);

    void settle(const RequestId& questionId);

    std::vector<ShardOwner> m_shards;
    std::map<FlagId, FlagEntry> m_flags;
    std::map<RuleAndSubject, FlagId> m_openFlags;
    std::map<RuleAndSubject, std::uint32_t> m_occurrences;
    /// Asked at every change of a payment, and never gone through.
    std::unordered_map<std::string, std::vector<FlagId>> m_flagsBySubject;
    std::map<RequestId, QuestionEntry> m_questions;
    std::map<RequestId, RequestId> m_questionByRequest;
    std::unordered_map<PaymentId, std::vector<RequestId>> m_questionsByPayment;
    std::set<RequestId> m_pendingQuestions;
    std::map<CommandId, CommandEntry> m_commands;
    std::set<CommandId> m_openCommands;
    std::unordered_map<PaymentId, std::vector<CommandId>> m_commandsByPayment;
    std::string m_voidReason;
};

/// `feed:zelle` or the payment id: what a flag is about.
std::string subjectOf(const PaymentFlagged& flag);

}  // namespace otto
