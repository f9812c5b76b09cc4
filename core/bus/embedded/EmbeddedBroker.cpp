// SPDX-License-Identifier: Apache-2.0
#include "core/bus/embedded/EmbeddedBroker.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace otto {

namespace {

constexpr std::size_t kTopicNameMax = 249;
constexpr std::int32_t kPartitionsMax = 10'000;

Status checkTopic(std::string_view name, std::int32_t partitions)
{
    const auto isLegal = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '.' || c == '_' || c == '-';
    };
    if (name.empty() || name.size() > kTopicNameMax || name == "." || name == ".."
        || !std::all_of(name.begin(), name.end(), isLegal)) {
        return fail("BAD_TOPIC",
                    "a topic name has 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'");
    }
    if (partitions < 1 || partitions > kPartitionsMax) {
        return fail("BAD_TOPIC", "topic " + std::string(name) + " cannot have "
                                     + std::to_string(partitions) + " partitions");
    }
    return {};
}

std::size_t byteCount(const OutgoingRecord& record)
{
    std::size_t bytes = record.key ? record.key->size() : 0;
    bytes += record.value ? record.value->size() : 0;
    for (const Header& header : record.headers) {
        bytes += header.name.size() + header.value.size();
    }
    return bytes;
}

std::optional<std::size_t> sizeSetting(const TopicSpec& spec, const std::string& name)
{
    const auto found = spec.config.find(name);
    if (found == spec.config.end()) {
        return std::nullopt;
    }
    std::size_t value = 0;
    const char* const end = found->second.data() + found->second.size();
    const auto [at, error] = std::from_chars(found->second.data(), end, value);
    if (error != std::errc{} || at != end) {
        return std::nullopt;
    }
    return value;
}

}  // namespace

std::int64_t EmbeddedBroker::Partition::endOffset() const
{
    return lowOffset + static_cast<std::int64_t>(records.size());
}

const EmbeddedBroker::StoredRecord& EmbeddedBroker::Partition::at(std::int64_t offset) const
{
    return records[static_cast<std::size_t>(offset - lowOffset)];
}

EmbeddedBroker::EmbeddedBroker(const Clock& clock, Limits limits) : m_clock(clock), m_limits(limits)
{
    m_availability.since = clock.now();
}

Status EmbeddedBroker::createTopics(std::span<const TopicSpec> topics)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_availability.available) {
        return fail("UNAVAILABLE", m_availability.reason);
    }
    Status result;
    for (const TopicSpec& spec : topics) {
        const Status created = createTopic(spec);
        if (result && !created) {
            result = created;
        }
    }
    changed();
    return result;
}

Status EmbeddedBroker::createTopic(const TopicSpec& spec)
{
    if (Status legal = checkTopic(spec.name, spec.partitions); !legal) {
        return legal;
    }
    if (m_topicIndex.contains(spec.name)) {
        return {};
    }
    Topic topic;
    topic.spec = spec;
    const auto retention = spec.config.find("retention.ms");
    const bool keepsAll = retention != spec.config.end() && retention->second == "-1";
    topic.recordsPerPartitionMax = keepsAll ? 0 : m_limits.recordsPerPartitionMax;
    topic.recordBytesMax = sizeSetting(spec, "max.message.bytes").value_or(m_limits.recordBytesMax);
    topic.partitions.resize(static_cast<std::size_t>(spec.partitions));
    m_topicIndex.emplace(spec.name, m_topics.size());
    m_topics.push_back(std::move(topic));
    ++m_topology;
    return {};
}

Status EmbeddedBroker::growTopic(std::string_view name, std::int32_t partitions)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_availability.available) {
        return fail("UNAVAILABLE", m_availability.reason);
    }
    const auto found = m_topicIndex.find(std::string(name));
    if (found == m_topicIndex.end()) {
        return fail("UNKNOWN_TOPIC", "topic " + std::string(name) + " does not exist");
    }
    Topic& topic = m_topics[found->second];
    if (Status legal = checkTopic(name, partitions); !legal) {
        return legal;
    }
    if (partitions < topic.spec.partitions) {
        return fail("BAD_TOPIC", "topic " + topic.spec.name + " cannot lose partitions");
    }
    topic.spec.partitions = partitions;
    topic.partitions.resize(static_cast<std::size_t>(partitions));
    ++m_topology;
    changed();
    return {};
}

std::vector<TopicSpec> EmbeddedBroker::topics() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<TopicSpec> specs;
    specs.reserve(m_topics.size());
    for (const Topic& topic : m_topics) {
        specs.push_back(topic.spec);
    }
    return specs;
}

void EmbeddedBroker::setAvailable(bool available, std::string reason)
{
    const std::scoped_lock lock(m_mutex);
    if (available == m_availability.available) {
        return;
    }
    m_availability.available = available;
    m_availability.reason = available ? std::string() : std::move(reason);
    m_availability.since = m_clock.now();
    ++m_availability.changes;
    changed();
}

void EmbeddedBroker::loseAcknowledgements(bool lose)
{
    const std::scoped_lock lock(m_mutex);
    m_acknowledgementsLost = lose;
}

EmbeddedBroker::Availability EmbeddedBroker::availability() const
{
    const std::scoped_lock lock(m_mutex);
    return m_availability;
}

bool EmbeddedBroker::acknowledgementsLost() const
{
    const std::scoped_lock lock(m_mutex);
    return m_acknowledgementsLost;
}

Result<EmbeddedBroker::Appended> EmbeddedBroker::append(OutgoingRecord&& record)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_availability.available) {
        return fail("UNAVAILABLE", m_availability.reason);
    }
    const auto found = m_topicIndex.find(record.topic);
    if (found == m_topicIndex.end()) {
        return fail("UNKNOWN_TOPIC", "topic " + record.topic + " does not exist");
    }
    Topic& topic = m_topics[found->second];
    const std::size_t bytes = byteCount(record);
    if (bytes > topic.recordBytesMax) {
        return fail("RECORD_TOO_LARGE", "a record of " + std::to_string(bytes)
                                            + " bytes is larger than the "
                                            + std::to_string(topic.recordBytesMax) + " that topic "
                                            + record.topic + " takes");
    }
    const Result<std::int32_t> chosen = choosePartition(topic, record);
    if (!chosen) {
        return tl::unexpected(chosen.error());
    }
    Partition& partition = topic.partitions[static_cast<std::size_t>(*chosen)];
    const std::int64_t offset = partition.endOffset();
    auto stored = std::make_shared<const Record>(
        Record{std::move(record.topic), *chosen, offset, m_clock.now(), std::move(record.key),
               std::move(record.headers), std::move(record.value)});
    partition.records.push_back({m_sequence++, std::move(stored)});
    if (topic.recordsPerPartitionMax != 0
        && partition.records.size() > topic.recordsPerPartitionMax) {
        partition.records.pop_front();
        ++partition.lowOffset;
    }
    changed();
    return Appended{*chosen, offset};
}

Result<std::int32_t> EmbeddedBroker::choosePartition(Topic& topic,
                                                     const OutgoingRecord& record) const
{
    const std::int32_t count = topic.spec.partitions;
    if (record.partition) {
        if (*record.partition < 0 || *record.partition >= count) {
            return fail("UNKNOWN_PARTITION", "topic " + record.topic + " has no partition "
                                                 + std::to_string(*record.partition));
        }
        return *record.partition;
    }
    if (record.key) {
        return partitionFor(*record.key, count);
    }
    const std::int32_t partition = topic.nextKeyless % count;
    topic.nextKeyless = (partition + 1) % count;
    return partition;
}

std::uint64_t EmbeddedBroker::version() const
{
    const std::scoped_lock lock(m_mutex);
    return m_version;
}

void EmbeddedBroker::waitForChange(std::uint64_t seen, const std::atomic<bool>& woken,
                                   std::chrono::steady_clock::time_point deadline) const
{
    std::unique_lock lock(m_mutex);
    m_condition.wait_until(lock, deadline, [&] { return m_version != seen || woken.load(); });
}

void EmbeddedBroker::wake(std::atomic<bool>& woken) const
{
    {
        const std::scoped_lock lock(m_mutex);
        woken.store(true);
    }
    m_condition.notify_all();
}

std::uint64_t EmbeddedBroker::topology() const
{
    const std::scoped_lock lock(m_mutex);
    return m_topology;
}

EmbeddedBroker::Cursor EmbeddedBroker::cursorAt(std::size_t topic, std::int32_t partition,
                                                StartAt startAt, Instant lookbackFrom) const
{
    const std::scoped_lock lock(m_mutex);
    Cursor cursor{topic, partition, 0};
    const Partition& log = partitionOf(cursor);
    switch (startAt) {
    case StartAt::Beginning: cursor.next = log.lowOffset; break;
    case StartAt::Lookback: {
        const auto first =
            std::find_if(log.records.begin(), log.records.end(), [&](const StoredRecord& stored) {
                return stored.record->timestamp >= lookbackFrom;
            });
        cursor.next = log.lowOffset + (first - log.records.begin());
        break;
    }
    case StartAt::Ignore:
    case StartAt::End: cursor.next = log.endOffset(); break;
    }
    return cursor;
}

void EmbeddedBroker::read(std::span<Cursor> cursors, std::size_t recordsMax,
                          std::vector<Record>& records, std::vector<TailGap>& gaps) const
{
    /// The next unread record of one cursor; the heap gives the one appended first.
    struct Next
    {
        std::uint64_t sequence;
        std::size_t cursor;

        bool operator<(const Next& other) const { return sequence > other.sequence; }
    };

    std::vector<std::shared_ptr<const Record>> found;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_availability.available) {
            return;
        }
        std::vector<Next> heap;
        for (std::size_t index = 0; index < cursors.size(); ++index) {
            Cursor& cursor = cursors[index];
            const Partition& log = partitionOf(cursor);
            if (cursor.next < log.lowOffset) {
                gaps.push_back(
                    {{m_topics[cursor.topic].spec.name, cursor.partition},
                     cursor.next,
                     log.lowOffset,
                     "the broker deleted records by its retention before they were read"});
                cursor.next = log.lowOffset;
            }
            if (cursor.next < log.endOffset()) {
                heap.push_back({log.at(cursor.next).sequence, index});
            }
        }
        std::make_heap(heap.begin(), heap.end());
        while (!heap.empty() && found.size() < recordsMax) {
            std::pop_heap(heap.begin(), heap.end());
            Cursor& cursor = cursors[heap.back().cursor];
            const Partition& log = partitionOf(cursor);
            found.push_back(log.at(cursor.next).record);
            ++cursor.next;
            if (cursor.next < log.endOffset()) {
                heap.back().sequence = log.at(cursor.next).sequence;
                std::push_heap(heap.begin(), heap.end());
            } else {
                heap.pop_back();
            }
        }
    }
    records.reserve(records.size() + found.size());
    for (const auto& record : found) {
        records.push_back(*record);
    }
}

std::vector<std::int64_t> EmbeddedBroker::endOffsets(std::span<const Cursor> cursors) const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<std::int64_t> ends;
    ends.reserve(cursors.size());
    for (const Cursor& cursor : cursors) {
        ends.push_back(partitionOf(cursor).endOffset());
    }
    return ends;
}

const EmbeddedBroker::Partition& EmbeddedBroker::partitionOf(const Cursor& cursor) const
{
    return m_topics[cursor.topic].partitions[static_cast<std::size_t>(cursor.partition)];
}

void EmbeddedBroker::changed()
{
    ++m_version;
    m_condition.notify_all();
}

}  // namespace otto
