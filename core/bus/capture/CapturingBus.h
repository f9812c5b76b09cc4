// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/Bus.h"
#include "core/bus/capture/CaptureWriter.h"

#include <memory>
#include <vector>

namespace otto {

/// A bus that captures what its owner reads through it: records, proofs and gaps, in that order.
/// Everything else is the other bus's.
///
/// Thread: as Bus says. The writer and the clock outlive it.
class CapturingBus final : public Bus
{
public:
    CapturingBus(std::unique_ptr<Bus> bus, CaptureWriter& writer, const Clock& clock);

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
    const std::unique_ptr<Bus> m_bus;
    CaptureWriter& m_writer;
    const Clock& m_clock;
};

}  // namespace otto
