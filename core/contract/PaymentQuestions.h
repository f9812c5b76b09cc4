// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Questions.h"

// Questions about a payment as its first owner and as reconciliation know it (domain.md 5.1).

namespace otto {

/// By payment id, or by the end-to-end id when only that is known; the subject is then the id that
/// Otto gave the unknown payment.
struct GetPaymentRq
{
    static constexpr std::string_view kName = "GetPaymentRq";

    QuestionHead head;
    std::optional<std::string> endToEndId;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        QuestionHead::fields(s.head, f);
        f("endToEndId", s.endToEndId);
    }
    friend bool operator==(const GetPaymentRq&, const GetPaymentRq&) = default;
};

struct GetPaymentRs
{
    static constexpr std::string_view kName = "GetPaymentRs";

    AnswerHead head;
    /// The body of PaymentAdded as the owner would publish it; present when the result is FOUND.
    std::optional<PaymentAdded> payment;
    /// As it is now; `payment.status` is the one at the start.
    std::optional<Open<PaymentStatus>> status;
    std::optional<std::uint32_t> entityVersion;
    std::optional<Instant> lastChangedAt;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        AnswerHead::fields(s.head, f);
        f("payment", s.payment);
        f("status", s.status);
        f("entityVersion", s.entityVersion);
        f("lastChangedAt", s.lastChangedAt);
    }
    friend bool operator==(const GetPaymentRs&, const GetPaymentRs&) = default;
};

struct GetReconItemRq
{
    static constexpr std::string_view kName = "GetReconItemRq";

    QuestionHead head;
    std::optional<Date> businessDate;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        QuestionHead::fields(s.head, f);
        f("businessDate", s.businessDate);
    }
    friend bool operator==(const GetReconItemRq&, const GetReconItemRq&) = default;
};

/// Both sides of the comparison as the last run saw them.
struct GetReconItemRs
{
    static constexpr std::string_view kName = "GetReconItemRs";

    AnswerHead head;
    std::optional<std::string> runId;
    /// What ResolveReconBreak names; present for a BREAK.
    std::optional<std::string> breakId;
    std::optional<Date> businessDate;
    std::optional<Open<ReconResult>> reconResult;
    std::optional<std::string> breakType;
    std::optional<ReconSide> left;
    std::optional<ReconSide> right;
    std::optional<Money> difference;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        AnswerHead::fields(s.head, f);
        f("runId", s.runId);
        f("breakId", s.breakId);
        f("businessDate", s.businessDate);
        f("reconResult", s.reconResult);
        f("breakType", s.breakType);
        f("left", s.left);
        f("right", s.right);
        f("difference", s.difference);
    }
    friend bool operator==(const GetReconItemRs&, const GetReconItemRs&) = default;
};

}  // namespace otto
