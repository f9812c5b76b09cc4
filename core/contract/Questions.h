// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Facts.h"

// Integration queries (suspenders): `<Verb><Noun>Rq` and their answers `<Verb><Noun>Rs` on
// `cmd.otto.*` (contract/examples 09 to 12, domain.md 2 and 5.1). A question never moves money.

namespace otto {

/// What every request carries.
struct QuestionHead
{
    /// Equals the envelope's id; repeated for responders that lose headers.
    RequestId requestId;
    Open<System> target;
    std::uint32_t attempt = 1;
    /// Absent when a source is asked about itself (Ping).
    std::optional<PaymentId> paymentId;
    std::optional<FlagId> flagId;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("requestId", s.requestId);
        f("target", s.target);
        f("attempt", s.attempt);
        f("paymentId", s.paymentId);
        f("flagId", s.flagId);
    }
    friend bool operator==(const QuestionHead&, const QuestionHead&) = default;
};

struct AnswerError
{
    /// BUSINESS, AUTHORIZATION, UNAVAILABLE, TIMEOUT or BAD_REQUEST.
    std::string category;
    std::string code;
    std::string text;
    bool retryable = false;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("category", s.category);
        f("code", s.code);
        f("text", s.text);
        f("retryable", s.retryable);
    }
    friend bool operator==(const AnswerError&, const AnswerError&) = default;
};

/// What every answer carries. Only a conclusive NOT_FOUND proves absence.
struct AnswerHead
{
    /// Fallback for the envelope's causationid.
    std::optional<RequestId> requestId;
    Open<AnswerResult> result;
    bool conclusive = false;
    std::optional<std::string> inconclusiveReason;
    std::optional<std::int64_t> retryAfterMs;
    Instant asOf;
    std::optional<AnswerError> error;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("requestId", s.requestId);
        f("result", s.result);
        f("conclusive", s.conclusive);
        f("inconclusiveReason", s.inconclusiveReason);
        f("retryAfterMs", s.retryAfterMs);
        f("asOf", s.asOf);
        f("error", s.error);
    }
    friend bool operator==(const AnswerHead&, const AnswerHead&) = default;
};

struct TimeWindow
{
    Instant from;
    Instant to;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("from", s.from);
        f("to", s.to);
    }
    friend bool operator==(const TimeWindow&, const TimeWindow&) = default;
};

/// How the core is to look for a posting: exact by eftTrnId or trnRcptId, else by account, side,
/// amount and window (domain.md 4.2).
struct TrnMatch
{
    std::optional<std::string> eftTrnId;
    std::optional<std::string> trnRcptId;
    std::optional<Open<DrCr>> drCr;
    std::optional<Money> amount;
    std::optional<std::string> accountHash;
    std::optional<TimeWindow> window;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("eftTrnId", s.eftTrnId);
        f("trnRcptId", s.trnRcptId);
        f("drCr", s.drCr);
        f("amount", s.amount);
        f("accountHash", s.accountHash);
        f("window", s.window);
    }
    friend bool operator==(const TrnMatch&, const TrnMatch&) = default;
};

struct GetTrnRq
{
    static constexpr std::string_view kName = "GetTrnRq";

    QuestionHead head;
    TrnMatch match;
    std::vector<std::string> include;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        QuestionHead::fields(s.head, f);
        f("match", s.match);
        f("include", s.include);
    }
    friend bool operator==(const GetTrnRq&, const GetTrnRq&) = default;
};

struct FoundTransaction
{
    std::string trnRcptId;
    std::optional<std::string> eftTrnId;
    Open<DrCr> drCr;
    Money amount;
    std::optional<Open<PostingState>> postingState;
    std::optional<std::string> batchNum;
    std::optional<std::string> seqNum;
    std::optional<Date> effectiveDate;
    std::optional<std::string> actIntentKey;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("trnRcptId", s.trnRcptId);
        f("eftTrnId", s.eftTrnId);
        f("drCr", s.drCr);
        f("amount", s.amount);
        f("postingState", s.postingState);
        f("batchNum", s.batchNum);
        f("seqNum", s.seqNum);
        f("effectiveDate", s.effectiveDate);
        f("actIntentKey", s.actIntentKey);
    }
    friend bool operator==(const FoundTransaction&, const FoundTransaction&) = default;
};

struct Searched
{
    std::vector<std::string> operations;
    std::optional<TimeWindow> window;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("operations", s.operations);
        f("window", s.window);
    }
    friend bool operator==(const Searched&, const Searched&) = default;
};

struct GetTrnRs
{
    static constexpr std::string_view kName = "GetTrnRs";

    AnswerHead head;
    std::vector<FoundTransaction> transactions;
    std::optional<Searched> searched;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        AnswerHead::fields(s.head, f);
        f("transactions", s.transactions);
        f("searched", s.searched);
    }
    friend bool operator==(const GetTrnRs&, const GetTrnRs&) = default;
};

struct GetPaymentStatusRq
{
    static constexpr std::string_view kName = "GetPaymentStatusRq";

    QuestionHead head;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        QuestionHead::fields(s.head, f);
    }
    friend bool operator==(const GetPaymentStatusRq&, const GetPaymentStatusRq&) = default;
};

struct GetPaymentStatusRs
{
    static constexpr std::string_view kName = "GetPaymentStatusRs";

    AnswerHead head;
    /// The four are present when the result is FOUND.
    std::optional<Open<PaymentStatus>> status;
    std::optional<std::uint32_t> entityVersion;
    std::optional<Instant> lastChangedAt;
    std::optional<Money> amount;
    std::optional<std::string> networkReference;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        AnswerHead::fields(s.head, f);
        f("status", s.status);
        f("entityVersion", s.entityVersion);
        f("lastChangedAt", s.lastChangedAt);
        f("amount", s.amount);
        f("networkReference", s.networkReference);
    }
    friend bool operator==(const GetPaymentStatusRs&, const GetPaymentStatusRs&) = default;
};

struct GetLimitsRq
{
    static constexpr std::string_view kName = "GetLimitsRq";

    QuestionHead head;
    std::optional<std::string> customerHash;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        QuestionHead::fields(s.head, f);
        f("customerHash", s.customerHash);
    }
    friend bool operator==(const GetLimitsRq&, const GetLimitsRq&) = default;
};

/// One reservation of a payment in one window, as Limits holds it now.
struct LimitReservation
{
    std::string reservationId;
    std::string limitId;
    Open<LimitAction> state;
    Money amount;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("reservationId", s.reservationId);
        f("limitId", s.limitId);
        f("state", s.state);
        f("amount", s.amount);
    }
    friend bool operator==(const LimitReservation&, const LimitReservation&) = default;
};

struct GetLimitsRs
{
    static constexpr std::string_view kName = "GetLimitsRs";

    AnswerHead head;
    std::optional<std::uint32_t> entityVersion;
    std::vector<LimitReservation> reservations;
    std::vector<LimitWindow> windows;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        AnswerHead::fields(s.head, f);
        f("entityVersion", s.entityVersion);
        f("reservations", s.reservations);
        f("windows", s.windows);
    }
    friend bool operator==(const GetLimitsRs&, const GetLimitsRs&) = default;
};

}  // namespace otto
