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
/// policy allows it. A pure function of the payment, the operator's input and the time.
struct FixerPlan
{
    System target = System::Zelle;
    /// The payment's version at the target; the target refuses any other.
    std::uint32_t expectedVersion = 0;
    std::vector<FixerParameter> form;
    std::vector<Precondition> preconditions;
    /// Why it may not be sent by one operator now; in this order VERSION_UNKNOWN, BAD_PARAMETER,
    /// PRECONDITION, SECOND_PERSON_REQUIRED.
    std::optional<Error> refusal;
    /// Fixer-specific part of the command; the head is still to be filled in.
    Body command;
};

/// `now` judges the age of evidence and times the operator gives.
FixerPlan planFixer(const FixerSpec& spec, const Payment& payment,
                    const std::map<std::string, std::string>& parameters, Instant now);

/// The head of any command body; null when the body is no command.
CommandHead* commandHead(Body& body);
const CommandHead* commandHead(const Body& body);
/// The head of any outcome body; null when the body is no outcome.
const OutcomeHead* outcomeHead(const Body& body);

/// The fact that proves the command's effect, if the payment holds it (design 3.10): caused by the
/// command, or the very version that the outcome named, with the content the command asked for.
/// `outcomeVersion` is the version of an outcome APPLIED or ALREADY_APPLIED and of no other: what
/// was refused names a version that it did not make.
std::optional<FactKey> proofOf(const Body& command, const Payment& payment,
                               std::optional<std::uint32_t> outcomeVersion);

}  // namespace otto
