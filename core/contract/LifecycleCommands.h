// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Commands.h"

// Commands that stop a payment, for good or for a while (domain.md 6, F04 and F11).

namespace otto {

/// Refused by the owner once the payment is SENT.
struct CancelPayment
{
    static constexpr std::string_view kName = "CancelPayment";

    CommandHead head;
    std::string reason;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("reason", s.reason);
    }
    friend bool operator==(const CancelPayment&, const CancelPayment&) = default;
};

struct PaymentCancelled
{
    static constexpr std::string_view kName = "PaymentCancelled";

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
    friend bool operator==(const PaymentCancelled&, const PaymentCancelled&) = default;
};

struct HoldPayment
{
    static constexpr std::string_view kName = "HoldPayment";

    CommandHead head;
    /// Names the hold: a repeat is the same hold.
    std::string holdId;
    std::string reason;
    std::optional<Instant> until;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("holdId", s.holdId);
        f("reason", s.reason);
        f("until", s.until);
    }
    friend bool operator==(const HoldPayment&, const HoldPayment&) = default;
};

struct PaymentHeld
{
    static constexpr std::string_view kName = "PaymentHeld";

    OutcomeHead head;
    std::optional<std::string> holdId;
    std::optional<Open<PaymentStatus>> previousStatus;
    std::optional<Open<PaymentStatus>> status;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("holdId", s.holdId);
        f("previousStatus", s.previousStatus);
        f("status", s.status);
    }
    friend bool operator==(const PaymentHeld&, const PaymentHeld&) = default;
};

/// A fraud hold is not released this way; the owner answers REJECTED.
struct ReleaseHold
{
    static constexpr std::string_view kName = "ReleaseHold";

    CommandHead head;
    std::string holdId;
    std::string reason;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        CommandHead::fields(s.head, f);
        f("holdId", s.holdId);
        f("reason", s.reason);
    }
    friend bool operator==(const ReleaseHold&, const ReleaseHold&) = default;
};

struct HoldReleased
{
    static constexpr std::string_view kName = "HoldReleased";

    OutcomeHead head;
    std::optional<std::string> holdId;
    std::optional<Open<PaymentStatus>> previousStatus;
    std::optional<Open<PaymentStatus>> status;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        OutcomeHead::fields(s.head, f);
        f("holdId", s.holdId);
        f("previousStatus", s.previousStatus);
        f("status", s.status);
    }
    friend bool operator==(const HoldReleased&, const HoldReleased&) = default;
};

}  // namespace otto
