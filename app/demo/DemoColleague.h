// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Prng.h"
#include "core/base/Time.h"
#include "core/port/ConsolePort.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace otto {

/// A simulated second operator of the demo: now and then claims a flag whose next step is a fixer
/// that one person may send, looks at it for a while, and sends that fixer. So a demo shows sent,
/// answered and verified without anybody touching it. It works through a port like any desk; it
/// never exists with a real broker.
///
/// One thread at a time. Same seed and same deltas, same acts.
class DemoColleague
{
public:
    DemoColleague(std::unique_ptr<ConsolePort> port, OperatorId self, std::uint64_t seed);

    /// Looks at what changed and does what is due. Call it every half second or so.
    void step(Instant now);

private:
    enum class State {
        Learning,  ///< the catalogue was asked for
        Resting,   ///< until m_nextAt
        Claiming,
        Thinking,    ///< until m_nextAt
        Filling,     ///< the form was asked for
        Previewing,  ///< the exact record was asked for
        Sending,
        Watching,  ///< for the fix to end, at most until m_nextAt
    };

    /// What is needed of a fixer of the catalogue.
    struct Known
    {
        bool oneOperator = false;
        std::string reasonCode;
    };

    void absorb(Instant now, const Delta& delta);
    void onReply(Instant now, const Response& response);
    void learn(const CatalogueView& catalogue);
    void choose(Instant now);
    void askForForm();
    void preview(const FixPreview& form);
    void send(Instant now, const FixPreview& preview);
    void giveUp(Instant now);
    void rest(Instant now);
    void request(Request request, State next);
    [[nodiscard]] bool isWorthwhile(Instant now, const FlagView& flag) const;

    const std::unique_ptr<ConsolePort> m_port;
    const Principal m_self;
    Prng m_prng;
    State m_state = State::Resting;
    Instant m_nextAt;
    std::optional<Ticket> m_ticket;
    bool m_hasCatalogue = false;
    std::map<std::string, Known> m_fixers;
    std::map<FlagId, FlagView> m_open;
    /// Not touched twice.
    std::set<FlagId> m_tried;
    /// The one at hand.
    FlagView m_flag;
    SendFixerCommand m_command;
    std::optional<CommandId> m_commandId;
};

}  // namespace otto
