// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/Bus.h"
#include "core/port/ConsolePort.h"

#include <memory>
#include <string>

namespace otto {

class RuleSet;
struct RulesOffer;

struct EngineHostOptions
{
    std::string env = "qa";
    /// Names this run in the journal; unique over all engines on the broker.
    std::string instance;
    /// For people on other desks: program, host and operator.
    std::string description;
    /// How far back facts are read at start; the journal and Otto's own records are read whole.
    Duration lookback{std::chrono::hours{24}};
    /// How often the end offsets are asked for, and so how fine proven time is.
    Duration probeEvery{500};
    /// A new delta is published at most this often.
    Duration publishEvery{25};
    /// EngineOptions::readOnlyBecause.
    std::string readOnlyBecause;
    /// Null: the catalogue this program was built with.
    std::shared_ptr<const RuleSet> rules;
    /// Where they come from.
    std::string rulesOrigin = "built in";
    /// The desk's memory of raw records, for inspectors.
    std::size_t recordWindowBytes = std::size_t{256} * 1024 * 1024;
};

/// Runs the engine: feeds it what the bus and the ports bring, carries out its effects, publishes
/// deltas. Owns bus, engine and thread.
///
/// Thread: the engine is touched by one thread only, that of start() or the caller of runOnce().
/// openPort() and stop() may be called from any other thread.
class EngineHost
{
public:
    EngineHost(std::unique_ptr<Bus> bus, const Clock& clock, EngineHostOptions options);
    ~EngineHost();
    EngineHost(const EngineHost&) = delete;
    EngineHost& operator=(const EngineHost&) = delete;

    /// A door for one desk; the host must outlive it. Its first delta holds the whole state.
    std::unique_ptr<ConsolePort> openPort();

    /// Another set of rules, or why there is none; taken between two turns. Any thread.
    void offerRules(RulesOffer offer);

    /// Runs on a thread of its own until stop().
    void start();

    /// Finishes what was accepted (at most 5 s, and only while the broker can be reached), then
    /// gives up the duty and joins. Idempotent.
    void stop();

    /// One turn on the caller's thread, waiting at most `wait` for the bus; for virtual time. Not
    /// after start(). True when there was anything to do.
    bool runOnce(Duration wait);

private:
    class Port;
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace otto
