// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/contract/Message.h"
#include "core/fixers/FixerCatalogue.h"
#include "core/model/Payment.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// What a fixer on one payment would be: the filled form, the command's parameters, and whether the
/// policy allows it. A pure function of the payment and the operator's input.
struct FixerPlan
{
    System target = System::Zelle;
    /// The payment's version at the target; the target refuses any other.
    std::uint32_t expectedVersion = 0;
    std::vector<FixerParameter> form;
    std::vector<Precondition> preconditions;
    /// Why it may not be sent by one operator now; SECOND_PERSON_REQUIRED, PRECONDITION,
    /// BAD_PARAMETER, VERSION_UNKNOWN.
    std::optional<Error> refusal;
    /// Fixer-specific part of the command; the head is still to be filled in.
    Body command;
};

/// Amounts above it need a second person in class B> (domain.md 6): 1 000.00 USD. Another currency
/// always does, because no exchange rate is known here.
constexpr std::int64_t kSecondPersonAboveUsdMinor = 100'000;

FixerPlan planFixer(const FixerSpec& spec, const Payment& payment,
                    const std::map<std::string, std::string>& parameters);

/// The head of any command body; null when the body is no command.
CommandHead* commandHead(Body& body);
const CommandHead* commandHead(const Body& body);
/// The head of any outcome body; null when the body is no outcome.
const OutcomeHead* outcomeHead(const Body& body);

/// The fact that proves the command's effect, if the payment holds it (design 3.10): caused by the
/// command, or the very version that the outcome named, with the content the command asked for.
std::optional<FactKey> proofOf(const Body& command, const Payment& payment,
                               std::optional<std::uint32_t> outcomeVersion);

}  // namespace otto
