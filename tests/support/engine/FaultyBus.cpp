// SPDX-License-Identifier: Apache-2.0
#include "tests/support/engine/FaultyBus.h"

#include <iterator>

namespace otto::test {

void FaultyBus::poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
                     std::vector<BusEvent>& events)
{
    serveWaiting();
    std::move(m_reports.begin(), m_reports.end(), std::back_inserter(events));
    m_reports.clear();
    if (!m_faults->isCut && !m_faults->isDeaf) {
        m_bus->poll(wait, maxRecords, records, events);
    }
}

void FaultyBus::produce(OutgoingRecord record, ProduceToken token)
{
    ++m_faults->produced;
    const Fate fate = m_faults->fate ? m_faults->fate(record) : Fate::Passes;
    if (fate == Fate::Fails) {
        m_reports.emplace_back(
            DeliveryReport{token, DeliveryReport::Outcome::Failed, -1, -1, "the test refused it"});
    } else if (fate == Fate::IsLost) {
        m_reports.emplace_back(
            DeliveryReport{token, DeliveryReport::Outcome::Unknown, -1, -1, "the test lost it"});
    } else if (m_faults->isCut) {
        m_waiting.push_back({std::move(record), token, m_clock.now()});
    } else {
        if (fate == Fate::Damaged) {
            record.value = "{";
        }
        m_bus->produce(std::move(record), token);
    }
}

void FaultyBus::serveWaiting()
{
    while (!m_waiting.empty()
           && m_clock.now() - m_waiting.front().since >= m_faults->deliveryTimeout) {
        m_reports.emplace_back(DeliveryReport{
            m_waiting.front().token, DeliveryReport::Outcome::Failed, -1, -1, "no broker answers"});
        m_waiting.pop_front();
    }
    while (!m_faults->isCut && !m_waiting.empty()) {
        m_bus->produce(std::move(m_waiting.front().record), m_waiting.front().token);
        m_waiting.pop_front();
    }
}

void FaultyBus::probe()
{
    if (!m_faults->isCut && !m_faults->isDeaf) {
        m_bus->probe();
    }
}

void FaultyBus::flush(Duration wait)
{
    serveWaiting();
    m_bus->flush(wait);
}

BusStatistics FaultyBus::statistics() const
{
    BusStatistics statistics = m_bus->statistics();
    statistics.inFlight += static_cast<std::int64_t>(m_waiting.size());
    return statistics;
}

}  // namespace otto::test
