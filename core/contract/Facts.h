// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"
#include "core/base/Time.h"
#include "core/contract/Vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Facts: bodies of class `fct` (contract/examples 01 to 08, domain.md 3.4 and 5.1). Each type lists
// its fields once, in fields(); decoder, encoder and schema test all walk that list. A plain member
// is required; an optional one may be absent or null.

namespace otto {

struct AccountRef
{
    std::string type;
    std::string masked;
    std::optional<std::string> hash;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("type", s.type);
        f("masked", s.masked);
        f("hash", s.hash);
    }
    friend bool operator==(const AccountRef&, const AccountRef&) = default;
};

struct CreditorRef
{
    std::optional<std::string> tokenType;
    std::string masked;
    std::optional<std::string> hash;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("tokenType", s.tokenType);
        f("masked", s.masked);
        f("hash", s.hash);
    }
    friend bool operator==(const CreditorRef&, const CreditorRef&) = default;
};

struct Reason
{
    std::string scheme;
    std::string code;
    std::optional<std::string> text;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("scheme", s.scheme);
        f("code", s.code);
        f("text", s.text);
    }
    friend bool operator==(const Reason&, const Reason&) = default;
};

struct PaymentAdded
{
    static constexpr std::string_view kName = "PaymentAdded";

    PaymentId paymentId;
    Open<Rail> rail;
    Open<Direction> direction;
    std::optional<std::string> channel;
    Open<PaymentStatus> status;
    Money amount;
    std::optional<std::string> institutionId;
    std::optional<Date> businessDate;
    std::optional<std::string> endToEndId;
    std::optional<std::string> networkReference;
    std::optional<std::string> participantId;
    std::optional<AccountRef> debtorAccount;
    std::optional<CreditorRef> creditor;
    std::optional<std::string> requestedExecution;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("paymentId", s.paymentId);
        f("rail", s.rail);
        f("direction", s.direction);
        f("channel", s.channel);
        f("status", s.status);
        f("amount", s.amount);
        f("institutionId", s.institutionId);
        f("businessDate", s.businessDate);
        f("endToEndId", s.endToEndId);
        f("networkReference", s.networkReference);
        f("participantId", s.participantId);
        f("debtorAccount", s.debtorAccount);
        f("creditor", s.creditor);
        f("requestedExecution", s.requestedExecution);
    }
    friend bool operator==(const PaymentAdded&, const PaymentAdded&) = default;
};

struct PaymentStatusChanged
{
    static constexpr std::string_view kName = "PaymentStatusChanged";

    PaymentId paymentId;
    std::optional<Open<PaymentStatus>> previousStatus;
    Open<PaymentStatus> status;
    std::optional<Reason> reason;
    std::optional<std::string> networkReference;
    std::optional<std::uint32_t> attempt;
    /// Present when the source also states the amount it holds (input of OT07).
    std::optional<Money> amount;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("paymentId", s.paymentId);
        f("previousStatus", s.previousStatus);
        f("status", s.status);
        f("reason", s.reason);
        f("networkReference", s.networkReference);
        f("attempt", s.attempt);
        f("amount", s.amount);
    }
    friend bool operator==(const PaymentStatusChanged&, const PaymentStatusChanged&) = default;
};

struct PaymentFailed
{
    static constexpr std::string_view kName = "PaymentFailed";

    PaymentId paymentId;
    /// FAILED or REJECTED.
    Open<PaymentStatus> status;
    std::string failedStage;
    std::optional<Reason> reason;
    std::optional<Money> amount;
    std::optional<Open<DebitState>> debitState;
    std::optional<std::string> limitReservationId;
    std::optional<bool> retryable;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("paymentId", s.paymentId);
        f("status", s.status);
        f("failedStage", s.failedStage);
        f("reason", s.reason);
        f("amount", s.amount);
        f("debitState", s.debitState);
        f("limitReservationId", s.limitReservationId);
        f("retryable", s.retryable);
    }
    friend bool operator==(const PaymentFailed&, const PaymentFailed&) = default;
};

/// One limit window, for example ZELLE-OUT-DAILY of a customer on one day.
struct LimitWindow
{
    std::string limitId;
    std::string scope;
    std::string window;
    /// After the change.
    Money used;
    Money cap;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("limitId", s.limitId);
        f("scope", s.scope);
        f("window", s.window);
        f("used", s.used);
        f("cap", s.cap);
    }
    friend bool operator==(const LimitWindow&, const LimitWindow&) = default;
};

struct LimitsUpdated
{
    static constexpr std::string_view kName = "LimitsUpdated";

    PaymentId paymentId;
    std::string reservationId;
    Open<LimitAction> action;
    Money delta;
    /// The windows this change touched; a payment's reservation is given back only when every
    /// window is (OT05).
    std::vector<LimitWindow> limits;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("paymentId", s.paymentId);
        f("reservationId", s.reservationId);
        f("action", s.action);
        f("delta", s.delta);
        f("limits", s.limits);
    }
    friend bool operator==(const LimitsUpdated&, const LimitsUpdated&) = default;
};

struct ReconSide
{
    std::string system;
    std::string reference;
    Money amount;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("system", s.system);
        f("reference", s.reference);
        f("amount", s.amount);
    }
    friend bool operator==(const ReconSide&, const ReconSide&) = default;
};

struct PaymentReconciled
{
    static constexpr std::string_view kName = "PaymentReconciled";

    PaymentId paymentId;
    std::string runId;
    std::optional<Date> businessDate;
    Open<ReconResult> result;
    /// MISSING_LEFT, MISSING_RIGHT, AMOUNT, CURRENCY, STATUS, DATE or DUPLICATE.
    std::optional<std::string> breakType;
    std::optional<ReconSide> left;
    std::optional<ReconSide> right;
    std::optional<Money> difference;
    std::optional<Money> toleranceApplied;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("paymentId", s.paymentId);
        f("runId", s.runId);
        f("businessDate", s.businessDate);
        f("result", s.result);
        f("breakType", s.breakType);
        f("left", s.left);
        f("right", s.right);
        f("difference", s.difference);
        f("toleranceApplied", s.toleranceApplied);
    }
    friend bool operator==(const PaymentReconciled&, const PaymentReconciled&) = default;
};

/// A posting in the core (JH vocabulary, domain.md 4.2).
struct TrnAdded
{
    static constexpr std::string_view kName = "TrnAdded";

    PaymentId paymentId;
    /// DEBIT, CREDIT, REVERSAL ... of this payment.
    std::string purpose;
    std::string eftTrnId;
    Open<DrCr> drCr;
    Money amount;
    std::optional<AccountRef> account;
    std::optional<std::string> rsStat;
    std::string trnRcptId;
    std::optional<std::string> batchNum;
    std::optional<std::string> seqNum;
    std::optional<Open<PostingState>> postingState;
    std::optional<bool> memoPostOnly;
    std::optional<Date> effectiveDate;
    std::optional<std::string> reversesTrnRcptId;
    std::optional<std::string> jxLogTrackingId;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("paymentId", s.paymentId);
        f("purpose", s.purpose);
        f("eftTrnId", s.eftTrnId);
        f("drCr", s.drCr);
        f("amount", s.amount);
        f("account", s.account);
        f("rsStat", s.rsStat);
        f("trnRcptId", s.trnRcptId);
        f("batchNum", s.batchNum);
        f("seqNum", s.seqNum);
        f("postingState", s.postingState);
        f("memoPostOnly", s.memoPostOnly);
        f("effectiveDate", s.effectiveDate);
        f("reversesTrnRcptId", s.reversesTrnRcptId);
        f("jxLogTrackingId", s.jxLogTrackingId);
    }
    friend bool operator==(const TrnAdded&, const TrnAdded&) = default;
};

/// A source's sign of life (domain.md 5.1, "Heartbeat"); subject `feed`.
struct HeartbeatEmitted
{
    static constexpr std::string_view kName = "HeartbeatEmitted";

    std::int64_t intervalMs = 0;
    /// Of the source's feed, as in the envelope's `sequence`.
    std::uint64_t lastSequence = 0;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("intervalMs", s.intervalMs);
        f("lastSequence", s.lastSequence);
    }
    friend bool operator==(const HeartbeatEmitted&, const HeartbeatEmitted&) = default;
};

/// A message that served as proof.
struct EvidenceRef
{
    /// `/pc/<env>/<system>`.
    std::string source;
    MessageId id;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("source", s.source);
        f("id", s.id);
    }
    friend bool operator==(const EvidenceRef&, const EvidenceRef&) = default;
};

/// Name and text of a value a rule looked at; an object of strings on the wire, in this order.
using Observed = std::vector<std::pair<std::string, std::string>>;

struct Suggested
{
    std::optional<std::string> suspender;
    std::optional<std::string> fixer;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("suspender", s.suspender);
        f("fixer", s.fixer);
    }
    friend bool operator==(const Suggested&, const Suggested&) = default;
};

struct PaymentFlagged
{
    static constexpr std::string_view kName = "PaymentFlagged";

    FlagId flagId;
    std::string ruleId;
    std::string ruleName;
    std::uint32_t ruleVersion = 1;
    /// RAISED.
    std::string status = "RAISED";
    std::uint32_t occurrence = 1;
    /// Absent when the subject is a feed.
    std::optional<PaymentId> paymentId;
    /// The source token when the subject is a feed.
    std::optional<std::string> feed;
    Observed observed;
    std::string expected;
    std::optional<Money> exposure;
    std::vector<EvidenceRef> evidence;
    Suggested suggested;
    /// What the source system might do on its own ("advice", design section 1).
    std::optional<std::string> intent;
    std::optional<Instant> dueAt;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("flagId", s.flagId);
        f("ruleId", s.ruleId);
        f("ruleName", s.ruleName);
        f("ruleVersion", s.ruleVersion);
        f("status", s.status);
        f("occurrence", s.occurrence);
        f("paymentId", s.paymentId);
        f("feed", s.feed);
        f("observed", s.observed);
        f("expected", s.expected);
        f("exposure", s.exposure);
        f("evidence", s.evidence);
        f("suggested", s.suggested);
        f("intent", s.intent);
        f("dueAt", s.dueAt);
    }
    friend bool operator==(const PaymentFlagged&, const PaymentFlagged&) = default;
};

struct FlagCleared
{
    static constexpr std::string_view kName = "FlagCleared";

    FlagId flagId;
    std::string ruleId;
    std::uint32_t ruleVersion = 1;
    /// CLEARED.
    std::string status = "CLEARED";
    std::optional<PaymentId> paymentId;
    std::optional<std::string> feed;
    Open<ClearReason> clearReason;
    std::string clearedBy;
    std::int64_t openMs = 0;
    std::optional<std::string> note;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("flagId", s.flagId);
        f("ruleId", s.ruleId);
        f("ruleVersion", s.ruleVersion);
        f("status", s.status);
        f("paymentId", s.paymentId);
        f("feed", s.feed);
        f("clearReason", s.clearReason);
        f("clearedBy", s.clearedBy);
        f("openMs", s.openMs);
        f("note", s.note);
    }
    friend bool operator==(const FlagCleared&, const FlagCleared&) = default;
};

}  // namespace otto
