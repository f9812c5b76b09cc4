// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Commands.h"

// Commands that reach the payment network (domain.md 6, F03 and F05).

namespace otto {

/// The same network message again, with the same message id.
struct ResendNetworkMessage
{
    static constexpr std::string_view kName = "ResendNetworkMessage";

    CommandHead head;
    std::string networkReference;
    /// Marks the copy as a possible duplicate (CpyDplct=DUPL); never sent without it.
    bool duplicateFlag = true;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("networkReference", s.networkReference);
        f("duplicateFlag", s.duplicateFlag);
    }
    friend bool operator==(const ResendNetworkMessage&, const ResendNetworkMessage&) = default;
};

struct NetworkMessageResent
{
    static constexpr std::string_view kName = "NetworkMessageResent";

    OutcomeHead head;
    std::optional<std::string> networkReference;
    std::optional<std::uint32_t> attempt;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("networkReference", s.networkReference);
        f("attempt", s.attempt);
    }
    friend bool operator==(const NetworkMessageResent&, const NetworkMessageResent&) = default;
};

/// Asks the creditor bank for the money back (camt.056); one open recall per payment.
struct RequestRecall
{
    static constexpr std::string_view kName = "RequestRecall";

    CommandHead head;
    Open<RecallReason> reason;
    Money amount;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("reason", s.reason);
        f("amount", s.amount);
    }
    friend bool operator==(const RequestRecall&, const RequestRecall&) = default;
};

/// The request is under way; the money is back only when RETURNED says so, days later.
struct RecallRequested
{
    static constexpr std::string_view kName = "RecallRequested";

    OutcomeHead head;
    std::optional<std::string> recallId;
    std::optional<Open<PaymentStatus>> status;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("recallId", s.recallId);
        f("status", s.status);
    }
    friend bool operator==(const RecallRequested&, const RecallRequested&) = default;
};

}  // namespace otto
