// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/Bus.h"

#include <deque>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace otto::test {

/// What happens to a record that an engine hands to its bus.
enum class Fate {
    Passes,
    Fails,    ///< reported as Failed, not written
    IsLost,   ///< reported as Unknown, not written
    Damaged,  ///< written with another value
};

/// The faults of one engine's connection; shared by a test and the engine's bus.
struct BusFaults
{
    std::function<Fate(const OutgoingRecord&)> fate;
    /// The network is cut: nothing is read or proven, and what is produced waits to be sent until
    /// the delivery timeout, then is reported as Failed.
    bool isCut = false;
    /// Nothing is read or proven, but what is produced arrives.
    bool isDeaf = false;
    Duration deliveryTimeout{5'000};
    /// Records handed over so far.
    std::size_t produced = 0;
};

/// A bus that does what its faults say and is another bus otherwise.
class FaultyBus final : public Bus
{
public:
    FaultyBus(std::unique_ptr<Bus> bus, const Clock& clock, std::shared_ptr<BusFaults> faults)
        : m_bus(std::move(bus)), m_clock(clock), m_faults(std::move(faults))
    {}

    Status createTopics(std::span<const TopicSpec> topics) override
    {
        return m_bus->createTopics(topics);
    }
    void startTail(TailOptions options) override { m_bus->startTail(std::move(options)); }
    void poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
              std::vector<BusEvent>& events) override;
    void produce(OutgoingRecord record, ProduceToken token) override;
    void probe() override;
    void wake() override { m_bus->wake(); }
    void flush(Duration wait) override;
    [[nodiscard]] BusStatistics statistics() const override;

private:
    struct Waiting
    {
        OutgoingRecord record;
        ProduceToken token = 0;
        Instant since;
    };
    void serveWaiting();

    std::unique_ptr<Bus> m_bus;
    const Clock& m_clock;
    std::shared_ptr<BusFaults> m_faults;
    std::deque<Waiting> m_waiting;
    std::vector<BusEvent> m_reports;
};

}  // namespace otto::test
