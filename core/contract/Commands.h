// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Facts.h"

// Integration commands (fixers) and their outcomes on `cmd.otto.*` (contract/examples 13 to 15,
// domain.md 6). An outcome is what the target says; the effect is proven by a later fact.

namespace otto {

/// What every command carries (domain.md 6, "Common contract").
struct CommandHead
{
    /// Equals the envelope's id.
    CommandId commandId;
    /// `<payment>:<command>:<expectedVersion>`; the target answers a repeated key with the first
    /// result, and a repeated key with another body with KEY_REUSED.
    std::string idempotencyKey;
    Open<System> target;
    PaymentId paymentId;
    /// The owner refuses with VERSION_CONFLICT when the payment is at another version there.
    std::uint32_t expectedVersion = 0;
    std::string reasonCode;
    std::string comment;
    std::vector<EvidenceRef> evidence;
    std::optional<FlagId> flagId;
    OperatorId requestedBy;
    std::optional<OperatorId> approvedBy;
    std::optional<Instant> approvedAt;
    bool dryRun = false;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("commandId", s.commandId);
        f("idempotencyKey", s.idempotencyKey);
        f("target", s.target);
        f("paymentId", s.paymentId);
        f("expectedVersion", s.expectedVersion);
        f("reasonCode", s.reasonCode);
        f("comment", s.comment);
        f("evidence", s.evidence);
        f("flagId", s.flagId);
        f("requestedBy", s.requestedBy);
        f("approvedBy", s.approvedBy);
        f("approvedAt", s.approvedAt);
        f("dryRun", s.dryRun);
    }
    friend bool operator==(const CommandHead&, const CommandHead&) = default;
};

struct Rejection
{
    /// VERSION_CONFLICT, KEY_REUSED, ILLEGAL_TRANSITION, NOT_FOUND ...
    std::string code;
    std::string text;
    bool retryable = false;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("code", s.code);
        f("text", s.text);
        f("retryable", s.retryable);
    }
    friend bool operator==(const Rejection&, const Rejection&) = default;
};

/// What every outcome carries.
struct OutcomeHead
{
    std::optional<CommandId> commandId;
    std::optional<std::string> idempotencyKey;
    Open<OutcomeKind> outcome;
    PaymentId paymentId;
    /// The payment's version at the target after the command; the fact with that version proves it.
    std::optional<std::uint32_t> entityVersion;
    std::optional<Rejection> rejection;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("commandId", s.commandId);
        f("idempotencyKey", s.idempotencyKey);
        f("outcome", s.outcome);
        f("paymentId", s.paymentId);
        f("entityVersion", s.entityVersion);
        f("rejection", s.rejection);
    }
    friend bool operator==(const OutcomeHead&, const OutcomeHead&) = default;
};

struct UpdatePaymentStatus
{
    static constexpr std::string_view kName = "UpdatePaymentStatus";

    CommandHead head;
    Open<PaymentStatus> fromStatus;
    Open<PaymentStatus> toStatus;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("fromStatus", s.fromStatus);
        f("toStatus", s.toStatus);
    }
    friend bool operator==(const UpdatePaymentStatus&, const UpdatePaymentStatus&) = default;
};

struct PaymentStatusUpdated
{
    static constexpr std::string_view kName = "PaymentStatusUpdated";

    OutcomeHead head;
    std::optional<Open<PaymentStatus>> previousStatus;
    std::optional<Open<PaymentStatus>> status;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("previousStatus", s.previousStatus);
        f("status", s.status);
    }
    friend bool operator==(const PaymentStatusUpdated&, const PaymentStatusUpdated&) = default;
};

/// The owner reads the network again and publishes what it finds.
struct ResyncPaymentStatus
{
    static constexpr std::string_view kName = "ResyncPaymentStatus";

    CommandHead head;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
    }
    friend bool operator==(const ResyncPaymentStatus&, const ResyncPaymentStatus&) = default;
};

struct PaymentStatusResynced
{
    static constexpr std::string_view kName = "PaymentStatusResynced";

    OutcomeHead head;
    std::optional<Open<PaymentStatus>> previousStatus;
    std::optional<Open<PaymentStatus>> status;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("previousStatus", s.previousStatus);
        f("status", s.status);
    }
    friend bool operator==(const PaymentStatusResynced&, const PaymentStatusResynced&) = default;
};

/// Tells the owner that the core holds the posting it does not know of; the owner goes to DEBITED.
struct LinkTransaction
{
    static constexpr std::string_view kName = "LinkTransaction";

    CommandHead head;
    std::string trnRcptId;
    std::optional<std::string> eftTrnId;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("trnRcptId", s.trnRcptId);
        f("eftTrnId", s.eftTrnId);
    }
    friend bool operator==(const LinkTransaction&, const LinkTransaction&) = default;
};

struct TransactionLinked
{
    static constexpr std::string_view kName = "TransactionLinked";

    OutcomeHead head;
    std::optional<Open<PaymentStatus>> status;
    std::optional<std::string> trnRcptId;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("status", s.status);
        f("trnRcptId", s.trnRcptId);
    }
    friend bool operator==(const TransactionLinked&, const TransactionLinked&) = default;
};

struct RestoreLimits
{
    static constexpr std::string_view kName = "RestoreLimits";

    CommandHead head;
    std::string reservationId;
    /// Limit ids; empty means every window of the reservation.
    std::vector<std::string> windows;
    Money amount;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("reservationId", s.reservationId);
        f("windows", s.windows);
        f("amount", s.amount);
    }
    friend bool operator==(const RestoreLimits&, const RestoreLimits&) = default;
};

struct LimitsRestored
{
    static constexpr std::string_view kName = "LimitsRestored";

    OutcomeHead head;
    std::optional<std::string> reservationId;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("reservationId", s.reservationId);
    }
    friend bool operator==(const LimitsRestored&, const LimitsRestored&) = default;
};

}  // namespace otto
