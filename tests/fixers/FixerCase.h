// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fixers/FixerPlan.h"
#include "tests/support/engine/Facts.h"

#include <map>
#include <string>
#include <vector>

namespace otto::test {

/// A payment made of messages, and what an operator would enter for a fixer on it.
class FixerCase
{
public:
    /// PMT-1, ZELLE, 125.50 USD, added at kStart unless another amount is given.
    static FixerCase paymentAt(PaymentStatus status, const std::string& amount = "125.50");

    FixerCase& take(const Message& fact);
    FixerCase& answered(System from, Body body, Instant at = kStart + Duration{60'000});
    /// A conclusive GetTrn answer, with the postings found.
    FixerCase& trnAnswered(AnswerResult result, Instant at = kStart + Duration{60'000},
                           bool isConclusive = true);
    FixerCase& enter(const std::string& name, const std::string& value);

    /// A minute and a half after kStart, unless said otherwise.
    [[nodiscard]] FixerPlan plan(const std::string& fixer,
                                 Instant now = kStart + Duration{90'000}) const;
    /// Code of the plan's refusal; empty when it may be sent.
    [[nodiscard]] std::string refusal(const std::string& fixer) const;
    /// The plan's command with a head as the engine fills it in; id `command-1`.
    [[nodiscard]] Body command(const std::string& fixer) const;

    Payment payment;

private:
    std::map<std::string, std::string> m_input;
    std::uint32_t m_answers = 0;
};

/// A status fact with a reason.
Message statusWithReason(PaymentStatus status, std::uint32_t version, const std::string& code);
/// A posting fact of WSO2.
Message postingFact(const std::string& receipt, std::uint32_t version, Instant at,
                    const std::string& amount = "125.50");
Message reconFact(ReconResult result, std::uint32_t version, Instant at);

}  // namespace otto::test
