// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Money.h"
#include "core/base/Time.h"
#include "core/bus/RecordRef.h"
#include "core/contract/Vocabulary.h"
#include "core/fixers/FixerForm.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace otto {

/// Outcome is not effect (design 3.10): sent, answered and verified are three different words.
enum class TickState : std::uint8_t { None, Pending, Done, Refused, Unknown };

enum class FixState : std::uint8_t {
    Decided,      ///< in the journal, the command not yet on the wire
    Sent,         ///< the broker holds the command
    Answered,     ///< APPLIED or ALREADY_APPLIED, no fact yet
    Verified,     ///< a fact proves it
    Refused,      ///< REJECTED, EXPIRED or ERROR by the target
    NotVerified,  ///< answered, but no fact proved it in time
    Unknown,      ///< no outcome in time, or the broker did not say whether it took the command
    NotSent,      ///< certainly not on the wire
};

struct Tick3
{
    TickState state = TickState::None;
    std::optional<Instant> at;
    /// One sentence for the tooltip: "broker took it at partition 3, offset 918273".
    std::string text;
    RecordRef recordAt;
};

struct FixView
{
    CommandId commandId;
    std::string fixer;
    System target = System::Otto;
    PaymentId paymentId;
    std::optional<FlagId> flagId;
    OperatorId requestedBy;
    std::string reasonCode;
    std::string comment;
    std::string idempotencyKey;
    Instant issuedAt;
    Instant expiresAt;
    Instant deadline;
    FixState state = FixState::Decided;
    Tick3 sent;
    Tick3 answered;
    Tick3 verified;
    /// One sentence: where it stands and what is safe to do now.
    std::string explanation;

    /// No other command may be sent on the payment meanwhile.
    [[nodiscard]] bool isOpen() const
    {
        return state == FixState::Decided || state == FixState::Sent || state == FixState::Answered;
    }
};

/// A fixer of the catalogue (domain.md 6).
struct FixerView
{
    std::string name;
    std::string title;
    /// What it does, in one or two sentences.
    std::string description;
    std::string targetText;
    /// `A`, `B` or `B>`.
    std::string riskClass;
    /// "One operator", "Second person above 1,000.00 USD" ...
    std::string riskText;
    std::string outcomeName;
    /// "LimitsUpdated RESTORED over every window".
    std::string confirmingFact;
    Duration timeout{0};
    std::vector<FixerParameter> parameters;
    /// Codes an operator can choose from, each with its sentence.
    std::vector<std::pair<std::string, std::string>> reasonCodes;
    std::uint64_t sentCount = 0;
    std::uint64_t verifiedCount = 0;
};

/// A suspender of the catalogue (domain.md 5.1).
struct SuspenderView
{
    std::string name;
    std::string title;
    std::string description;
    std::string targetText;
    Duration timeout{0};
    std::uint32_t attempts = 1;
};

/// What sending a fixer now would do: the exact record, and why it may not be sent.
struct FixPreview
{
    FixerView form;
    CommandId commandId;
    std::string topic;
    std::string key;
    std::vector<std::pair<std::string, std::string>> headers;
    /// The value, byte for byte.
    std::string value;
    /// Digest of the order: topic and value without the command's own id. SendFixerCommand repeats
    /// it, so that nothing else than what was looked at is sent.
    std::string orderSha256;
    std::vector<Precondition> preconditions;
    /// Absent when it may be sent.
    std::optional<Error> refusal;
};

}  // namespace otto
