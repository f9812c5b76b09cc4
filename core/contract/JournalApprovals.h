// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/JournalRecords.h"

// Journal records of the second pair of eyes: a command proposed and what became of the proposal
// (domain.md 6; reliability_performance.md 2.4).

namespace otto {

struct CommandProposed
{
    static constexpr std::string_view kName = "CommandProposed";

    Writer writer;
    /// Names the proposal and, once approved, the command.
    CommandId commandId;
    std::string fixer;
    Open<System> target;
    PaymentId paymentId;
    std::string idempotencyKey;
    OperatorId requestedBy;
    std::string reasonCode;
    std::string comment;
    std::optional<FlagId> flagId;
    Instant proposedAt;
    /// Not approved by then: void.
    Instant expiresAt;
    /// The exact value of the command record to publish, and its SHA-256.
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
        f("proposedAt", s.proposedAt);
        f("expiresAt", s.expiresAt);
        f("command", s.command);
        f("commandSha256", s.commandSha256);
    }
    friend bool operator==(const CommandProposed&, const CommandProposed&) = default;
};

struct CommandApproved
{
    static constexpr std::string_view kName = "CommandApproved";

    Writer writer;
    CommandId commandId;
    PaymentId paymentId;
    /// Never the one who proposed.
    OperatorId approvedBy;
    /// Of the bytes that were approved: any change voids the approval.
    std::string commandSha256;
    std::optional<std::string> comment;
    /// The approver's Ed25519 signature over commandSha256, base64.
    std::optional<std::string> signature;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("commandId", s.commandId);
        f("paymentId", s.paymentId);
        f("approvedBy", s.approvedBy);
        f("commandSha256", s.commandSha256);
        f("comment", s.comment);
        f("signature", s.signature);
        f("at", s.at);
    }
    friend bool operator==(const CommandApproved&, const CommandApproved&) = default;
};

struct CommandRejected
{
    static constexpr std::string_view kName = "CommandRejected";

    Writer writer;
    CommandId commandId;
    PaymentId paymentId;
    OperatorId rejectedBy;
    /// A person's reason, or STALE or EXPIRED (ours).
    std::string reasonCode;
    std::optional<std::string> comment;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("commandId", s.commandId);
        f("paymentId", s.paymentId);
        f("rejectedBy", s.rejectedBy);
        f("reasonCode", s.reasonCode);
        f("comment", s.comment);
        f("at", s.at);
    }
    friend bool operator==(const CommandRejected&, const CommandRejected&) = default;
};

struct CommandWithdrawn
{
    static constexpr std::string_view kName = "CommandWithdrawn";

    Writer writer;
    CommandId commandId;
    PaymentId paymentId;
    /// The one who proposed.
    OperatorId withdrawnBy;
    std::optional<std::string> comment;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("commandId", s.commandId);
        f("paymentId", s.paymentId);
        f("withdrawnBy", s.withdrawnBy);
        f("comment", s.comment);
        f("at", s.at);
    }
    friend bool operator==(const CommandWithdrawn&, const CommandWithdrawn&) = default;
};

}  // namespace otto
