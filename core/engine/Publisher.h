// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/EngineState.h"

namespace otto {

/// Acts on the fold: publishes the public record of every decision that lacks one. A record is
/// recognised by its derived id, so a repeat after a crash is the same message; commands whose
/// delivery is in doubt are never repeated (design 3.10).
class Publisher
{
public:
    explicit Publisher(EngineState& state) : m_state(state) {}

    void advance();
    /// A command that this engine decided, or took over, is still to be sent.
    [[nodiscard]] bool owesCommand() const;

private:
    void publishRaised(const FlagId& id);
    void publishCleared(const FlagId& id);
    void publishRequest(const RequestId& id);
    void publishCommand(const CommandId& id);
    [[nodiscard]] bool isOwed(const CommandEntry& command) const;
    /// In flight, or refused by the broker since the last proven cut.
    [[nodiscard]] bool mustWait(const MessageId& id) const;
    [[nodiscard]] bool isForgotten(Instant decidedAt) const;
    [[nodiscard]] Message fact(std::string_view name, const FlagEntry& flag, MessageId id,
                               Instant at);

    EngineState& m_state;
};

}  // namespace otto
