// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sim/CommandVerdict.h"
#include "core/sim/FactLog.h"

#include <deque>

namespace otto {

/// Always in risk class B (domain.md 6): a target obeys only what another person approved.
bool needsApproval(const Body& command);
/// Refuses a command that lacks its approval; nothing when it has it or needs none.
std::optional<CommandVerdict> unapproved(const Body& command);

/// Publishes a source's facts again: at most some replays in a while, and not all facts at once.
class Replay
{
public:
    CommandVerdict judge(Instant now, const ReplayEvents& command, const FactLog& log);

private:
    std::deque<Instant> m_recent;
};

}  // namespace otto
