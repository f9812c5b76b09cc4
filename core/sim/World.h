// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"
#include "core/contract/Codec.h"
#include "core/sim/Destiny.h"
#include "core/sim/SourceSystem.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace otto {

/// The systems that can be simulated, in the order in which a world serves them.
constexpr std::array<System, 5> kSimulatedSystems{System::Cpr, System::Zelle, System::Wso2,
                                                  System::Limits, System::Recon};

struct WorldOptions
{
    std::string env = "dev";
    /// Which systems run here; the others are somewhere else on the same broker.
    std::vector<System> systems{kSimulatedSystems.begin(), kSimulatedSystems.end()};
    /// Instead of the scenario's.
    std::optional<std::uint64_t> seed;
    /// Instead of the scenario's: payments to add in all, outbound and inbound; then the systems
    /// only answer and finish.
    std::optional<std::uint64_t> paymentsMax;
    /// How far back the broker's records are read to rebuild the systems.
    Duration lookback{60 * 60'000};
};

struct WorldStatistics
{
    /// In the order of WorldOptions::systems.
    std::vector<std::pair<System, SystemCounts>> systems;
    std::uint64_t recordsRead = 0;
    std::uint64_t recordsDelivered = 0;
    /// Records read that were not decodable; nothing else comes of them.
    std::uint64_t undecodable = 0;
    /// Records that the broker did not (or perhaps did not) take and that were sent again.
    std::uint64_t resent = 0;
    /// Records written by a system, not yet confirmed by the broker.
    std::uint64_t unconfirmed = 0;
};

/// Simulated source systems on one bus client. It owns the client and the systems. A world of one
/// system behaves like that system in a world of all: five processes over one broker are the same
/// simulation. No system may run twice at the same time in one environment of a broker.
///
/// Nothing happens but in step(). With a virtual clock and the embedded broker, the same scenario,
/// seed and inputs give the same records byte for byte; payments (ids, contents, troubles) are the
/// same on every bus.
///
/// It begins by reading what the broker holds since `lookback` and rebuilding its systems from it
/// (each system's header says from what); until the tail has caught up nothing is published.
/// Records that wait in an outbox for their time when a process ends (late facts, late answers) are
/// lost with it; late postings are published again.
///
/// What the broker did not confirm is sent again, also when it is unknown whether it was taken:
/// readers recognise duplicates by source and id.
///
/// Thread: one.
class World
{
public:
    /// Begins to read; `start` is the zero of the scenario's times.
    World(Scenario scenario, WorldOptions options, std::unique_ptr<Bus> bus, Instant start);
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    ~World();

    /// Reads what has come (waiting at most `wait` when there is nothing), lets every system act up
    /// to `now` and publishes what is due. `now` never goes back.
    void step(Instant now, Duration wait = Duration::zero());

    /// When a step is next of use, if no message comes before. Nothing: only a message can wake it.
    [[nodiscard]] std::optional<Instant> nextWakeUp() const;

    /// True from the moment the past was read.
    [[nodiscard]] bool isLive() const { return m_live; }
    [[nodiscard]] const Scenario& scenario() const { return m_scenario; }
    [[nodiscard]] std::uint64_t seed() const { return m_setting.seed; }
    [[nodiscard]] const ConnectionChange& connection() const { return m_connection; }
    /// One sentence about the last record the broker refused; empty when there was none since
    /// asked.
    std::string takeProblem();
    [[nodiscard]] WorldStatistics statistics() const;

    /// Waits until the broker confirmed what was published so far, at most `wait`.
    void flush(Duration wait);

private:
    struct Seat;
    /// What a topic means here.
    struct Route
    {
        std::vector<Seat*> readers;
        std::vector<Seat*> rememberers;
    };

    [[nodiscard]] StartAt startAt(std::string_view topic);
    const Route& routeOf(const std::string& topic);
    std::size_t read(Duration wait);
    void take(const Record& record);
    void take(const BusEvent& event);
    void serve(Seat& seat, Instant now);
    std::size_t dispatch(Instant now);
    void send(OutgoingRecord record);

    const Scenario m_scenario;
    const Destiny m_destiny;
    const SimSetting m_setting;
    const WorldOptions m_options;
    const std::unique_ptr<Bus> m_bus;
    Decoder m_decoder;
    std::vector<std::unique_ptr<Seat>> m_seats;
    std::unordered_map<std::string, Route> m_routes;

    bool m_live = false;
    ConnectionChange m_connection;
    Instant m_now;
    std::vector<Record> m_records;
    std::vector<BusEvent> m_events;
    ProduceToken m_lastToken = 0;
    std::unordered_map<ProduceToken, OutgoingRecord> m_unconfirmed;
    std::deque<OutgoingRecord> m_resend;
    Instant m_resendAt;
    std::string m_problem;
    WorldStatistics m_statistics;
};

/// Moves a world through virtual time from event to event up to and including `until`; `setClock`
/// is told every time before the step at it. For tests, for measurements and for a demo that begins
/// with some minutes of past.
template <typename SetClock>
void advanceWorld(World& world, Instant from, Instant until, SetClock setClock)
{
    for (Instant now = from;;) {
        setClock(now);
        world.step(now);
        const std::optional<Instant> next = world.nextWakeUp();
        if (now >= until) {
            return;
        }
        now = next ? std::min(std::max(*next, now + Duration{1}), until) : until;
    }
}

}  // namespace otto
