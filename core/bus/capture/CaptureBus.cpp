// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureBus.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>

namespace otto {
namespace {

constexpr std::string_view kReadOnly = "This is a capture, not a broker: nothing can be sent.";

}  // namespace

CaptureProgress::View CaptureProgress::view() const
{
    const std::scoped_lock lock(m_mutex);
    return m_view;
}

void CaptureProgress::set(View view)
{
    const std::scoped_lock lock(m_mutex);
    m_view = std::move(view);
}

CaptureBus::CaptureBus(std::unique_ptr<CaptureReader> reader, ManualClock& clock,
                       std::shared_ptr<CaptureProgress> progress)
    : m_reader(std::move(reader)), m_clock(clock), m_progress(std::move(progress))
{
    m_connection.since = m_clock.now();
}

Status CaptureBus::createTopics(std::span<const TopicSpec>)
{
    return fail("CAPTURE", std::string(kReadOnly));
}

void CaptureBus::startTail(TailOptions options)
{
    m_tail = std::move(options);
    m_connection.state = ConnectionChange::State::Up;
    m_events.emplace_back(m_connection);
}

void CaptureBus::poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
                      std::vector<BusEvent>& events)
{
    const std::size_t before = records.size();
    if (m_tail && !m_isAtEnd)
        readOn(maxRecords, records);
    const bool hasWork = records.size() > before || !m_events.empty() || !m_isAtEnd;
    std::move(m_events.begin(), m_events.end(), std::back_inserter(events));
    m_events.clear();
    std::unique_lock lock(m_mutex);
    if (!hasWork && wait > Duration::zero())
        m_changed.wait_for(lock, wait, [this] { return m_isWoken; });
    m_isWoken = false;
}

void CaptureBus::readOn(std::size_t maxRecords, std::vector<Record>& records)
{
    const std::size_t most = records.size() + maxRecords;
    while (records.size() < most) {
        const auto& marks = m_block.marks();
        if (m_nextMark < marks.size() && marks[m_nextMark].recordsBefore <= m_nextRecord) {
            const CaptureMark& mark = marks[m_nextMark++];
            moveClock(mark.arrival);
            std::visit([this](const auto& event) { m_events.emplace_back(event); }, mark.event);
            // An event says something about the records before it, so none may follow it here.
            return;
        }
        if (m_nextRecord < m_block.records().size()) {
            handOut(m_block.records()[m_nextRecord++], records);
            continue;
        }
        m_nextRecord = 0;
        m_nextMark = 0;
        const bool hasBlock = m_reader->next(m_block);
        publishProgress();
        if (!hasBlock) {
            end();
            return;
        }
    }
}

void CaptureBus::handOut(const CapturedRecord& captured, std::vector<Record>& records)
{
    ++m_recordsPassed;
    moveClock(captured.arrival);
    noteTopic(captured);
    if (m_topics.find(captured.topic)->second.startAt == StartAt::Ignore)
        return;
    records.push_back(captured.toRecord());
    ++m_recordsRead;
    m_bytesRead += static_cast<std::int64_t>((captured.key ? captured.key->size() : 0)
                                             + (captured.value ? captured.value->size() : 0));
}

void CaptureBus::noteTopic(const CapturedRecord& captured)
{
    auto found = m_topics.find(captured.topic);
    if (found == m_topics.end()) {
        const StartAt startAt = m_tail->startAt ? m_tail->startAt(captured.topic) : StartAt::Ignore;
        found = m_topics.emplace(std::string(captured.topic), Topic{startAt, 0}).first;
    }
    Topic& topic = found->second;
    // The last partition has no successor to count.
    const std::int32_t partitions = captured.partition == std::numeric_limits<std::int32_t>::max()
                                        ? captured.partition
                                        : captured.partition + 1;
    if (topic.startAt == StartAt::Ignore || partitions <= topic.partitions)
        return;
    topic.partitions = partitions;
    m_events.emplace_back(TopicsFound{{TopicSpec{found->first, partitions, {}}}});
}

void CaptureBus::end()
{
    m_isAtEnd = true;
    const Instant end = m_clock.now() + kAfterEnd;
    m_clock.set(end);
    m_events.emplace_back(CaughtUp{end});
    publishProgress();
}

void CaptureBus::moveClock(Instant to)
{
    if (to > m_clock.now())
        m_clock.set(to);
}

void CaptureBus::publishProgress()
{
    m_progress->set({m_recordsPassed, m_isAtEnd, captureDamageText(m_reader->damage())});
}

void CaptureBus::produce(OutgoingRecord, ProduceToken token)
{
    m_events.emplace_back(
        DeliveryReport{token, DeliveryReport::Outcome::Failed, -1, -1, std::string(kReadOnly)});
}

void CaptureBus::wake()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isWoken = true;
    }
    m_changed.notify_all();
}

BusStatistics CaptureBus::statistics() const
{
    BusStatistics statistics;
    statistics.connection = m_connection;
    for (const auto& [name, topic] : m_topics) {
        statistics.topicsRead += topic.startAt == StartAt::Ignore ? 0 : 1;
        statistics.partitionsRead += topic.partitions;
    }
    statistics.recordsRead = m_recordsRead;
    statistics.bytesRead = m_bytesRead;
    const std::uint64_t all = m_reader->summary().records;
    statistics.lag =
        m_isAtEnd ? 0 : static_cast<std::int64_t>(all - std::min(all, m_recordsPassed));
    return statistics;
}

}  // namespace otto
