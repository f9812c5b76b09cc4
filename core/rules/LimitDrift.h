// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Payment.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

// Whether what Limits reports as used of a customer's window is what the customer's payments hold
// of it (domain.md 5, OT06). Only windows of a day can be recounted: of a rolling one the beginning
// was not read.
namespace otto {

/// The latest report of a customer's window, made with this payment, is not the sum of what
/// payments hold.
struct LimitDrift
{
    std::string limitId;
    std::string window;
    Money used;
    Money recounted;
    /// Of the report.
    Instant at;

    friend bool operator==(const LimitDrift&, const LimitDrift&) = default;
};

/// The customer whose windows an outbound payment uses; null for others, and while it is not known.
const std::string* limitCustomer(const Payment& payment);
/// The day that the window is named by; absent for rolling windows and those of other scopes.
std::optional<Date> recountedDay(const LimitUse& use);
/// What the payment holds of that window, of its own; zero when it holds nothing, absent when its
/// currencies differ or the sum overflows.
std::optional<Money> heldIn(const Payment& payment, const LimitUse& use);
/// The window begins within what was read, so that nothing of it was missed.
bool isReadWhole(const Date& day, const std::optional<Instant>& readSince);

/// By adding up all payments: slow and obvious. What payments of unknown customers hold may be
/// anybody's, so a difference within it is no drift. Nothing where two reports are of one time.
std::vector<LimitDrift> limitDriftsOf(const Payment& payment,
                                      const std::map<PaymentId, Payment>& all,
                                      const std::optional<Instant>& readSince);

}  // namespace otto
