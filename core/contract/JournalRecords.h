// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Commands.h"
#include "core/contract/Facts.h"

// Otto's own decisions: bodies of `sys.otto.Journal` (contract README "Journal";
// reliability_performance.md 2.4). What is true is the fold of a shard in offset order; the first
// valid record wins. The record's key is the subject: payment id, or `feed`.

namespace otto {

/// Who wrote a record: validity of owner-only kinds depends on it.
struct Writer
{
    /// One run of one engine.
    std::string instance;
    /// The shard's ownership epoch the writer believed in; 0 where ownership does not matter.
    std::uint64_t epoch = 0;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("instance", s.instance);
        f("epoch", s.epoch);
    }
    friend bool operator==(const Writer&, const Writer&) = default;
};

/// Takes (or gives up) the duty to decide in one shard; valid when epoch is the current one plus 1.
struct DutyTaken
{
    static constexpr std::string_view kName = "DutyTaken";

    Writer writer;
    std::uint32_t shard = 0;
    /// For people: program, host and operator.
    std::string description;
    bool released = false;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("shard", s.shard);
        f("description", s.description);
        f("released", s.released);
    }
    friend bool operator==(const DutyTaken&, const DutyTaken&) = default;
};

/// The owner's sign of life in a shard, and the time it has proven (design 3.7).
struct Tick
{
    static constexpr std::string_view kName = "Tick";

    Writer writer;
    std::uint32_t shard = 0;
    Instant watermark;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("shard", s.shard);
        f("watermark", s.watermark);
    }
    friend bool operator==(const Tick&, const Tick&) = default;
};

struct FlagRaised
{
    static constexpr std::string_view kName = "FlagRaised";

    Writer writer;
    Open<Severity> severity;
    /// The watermark at which the rule held.
    Instant raisedAt;
    /// Why, in one sentence with the values of that moment.
    std::optional<std::string> sentence;
    /// The public record, word for word.
    PaymentFlagged flag;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("severity", s.severity);
        f("raisedAt", s.raisedAt);
        f("sentence", s.sentence);
        f("flag", s.flag);
    }
    friend bool operator==(const FlagRaised&, const FlagRaised&) = default;
};

/// Journal record that closes a flag; the public message of the same name is inside.
struct FlagClosed
{
    static constexpr std::string_view kName = "FlagCleared";

    Writer writer;
    Instant clearedAt;
    FlagCleared flag;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("clearedAt", s.clearedAt);
        f("flag", s.flag);
    }
    friend bool operator==(const FlagClosed&, const FlagClosed&) = default;
};

/// A question is to be asked; the request's exact bytes follow from it.
struct QueryIssued
{
    static constexpr std::string_view kName = "QueryIssued";

    Writer writer;
    /// The request id of the first attempt: names the question over all its attempts.
    RequestId questionId;
    RequestId requestId;
    /// GetTrn, GetLimits ...
    std::string suspender;
    Open<System> target;
    std::uint32_t attempt = 1;
    std::uint32_t attemptsMax = 1;
    PaymentId paymentId;
    std::optional<FlagId> flagId;
    /// `otto-rules`, or the operator.
    std::string askedBy;
    Instant issuedAt;
    Instant deadline;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("questionId", s.questionId);
        f("requestId", s.requestId);
        f("suspender", s.suspender);
        f("target", s.target);
        f("attempt", s.attempt);
        f("attemptsMax", s.attemptsMax);
        f("paymentId", s.paymentId);
        f("flagId", s.flagId);
        f("askedBy", s.askedBy);
        f("issuedAt", s.issuedAt);
        f("deadline", s.deadline);
    }
    friend bool operator==(const QueryIssued&, const QueryIssued&) = default;
};

struct QueryAnswered
{
    static constexpr std::string_view kName = "QueryAnswered";

    Writer writer;
    RequestId questionId;
    RequestId requestId;
    /// The answer's message id.
    MessageId answerId;
    Open<AnswerResult> result;
    bool conclusive = false;
    Instant answeredAt;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("questionId", s.questionId);
        f("requestId", s.requestId);
        f("answerId", s.answerId);
        f("result", s.result);
        f("conclusive", s.conclusive);
        f("answeredAt", s.answeredAt);
    }
    friend bool operator==(const QueryAnswered&, const QueryAnswered&) = default;
};

/// An attempt ran out of proven time without an answer.
struct QueryExpired
{
    static constexpr std::string_view kName = "QueryExpired";

    Writer writer;
    RequestId questionId;
    RequestId requestId;
    /// True on the last attempt: the question is given up.
    bool gaveUp = false;
    Instant expiredAt;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("questionId", s.questionId);
        f("requestId", s.requestId);
        f("gaveUp", s.gaveUp);
        f("expiredAt", s.expiredAt);
    }
    friend bool operator==(const QueryExpired&, const QueryExpired&) = default;
};

/// An operator took (or gave back) a flag. Valid when `expectedVersion` is the claim version so
/// far; of two at once the first in the shard wins.
struct Claimed
{
    static constexpr std::string_view kName = "Claimed";

    Writer writer;
    FlagId flagId;
    std::string subject;
    OperatorId operatorId;
    std::uint32_t expectedVersion = 0;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("flagId", s.flagId);
        f("subject", s.subject);
        f("operatorId", s.operatorId);
        f("expectedVersion", s.expectedVersion);
        f("at", s.at);
    }
    friend bool operator==(const Claimed&, const Claimed&) = default;
};

struct Released
{
    static constexpr std::string_view kName = "Released";

    Writer writer;
    FlagId flagId;
    std::string subject;
    OperatorId operatorId;
    std::uint32_t expectedVersion = 0;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("flagId", s.flagId);
        f("subject", s.subject);
        f("operatorId", s.operatorId);
        f("expectedVersion", s.expectedVersion);
        f("at", s.at);
    }
    friend bool operator==(const Released&, const Released&) = default;
};

/// A person ordered a fixer. `command` is the exact value of the command record to publish and
/// `commandSha256` its digest: what was previewed is what is sent.
struct CommandIssued
{
    static constexpr std::string_view kName = "CommandIssued";

    Writer writer;
    CommandId commandId;
    std::string fixer;
    Open<System> target;
    PaymentId paymentId;
    std::string idempotencyKey;
    OperatorId requestedBy;
    std::string reasonCode;
    std::string comment;
    std::optional<FlagId> flagId;
    Instant issuedAt;
    Instant expiresAt;
    /// No outcome by then: the command's fate is unknown (domain.md 6, "timeout").
    Instant deadline;
    std::string command;
    std::string commandSha256;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("commandId", s.commandId);
        f("fixer", s.fixer);
        f("target", s.target);
        f("paymentId", s.paymentId);
        f("idempotencyKey", s.idempotencyKey);
        f("requestedBy", s.requestedBy);
        f("reasonCode", s.reasonCode);
        f("comment", s.comment);
        f("flagId", s.flagId);
        f("issuedAt", s.issuedAt);
        f("expiresAt", s.expiresAt);
        f("deadline", s.deadline);
        f("command", s.command);
        f("commandSha256", s.commandSha256);
    }
    friend bool operator==(const CommandIssued&, const CommandIssued&) = default;
};

/// What became of a command: the target's outcome, or UNKNOWN when none came in time.
struct CommandOutcome
{
    static constexpr std::string_view kName = "CommandOutcome";

    Writer writer;
    CommandId commandId;
    PaymentId paymentId;
    /// APPLIED, ALREADY_APPLIED, REJECTED, EXPIRED, ERROR, or UNKNOWN (ours).
    std::string outcome;
    std::optional<MessageId> outcomeId;
    std::optional<std::uint32_t> entityVersion;
    std::optional<Rejection> rejection;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("commandId", s.commandId);
        f("paymentId", s.paymentId);
        f("outcome", s.outcome);
        f("outcomeId", s.outcomeId);
        f("entityVersion", s.entityVersion);
        f("rejection", s.rejection);
        f("at", s.at);
    }
    friend bool operator==(const CommandOutcome&, const CommandOutcome&) = default;
};

/// A fact proved the command's effect, or the time for that proof ran out.
struct CommandVerified
{
    static constexpr std::string_view kName = "CommandVerified";

    Writer writer;
    CommandId commandId;
    PaymentId paymentId;
    bool verified = true;
    /// The proving fact.
    std::optional<EvidenceRef> evidence;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("commandId", s.commandId);
        f("paymentId", s.paymentId);
        f("verified", s.verified);
        f("evidence", s.evidence);
        f("at", s.at);
    }
    friend bool operator==(const CommandVerified&, const CommandVerified&) = default;
};

}  // namespace otto
