// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"
#include "core/base/Time.h"
#include "core/bus/RecordRef.h"
#include "core/contract/Facts.h"

#include <optional>
#include <string>
#include <vector>

namespace otto {

/// What an operator is advised to do next with a flag, in the order a person would try.
enum class NextStep : std::uint8_t {
    WaitForAnswer,        ///< a question is under way
    Ask,                  ///< ask `nextStepName`
    Fix,                  ///< send `nextStepName`
    WaitForVerification,  ///< a fixer is under way
    Look,                 ///< nothing to send; a person has to look
    None,                 ///< cleared
};

struct EvidenceView
{
    System source = System::Otto;
    MessageId id;
    std::string name;
    Instant time;
    RecordRef at;
};

/// A flag as the screens show it. Text fields may hold text from outside: plain text only.
struct FlagView
{
    FlagId id;
    std::string ruleId;
    std::string ruleName;
    std::uint32_t ruleVersion = 1;
    Severity severity = Severity::Warn;
    std::uint32_t occurrence = 1;
    /// Payment id, or `feed:zelle`.
    std::string subject;
    std::optional<PaymentId> paymentId;
    std::optional<System> feed;
    std::optional<Money> amount;
    std::string rail;
    /// Merged status of the payment now.
    std::string paymentStatus;
    bool isOpen = true;
    Instant raisedAt;
    std::optional<Instant> dueAt;
    std::optional<Instant> clearedAt;
    std::string clearReason;
    /// One sentence with the actual values: why it was raised.
    std::string sentence;
    Observed observed;
    std::string expected;
    std::vector<EvidenceView> evidence;
    std::string suggestedSuspender;
    std::string suggestedFixer;
    std::string intent;
    NextStep nextStep = NextStep::Look;
    std::string nextStepName;
    /// One sentence: what is waited for, from whom, until when.
    std::string waitingFor;
    std::optional<OperatorId> owner;
    std::uint32_t claimVersion = 0;
    /// False until the public PaymentFlagged record was read back from the bus.
    bool isPublished = false;
};

}  // namespace otto
