// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/suspenders/SuspenderSpec.h"

#include <span>
#include <string>
#include <string_view>

namespace otto {

/// The values a question is asked by, filled from the payment as the description says.
class QuestionValues
{
public:
    QuestionValues(const SuspenderSpec& spec, const Payment& payment)
        : m_spec(spec), m_payment(payment)
    {}

    [[nodiscard]] const Payment& payment() const { return m_payment; }
    /// Nothing when the payment does not tell.
    [[nodiscard]] std::optional<std::string> text(std::string_view name) const;

private:
    const SuspenderSpec& m_spec;
    const Payment& m_payment;
};

/// What of a suspender cannot be described: how the question's body is made.
struct Suspender
{
    std::string_view name;
    Body (*question)(const QuestionHead& head, const QuestionValues& values, Instant issuedAt);
};

/// The code of every suspender; each has exactly one description of the same name.
std::span<const Suspender> suspenders();

}  // namespace otto
