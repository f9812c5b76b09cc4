// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"
#include "core/bus/embedded/EmbeddedBroker.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace otto {

struct EmbeddedBusLimits
{
    /// Records held while the broker is unavailable; one more is reported as Failed.
    std::size_t heldRecordsMax = 100'000;
    /// How long a record is held before it is reported as Failed, by the broker's clock.
    Duration deliveryTimeout{30'000};
};

/// One client of an EmbeddedBroker. A record produced is in the broker at once and its report comes
/// with the next poll(). It has no thread: what it holds during an outage goes to the broker with
/// its first call afterwards. poll(0) never waits and, with a ManualClock, is deterministic.
///
/// Thread: as Bus says; the clients of one broker may belong to different threads.
class EmbeddedBus final : public Bus
{
public:
    using Limits = EmbeddedBusLimits;

    explicit EmbeddedBus(std::shared_ptr<EmbeddedBroker> broker, Limits limits = {});

    Status createTopics(std::span<const TopicSpec> topics) override;
    void startTail(TailOptions options) override;
    void poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
              std::vector<BusEvent>& events) override;
    void produce(OutgoingRecord record, ProduceToken token) override;
    void probe() override;
    void wake() override;
    void flush(Duration wait) override;
    [[nodiscard]] BusStatistics statistics() const override;

private:
    struct HeldRecord
    {
        OutgoingRecord record;
        ProduceToken token = 0;
        Instant since;
    };

    /// The end offsets at `asOf`, in the order of m_cursors then.
    struct Proof
    {
        Instant asOf;
        std::vector<std::int64_t> endOffsets;
    };

    void serveConnection();
    void serveHeld();
    void discover();
    void readTail(std::size_t maxRecords, std::vector<Record>& records);
    void proveCaughtUp();
    void append(HeldRecord held);
    void report(const DeliveryReport& report) { m_events.emplace_back(report); }

    const std::shared_ptr<EmbeddedBroker> m_broker;
    const Limits m_limits;
    std::atomic<bool> m_woken{false};

    ConnectionChange m_connection;
    std::uint64_t m_availabilityChanges = 0;
    std::vector<BusEvent> m_events;
    std::deque<HeldRecord> m_held;

    std::optional<TailOptions> m_tail;
    bool m_discoveredOnce = false;
    std::uint64_t m_topology = 0;
    /// By the broker's topic index: what startAt said, and how many partitions are read.
    std::vector<StartAt> m_startAt;
    std::vector<std::int32_t> m_partitionsRead;
    std::vector<EmbeddedBroker::Cursor> m_cursors;
    std::optional<Proof> m_proof;

    std::int64_t m_topicsRead = 0;
    std::int64_t m_recordsRead = 0;
    std::int64_t m_bytesRead = 0;
    std::int64_t m_recordsProduced = 0;
};

}  // namespace otto
