// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"
#include "core/bus/kafka/BrokerErrors.h"
#include "core/bus/kafka/Doorbell.h"
#include "core/bus/kafka/KafkaConfig.h"
#include "core/bus/kafka/KafkaHandles.h"
#include "core/bus/kafka/Survey.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otto::kafka {

/// The reading side of a KafkaBus: one consumer with every partition assigned, no group and no
/// commits, and the position in each partition. A position moves when a record is handed out and
/// when librdkafka says that the end was reached, so that transaction markers and compaction do not
/// hold it back.
///
/// Thread: the polling thread. What is passed by reference outlives it.
class KafkaTail
{
public:
    static Result<std::unique_ptr<KafkaTail>> create(const KafkaConfig& config, Doorbell& doorbell,
                                                     BrokerErrors& errors);
    ~KafkaTail();
    KafkaTail(const KafkaTail&) = delete;
    KafkaTail& operator=(const KafkaTail&) = delete;

    /// Begins to read partitions that it does not read yet, at FoundOffsets::start. Error
    /// KAFKA_ASSIGN.
    Status begin(std::span<const FoundOffsets> partitions);
    /// Stops reading a topic.
    void giveUp(const std::string& topic);

    /// Appends what has come, without waiting.
    void read(std::size_t maxRecords, std::vector<Record>& records);

    /// Partitions that stand still: their position is not in the log any more, or fetching fails.
    [[nodiscard]] std::vector<TopicPartition> standing() const;
    /// Takes note of an end offset. With the earliest offset too (FoundOffsets::start) a partition
    /// that stands still goes on, where it stood if the log still has that place, and else from the
    /// earliest offset. Returns the gap, if there is one.
    std::optional<TailGap> locate(const FoundOffsets& found);

    [[nodiscard]] bool isReading(const TopicPartition& at) const;
    /// Whether everything before `end` was handed out. True for a partition that is no longer read.
    [[nodiscard]] bool hasReached(const TopicPartition& at, std::int64_t end) const;

    /// Why some partition cannot be read, if so.
    [[nodiscard]] std::optional<std::string> trouble() const;
    /// Whether librdkafka hinted since the last call that the topics have changed.
    bool takeHint();

    [[nodiscard]] std::int64_t recordsRead() const { return m_recordsRead; }
    [[nodiscard]] std::int64_t bytesRead() const { return m_bytesRead; }
    [[nodiscard]] std::int64_t partitionsRead() const { return m_partitionsRead; }
    /// -1 while no end is known.
    [[nodiscard]] std::int64_t lag() const;

    /// Lets go of the client, so that it can be ended in bounded time. Nothing else may be called
    /// then.
    ClientHandle release();

private:
    struct Partition
    {
        bool isReading = false;
        /// The position is not in the log; reading waits for locate().
        bool isLost = false;
        /// Lost because the log is shorter than it was: the topic was made anew.
        bool isCut = false;
        std::int64_t position = 0;
        std::int64_t end = -1;
        /// Where librdkafka leaves what it fetched when reading stops; see drainGivenUp().
        QueueHandle leftOver;
        /// The last fetch's error that does not pass by itself.
        rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
    };

    using Partitions = std::vector<Partition>;

    struct Topic
    {
        /// Makes librdkafka look the topic up at once and not at the next tick of a second.
        TopicHandle handle;
        Partitions partitions;
    };

    KafkaTail() = default;

    [[nodiscard]] Partition* find(std::string_view topic, std::int32_t partition);
    [[nodiscard]] const Partition* find(std::string_view topic, std::int32_t partition) const;
    void take(const rd_kafka_message_t& message, Partition& partition,
              std::vector<Record>& records);
    void takeError(const rd_kafka_message_t& message, Partition& partition);
    Status assign(std::span<const FoundOffsets> partitions);
    void unassign(const std::string& topic, std::span<const std::int32_t> partitions);
    /// What is left in the queue of a deleted partition refers to the partition, whose queue it is
    /// in: librdkafka before 2.6.1 then never ends (#4724).
    void drainGivenUp();

    ClientHandle m_client;
    QueueHandle m_queue;
    /// Where what is said of brokers arrives.
    QueueHandle m_mainQueue;
    std::map<std::string, Topic, std::less<>> m_topics;
    std::vector<QueueHandle> m_givenUp;
    std::vector<rd_kafka_message_t*> m_batch;
    bool m_hasHint = false;
    std::int64_t m_partitionsRead = 0;
    std::int64_t m_recordsRead = 0;
    std::int64_t m_bytesRead = 0;
};

}  // namespace otto::kafka
