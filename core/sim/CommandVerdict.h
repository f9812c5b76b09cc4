// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/sim/ConversationStore.h"
#include "core/sim/SourceOutbox.h"

#include <functional>
#include <optional>
#include <string>

namespace otto {

/// What a system says to a command, and what it would then do.
struct CommandVerdict
{
    OutcomeKind outcome = OutcomeKind::Applied;
    std::optional<Rejection> rejection;
    /// After the command.
    std::optional<std::uint32_t> entityVersion;
    std::optional<PaymentStatus> previousStatus;
    std::optional<PaymentStatus> status;
    /// Reservation or transaction receipt.
    std::optional<std::string> reference;
    /// Fills in what only this kind of outcome tells.
    std::function<void(Body& outcome)> tell;
    /// Does it and publishes the fact at `factAt`; empty when there is nothing to do.
    std::function<void(Instant now, Instant factAt, const MessageId& command, SourceOutbox& out)>
        apply;

    static CommandVerdict refused(std::string code, std::string text);
    static CommandVerdict expired();
    /// "payment is at version 6, command expected 4".
    static CommandVerdict versionConflict(std::uint32_t isAt, std::uint32_t expected);
};

/// The outcome that says so.
Body outcomeOf(const Body& command, const CommandVerdict& verdict);

/// The outcome for one more delivery of a command: the first result again, or KEY_REUSED when the
/// command is another one.
Body repeatedOutcome(const ConversationStore::Result& first, const Body& command);

}  // namespace otto
