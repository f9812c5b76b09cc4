// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Payment.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// A value of a payment by name, such as `limits.reservationId`: what descriptions of fixers and
/// suspenders fill their forms with. Values are texts as people enter them: money `125.50 USD`,
/// lists separated by commas.
class PaymentPath
{
public:
    /// Nothing when there is no such path.
    static std::optional<PaymentPath> named(std::string_view name);
    static std::vector<std::string_view> names();

    [[nodiscard]] std::string_view name() const;
    /// Empty when the payment does not tell.
    [[nodiscard]] std::vector<std::string> values(const Payment& payment) const;
    [[nodiscard]] std::string text(const Payment& payment) const;

    friend bool operator==(const PaymentPath&, const PaymentPath&) = default;

private:
    explicit PaymentPath(std::size_t index) : m_index(index) {}

    std::size_t m_index;
};

/// `<payment>-D1` for what goes out, `<payment>-C1` for what comes in: the id of the payment's own
/// leg in the core (domain.md 4.2, EFTTrnId).
std::string legIdOf(const Payment& payment);
DrCr legSideOf(const Payment& payment);

/// Postings that no other posting gave back, debits and credits, without reversals themselves.
std::vector<const Posting*> livePostings(const Payment& payment);

/// The one of them that a reversal would first be about: of several that are no fee the last. A fee
/// is given back only when somebody names it.
const Posting* reversiblePosting(const Payment& payment);

}  // namespace otto
