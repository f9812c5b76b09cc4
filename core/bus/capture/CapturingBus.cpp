// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CapturingBus.h"

#include <span>
#include <utility>

namespace otto {

CapturingBus::CapturingBus(std::unique_ptr<Bus> bus, CaptureWriter& writer, const Clock& clock)
    : m_bus(std::move(bus)), m_writer(writer), m_clock(clock)
{}

Status CapturingBus::createTopics(std::span<const TopicSpec> topics)
{
    return m_bus->createTopics(topics);
}

void CapturingBus::startTail(TailOptions options)
{
    m_bus->startTail(std::move(options));
}

void CapturingBus::poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
                        std::vector<BusEvent>& events)
{
    const std::size_t recordsBefore = records.size();
    const std::size_t eventsBefore = events.size();
    m_bus->poll(wait, maxRecords, records, events);
    const Instant arrival = m_clock.now();
    if (records.size() > recordsBefore)
        m_writer.append(std::span(records).subspan(recordsBefore), arrival);
    for (const BusEvent& event : std::span(events).subspan(eventsBefore)) {
        if (const auto* proof = std::get_if<CaughtUp>(&event))
            m_writer.append(*proof, arrival);
        else if (const auto* gap = std::get_if<TailGap>(&event))
            m_writer.append(*gap, arrival);
    }
}

void CapturingBus::produce(OutgoingRecord record, ProduceToken token)
{
    m_bus->produce(std::move(record), token);
}

void CapturingBus::probe()
{
    m_bus->probe();
}

void CapturingBus::wake()
{
    m_bus->wake();
}

void CapturingBus::flush(Duration wait)
{
    m_bus->flush(wait);
}

BusStatistics CapturingBus::statistics() const
{
    return m_bus->statistics();
}

}  // namespace otto
