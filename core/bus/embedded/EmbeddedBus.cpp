// SPDX-License-Identifier: Apache-2.0
#include "core/bus/embedded/EmbeddedBus.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace otto {

namespace {

std::int64_t byteCount(const Record& record)
{
    return static_cast<std::int64_t>((record.key ? record.key->size() : 0)
                                     + (record.value ? record.value->size() : 0));
}

}  // namespace

EmbeddedBus::EmbeddedBus(std::shared_ptr<EmbeddedBroker> broker, Limits limits)
    : m_broker(std::move(broker)), m_limits(limits)
{
    m_connection.since = m_broker->clock().now();
}

Status EmbeddedBus::createTopics(std::span<const TopicSpec> topics)
{
    return m_broker->createTopics(topics);
}

void EmbeddedBus::startTail(TailOptions options)
{
    m_tail = std::move(options);
    serveConnection();
    discover();
}

void EmbeddedBus::poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
                       std::vector<BusEvent>& events)
{
    const bool mayWait = wait > Duration::zero();
    const auto deadline =
        mayWait ? std::chrono::steady_clock::now() + wait : std::chrono::steady_clock::time_point{};
    const std::size_t recordsBefore = records.size();
    while (true) {
        const std::uint64_t seen = m_broker->version();
        serveConnection();
        serveHeld();
        discover();
        readTail(maxRecords, records);
        proveCaughtUp();

        const bool hasWork = records.size() > recordsBefore || !m_events.empty();
        std::move(m_events.begin(), m_events.end(), std::back_inserter(events));
        m_events.clear();
        if (m_woken.exchange(false) || hasWork || !mayWait
            || std::chrono::steady_clock::now() >= deadline) {
            return;
        }
        m_broker->waitForChange(seen, m_woken, deadline);
    }
}

void EmbeddedBus::serveConnection()
{
    const EmbeddedBroker::Availability now = m_broker->availability();
    const bool isFirst = m_connection.state == ConnectionChange::State::Connecting;
    if (!isFirst && now.changes == m_availabilityChanges) {
        return;
    }
    m_availabilityChanges = now.changes;
    m_proof.reset();
    const auto state = now.available ? ConnectionChange::State::Up : ConnectionChange::State::Down;
    if (state == m_connection.state) {
        return;
    }
    // A client cannot be connected before it exists.
    m_connection = {state, now.reason, std::max(now.since, m_connection.since)};
    m_events.emplace_back(m_connection);
}

void EmbeddedBus::serveHeld()
{
    if (m_held.empty()) {
        return;
    }
    if (m_connection.state == ConnectionChange::State::Up) {
        std::deque<HeldRecord> held = std::exchange(m_held, {});
        for (HeldRecord& one : held) {
            append(std::move(one));
        }
        return;
    }
    const Instant now = m_broker->clock().now();
    while (!m_held.empty() && now - m_held.front().since >= m_limits.deliveryTimeout) {
        report({m_held.front().token, DeliveryReport::Outcome::Failed, -1, -1,
                "the broker did not take the record within "
                    + std::to_string(m_limits.deliveryTimeout.count() / 1000)
                    + " s: " + m_connection.reason});
        m_held.pop_front();
    }
}

void EmbeddedBus::discover()
{
    if (!m_tail || m_connection.state != ConnectionChange::State::Up) {
        return;
    }
    const std::uint64_t topology = m_broker->topology();
    if (m_discoveredOnce && topology == m_topology) {
        return;
    }
    m_topology = topology;
    TopicsFound found;
    const std::vector<TopicSpec> topics = m_broker->topics();
    for (std::size_t topic = 0; topic < topics.size(); ++topic) {
        const TopicSpec& spec = topics[topic];
        const bool isNewTopic = topic == m_startAt.size();
        if (isNewTopic) {
            m_startAt.push_back(m_tail->startAt ? m_tail->startAt(spec.name) : StartAt::Ignore);
            m_partitionsRead.push_back(0);
        }
        StartAt startAt = m_startAt[topic];
        if (startAt == StartAt::Ignore || m_partitionsRead[topic] == spec.partitions) {
            continue;
        }
        // All of what appears after the tail has begun came "from now on".
        if (m_discoveredOnce && startAt == StartAt::End) {
            startAt = StartAt::Beginning;
        }
        m_topicsRead += m_partitionsRead[topic] == 0 ? 1 : 0;
        for (; m_partitionsRead[topic] < spec.partitions; ++m_partitionsRead[topic]) {
            m_cursors.push_back(
                m_broker->cursorAt(topic, m_partitionsRead[topic], startAt, m_tail->lookbackFrom));
        }
        found.topics.push_back(spec);
    }
    m_discoveredOnce = true;
    if (!found.topics.empty()) {
        m_events.emplace_back(std::move(found));
    }
}

void EmbeddedBus::readTail(std::size_t maxRecords, std::vector<Record>& records)
{
    const std::size_t before = records.size();
    std::vector<TailGap> gaps;
    m_broker->read(m_cursors, maxRecords, records, gaps);
    for (TailGap& gap : gaps) {
        m_events.emplace_back(std::move(gap));
    }
    m_recordsRead += static_cast<std::int64_t>(records.size() - before);
    for (std::size_t at = before; at < records.size(); ++at) {
        m_bytesRead += byteCount(records[at]);
    }
}

void EmbeddedBus::proveCaughtUp()
{
    if (!m_proof) {
        return;
    }
    for (std::size_t at = 0; at < m_proof->endOffsets.size(); ++at) {
        if (m_cursors[at].next < m_proof->endOffsets[at]) {
            return;
        }
    }
    m_events.emplace_back(CaughtUp{m_proof->asOf});
    m_proof.reset();
}

void EmbeddedBus::produce(OutgoingRecord record, ProduceToken token)
{
    ++m_recordsProduced;
    serveConnection();
    serveHeld();
    HeldRecord held{std::move(record), token, m_broker->clock().now()};
    if (m_connection.state == ConnectionChange::State::Up) {
        append(std::move(held));
    } else if (m_held.size() < m_limits.heldRecordsMax) {
        m_held.push_back(std::move(held));
    } else {
        report({token, DeliveryReport::Outcome::Failed, -1, -1,
                "too many records are waiting for the broker"});
    }
}

void EmbeddedBus::append(HeldRecord held)
{
    const ProduceToken token = held.token;
    const Result<EmbeddedBroker::Appended> appended = m_broker->append(std::move(held.record));
    if (!appended) {
        if (appended.error().code == "UNAVAILABLE") {
            m_held.push_back(std::move(held));
            return;
        }
        report({token, DeliveryReport::Outcome::Failed, -1, -1, appended.error().text});
        return;
    }
    if (m_broker->acknowledgementsLost()) {
        report({token, DeliveryReport::Outcome::Unknown, -1, -1,
                "the broker did not answer after the record was sent"});
        return;
    }
    report({token, DeliveryReport::Outcome::Delivered, appended->partition, appended->offset, {}});
}

void EmbeddedBus::probe()
{
    serveConnection();
    discover();
    if (m_proof || !m_tail || m_connection.state != ConnectionChange::State::Up) {
        return;
    }
    const Instant asOf = m_broker->clock().now();
    m_proof = Proof{asOf, m_broker->endOffsets(m_cursors)};
}

void EmbeddedBus::wake()
{
    m_broker->wake(m_woken);
}

void EmbeddedBus::flush(Duration wait)
{
    const auto deadline = std::chrono::steady_clock::now() + wait;
    while (true) {
        const std::uint64_t seen = m_broker->version();
        serveConnection();
        serveHeld();
        if (m_held.empty() || std::chrono::steady_clock::now() >= deadline) {
            return;
        }
        const std::atomic<bool> neverWoken{false};
        m_broker->waitForChange(seen, neverWoken, deadline);
    }
}

BusStatistics EmbeddedBus::statistics() const
{
    BusStatistics statistics;
    statistics.connection = m_connection;
    statistics.topicsRead = m_topicsRead;
    statistics.partitionsRead = static_cast<std::int64_t>(m_cursors.size());
    statistics.recordsRead = m_recordsRead;
    statistics.bytesRead = m_bytesRead;
    statistics.recordsProduced = m_recordsProduced;
    statistics.inFlight = static_cast<std::int64_t>(m_held.size());
    if (m_tail && m_discoveredOnce) {
        const std::vector<std::int64_t> ends = m_broker->endOffsets(m_cursors);
        statistics.lag = 0;
        for (std::size_t at = 0; at < ends.size(); ++at) {
            statistics.lag += ends[at] - m_cursors[at].next;
        }
    }
    return statistics;
}

}  // namespace otto
