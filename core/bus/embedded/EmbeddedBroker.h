// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/Bus.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace otto {

struct EmbeddedBrokerLimits
{
    /// The oldest records of a partition beyond this count are deleted; 0 keeps all. A topic made
    /// with `retention.ms` = `-1` keeps all in any case, as it would on Kafka.
    std::size_t recordsPerPartitionMax = 0;
    /// Key, value and headers together. Kafka's default of `message.max.bytes`.
    std::size_t recordBytesMax = 1'048'588;
};

/// An in-process broker: topics, partitions, offsets, timestamps from the injected clock, keys and
/// headers, for any number of clients (EmbeddedBus). It owns all records.
///
/// Every append gets a broker-wide sequence number, and readers get records in that order over all
/// partitions: with a virtual clock the same calls give the same results. (Kafka promises order
/// within a partition only, and so does Bus.)
///
/// Thread: every method may be called by any thread; one mutex guards all. No thread of its own.
/// The clock outlives the broker.
class EmbeddedBroker
{
public:
    using Limits = EmbeddedBrokerLimits;

    /// A reader's place in one partition; belongs to the reader.
    struct Cursor
    {
        std::size_t topic = 0;
        std::int32_t partition = 0;
        std::int64_t next = 0;
    };

    struct Appended
    {
        std::int32_t partition = -1;
        std::int64_t offset = -1;
    };

    struct Availability
    {
        bool available = true;
        std::string reason;
        Instant since;
        /// Counts the changes, so that a client also notices an outage that is over already.
        std::uint64_t changes = 0;
    };

    explicit EmbeddedBroker(const Clock& clock, Limits limits = {});
    EmbeddedBroker(const EmbeddedBroker&) = delete;
    EmbeddedBroker& operator=(const EmbeddedBroker&) = delete;

    [[nodiscard]] const Clock& clock() const { return m_clock; }

    /// Makes the topics that do not exist yet. Errors: BAD_TOPIC, UNAVAILABLE; the other topics of
    /// the call are made all the same.
    Status createTopics(std::span<const TopicSpec> topics);
    /// Raises the partition count of a topic. Errors: UNKNOWN_TOPIC, BAD_TOPIC, UNAVAILABLE.
    Status growTopic(std::string_view name, std::int32_t partitions);
    [[nodiscard]] std::vector<TopicSpec> topics() const;

    /// The fault switch: while unavailable, clients are Down with `reason`, read nothing and hold
    /// what they produce. Nothing is lost when it comes back.
    void setAvailable(bool available, std::string reason = {});
    /// A fault: records are written, but the writers never hear of it (outcome Unknown).
    void loseAcknowledgements(bool lose);
    [[nodiscard]] Availability availability() const;
    [[nodiscard]] bool acknowledgementsLost() const;

    /// Writes the record, or leaves it untouched on error: UNAVAILABLE, UNKNOWN_TOPIC,
    /// UNKNOWN_PARTITION, RECORD_TOO_LARGE.
    Result<Appended> append(OutgoingRecord&& record);

    /// Changes with every append, new topic, new partition and change of availability.
    [[nodiscard]] std::uint64_t version() const;
    /// Waits until version() differs from `seen`, `woken` is set or the deadline is over.
    void waitForChange(std::uint64_t seen, const std::atomic<bool>& woken,
                       std::chrono::steady_clock::time_point deadline) const;
    /// Sets the flag of a waiting client and wakes it.
    void wake(std::atomic<bool>& woken) const;

    /// Changes with every new topic and partition.
    [[nodiscard]] std::uint64_t topology() const;
    /// @pre the topic exists (StartAt::Ignore gives the end).
    [[nodiscard]] Cursor cursorAt(std::size_t topic, std::int32_t partition, StartAt startAt,
                                  Instant lookbackFrom) const;
    /// Appends up to `recordsMax` records in append order and moves the cursors behind them.
    /// Records that retention took before they were read are reported in `gaps`. Nothing while
    /// unavailable.
    void read(std::span<Cursor> cursors, std::size_t recordsMax, std::vector<Record>& records,
              std::vector<TailGap>& gaps) const;
    /// The end offsets of the cursors' partitions, in their order.
    [[nodiscard]] std::vector<std::int64_t> endOffsets(std::span<const Cursor> cursors) const;

private:
    struct StoredRecord
    {
        std::uint64_t sequence = 0;
        std::shared_ptr<const Record> record;
    };

    struct Partition
    {
        std::int64_t lowOffset = 0;
        std::deque<StoredRecord> records;

        [[nodiscard]] std::int64_t endOffset() const;
        [[nodiscard]] const StoredRecord& at(std::int64_t offset) const;
    };

    struct Topic
    {
        TopicSpec spec;
        std::size_t recordsPerPartitionMax = 0;
        std::size_t recordBytesMax = 0;
        std::deque<Partition> partitions;
        /// Where the next record without a key goes.
        std::int32_t nextKeyless = 0;
    };

    Status createTopic(const TopicSpec& spec);
    Result<std::int32_t> choosePartition(Topic& topic, const OutgoingRecord& record) const;
    const Partition& partitionOf(const Cursor& cursor) const;
    void changed();

    const Clock& m_clock;
    const Limits m_limits;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_condition;
    std::deque<Topic> m_topics;
    std::unordered_map<std::string, std::size_t> m_topicIndex;
    Availability m_availability;
    bool m_acknowledgementsLost = false;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_version = 0;
    std::uint64_t m_topology = 0;
};

}  // namespace otto
