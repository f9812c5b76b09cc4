// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/bus/RecordRef.h"
#include "core/contract/Vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>

namespace otto {

enum class RecordKind : std::uint8_t {
    Fact,
    Question,
    Answer,
    Command,
    Outcome,
    Flag,     ///< PaymentFlagged, FlagCleared
    Journal,  ///< Otto's own decisions
    Unknown,  ///< decoded envelope, name not known to this build
    Refused,  ///< quarantined
};

/// One record of the live stream, without its payload. Text fields are from outside: plain text
/// only.
struct StreamRow
{
    /// Arrival order in this engine, from 1, without holes.
    std::uint64_t index = 0;
    Instant arrivedAt;
    /// Event time; equals the record timestamp when refused.
    Instant time;
    RecordKind kind = RecordKind::Fact;
    std::optional<System> system;
    /// Message name, or the last topic segment when refused.
    std::string name;
    std::string paymentId;
    /// `125.50 USD`, empty when the message has none.
    std::string amount;
    std::string status;
    std::string correlationId;
    std::string messageId;
    std::string causationId;
    /// Why it was refused; empty otherwise.
    std::string reason;
    std::uint32_t sizeBytes = 0;
    bool isDuplicate = false;
    RecordRef at;
};

}  // namespace otto
