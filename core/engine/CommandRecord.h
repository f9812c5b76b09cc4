// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/engine/EngineOptions.h"
#include "core/engine/Step.h"
#include "core/fixers/FixerPlan.h"

#include <optional>
#include <string>

namespace otto {

/// All that makes up one command message besides the plan.
struct CommandOrder
{
    const FixerSpec* spec = nullptr;
    PaymentId paymentId;
    CommandId commandId;
    std::string idempotencyKey;
    OperatorId requestedBy;
    std::string reasonCode;
    std::string comment;
    std::vector<EvidenceRef> evidence;
    std::optional<FlagId> flagId;
    Instant issuedAt;
};

/// The message a fixer would send: what the preview shows is what is journalled and what is sent.
Message commandMessage(const EngineOptions& options, const FixerPlan& plan,
                       const CommandOrder& order);

/// The message kept in a CommandIssued record, or nullopt when its bytes do not decode (a newer
/// build's command, for example).
std::optional<Message> commandMessage(const CommandIssued& issued);
std::optional<Body> commandBody(const CommandIssued& issued);

/// Digest over the parts of a command that an operator decides on: everything but ids and times, so
/// that the same order previewed a minute ago has the same digest.
std::string orderDigest(const Message& message);

}  // namespace otto
