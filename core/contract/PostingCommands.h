// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Commands.h"

// Commands that post in the core (domain.md 6, F06 and F07; vocabulary: domain.md 4.2). Both add a
// new posting that points at the old one, neither edits.

namespace otto {

/// A TrnAdd; only after a conclusive NOT_FOUND, which `evidence` names.
struct PostTransaction
{
    static constexpr std::string_view kName = "PostTransaction";

    CommandHead head;
    Open<DrCr> drCr;
    Money amount;
    AccountRef account;
    /// The payment's leg id: the core recognises a repeat by it.
    std::string eftTrnId;
    std::optional<Date> effectiveDate;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("drCr", s.drCr);
        f("amount", s.amount);
        f("account", s.account);
        f("eftTrnId", s.eftTrnId);
        f("effectiveDate", s.effectiveDate);
    }
    friend bool operator==(const PostTransaction&, const PostTransaction&) = default;
};

struct TransactionPosted
{
    static constexpr std::string_view kName = "TransactionPosted";

    OutcomeHead head;
    std::optional<std::string> trnRcptId;
    std::optional<std::string> eftTrnId;
    std::optional<Open<PostingState>> postingState;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("trnRcptId", s.trnRcptId);
        f("eftTrnId", s.eftTrnId);
        f("postingState", s.postingState);
    }
    friend bool operator==(const TransactionPosted&, const TransactionPosted&) = default;
};

/// TrnMod before the end of day, a reversing TrnAdd after it; that one has eftTrnId
/// `<trnRcptId>-R1`.
struct ReverseTransaction
{
    static constexpr std::string_view kName = "ReverseTransaction";

    CommandHead head;
    std::string trnRcptId;
    Money amount;
    /// From GetTrnRs; the core's guard against a change in between.
    std::optional<std::string> actIntentKey;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("trnRcptId", s.trnRcptId);
        f("amount", s.amount);
        f("actIntentKey", s.actIntentKey);
    }
    friend bool operator==(const ReverseTransaction&, const ReverseTransaction&) = default;
};

struct TransactionReversed
{
    static constexpr std::string_view kName = "TransactionReversed";

    OutcomeHead head;
    /// The reversing posting.
    std::optional<std::string> trnRcptId;
    std::optional<std::string> reversesTrnRcptId;
    std::optional<Open<PostingState>> postingState;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("trnRcptId", s.trnRcptId);
        f("reversesTrnRcptId", s.reversesTrnRcptId);
        f("postingState", s.postingState);
    }
    friend bool operator==(const TransactionReversed&, const TransactionReversed&) = default;
};

}  // namespace otto
