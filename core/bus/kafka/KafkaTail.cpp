// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaTail.h"

#include "core/base/Log.h"
#include "core/bus/kafka/KafkaClientConf.h"
#include "core/bus/kafka/KafkaReason.h"

#include <algorithm>
#include <utility>

namespace otto::kafka {

namespace {

constexpr std::size_t kBatchMax = 1'024;

// What an Instant can say; the writer of a record sets its timestamp freely.
constexpr std::int64_t kEarliestMs = -62'167'219'200'000;
constexpr std::int64_t kLatestMs = 253'402'300'799'999;

void ringBell(rd_kafka_t* /*client*/, void* doorbell)
{
    static_cast<Doorbell*>(doorbell)->ring();
}

std::optional<std::string> copied(const void* bytes, std::size_t size)
{
    if (bytes == nullptr) {
        return std::nullopt;
    }
    return std::string(static_cast<const char*>(bytes), size);
}

void copyHeaders(const rd_kafka_message_t& message, std::vector<Header>& headers)
{
    rd_kafka_headers_t* raw = nullptr;
    if (rd_kafka_message_headers(&message, &raw) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return;
    }
    headers.reserve(rd_kafka_header_cnt(raw));
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    for (std::size_t index = 0;
         rd_kafka_header_get_all(raw, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
         ++index) {
        headers.push_back({name, std::string(static_cast<const char*>(value), size)});
    }
}

/// Errors of a fetch that librdkafka retries for ever and that a person has to know of.
bool standsStill(rd_kafka_resp_err_t code)
{
    switch (code) {
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR__BAD_MSG:
    case RD_KAFKA_RESP_ERR__BAD_COMPRESSION:
    case RD_KAFKA_RESP_ERR__NOT_IMPLEMENTED:
    case RD_KAFKA_RESP_ERR_INVALID_MSG: return true;
    default: return false;
    }
}

}  // namespace

Result<std::unique_ptr<KafkaTail>> KafkaTail::create(const KafkaConfig& config, Doorbell& doorbell,
                                                     BrokerErrors& errors)
{
    Result<ClientHandle> client = newClient(config, ClientRole::Tail, errors);
    if (!client) {
        return tl::unexpected(client.error());
    }
    std::unique_ptr<KafkaTail> tail(new KafkaTail);
    tail->m_client = std::move(*client);
    tail->m_queue.reset(rd_kafka_queue_get_consumer(tail->m_client.get()));
    tail->m_mainQueue.reset(rd_kafka_queue_get_main(tail->m_client.get()));
    for (const QueueHandle* const queue : {&tail->m_queue, &tail->m_mainQueue}) {
        rd_kafka_queue_cb_event_enable(queue->get(), ringBell, &doorbell);
    }
    tail->m_batch.resize(kBatchMax);
    return tail;
}

KafkaTail::~KafkaTail()
{
    release();
}

ClientHandle KafkaTail::release()
{
    drainGivenUp();
    m_topics.clear();
    for (QueueHandle* const queue : {&m_queue, &m_mainQueue}) {
        if (*queue) {
            rd_kafka_queue_cb_event_enable(queue->get(), nullptr, nullptr);
            queue->reset();
        }
    }
    return std::move(m_client);
}

Status KafkaTail::begin(std::span<const FoundOffsets> partitions)
{
    for (const FoundOffsets& found : partitions) {
        TopicHandle& handle = m_topics[found.at.topic].handle;
        if (!handle) {
            handle.reset(rd_kafka_topic_new(m_client.get(), found.at.topic.c_str(), nullptr));
        }
    }
    if (Status assigned = assign(partitions); !assigned) {
        return assigned;
    }
    for (const FoundOffsets& found : partitions) {
        Partitions& known = m_topics[found.at.topic].partitions;
        const auto index = static_cast<std::size_t>(found.at.partition);
        if (known.size() <= index) {
            known.resize(index + 1);
        }
        Partition& partition = known[index];
        partition.isReading = true;
        partition.position = found.start.value_or(found.end);
        partition.end = found.end;
        partition.leftOver.reset(rd_kafka_queue_get_partition(
            m_client.get(), found.at.topic.c_str(), found.at.partition));
        ++m_partitionsRead;
    }
    return {};
}

Status KafkaTail::assign(std::span<const FoundOffsets> partitions)
{
    const PartitionListHandle list(
        rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const FoundOffsets& found : partitions) {
        rd_kafka_topic_partition_list_add(list.get(), found.at.topic.c_str(), found.at.partition)
            ->offset = found.start.value_or(found.end);
    }
    const ErrorHandle error(rd_kafka_incremental_assign(m_client.get(), list.get()));
    if (error) {
        return fail("KAFKA_ASSIGN", std::string("partitions cannot be read: ")
                                        + rd_kafka_error_string(error.get()));
    }
    return {};
}

void KafkaTail::unassign(const std::string& topic, std::span<const std::int32_t> partitions)
{
    const PartitionListHandle list(
        rd_kafka_topic_partition_list_new(static_cast<int>(partitions.size())));
    for (const std::int32_t partition : partitions) {
        rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition);
    }
    const ErrorHandle error(rd_kafka_incremental_unassign(m_client.get(), list.get()));
    if (error) {
        log(LogLevel::Warning, "kafka",
            "topic " + topic + " cannot be given up: " + rd_kafka_error_string(error.get()));
    }
}

void KafkaTail::giveUp(const std::string& topic)
{
    const auto known = m_topics.find(topic);
    if (known == m_topics.end()) {
        return;
    }
    drainGivenUp();
    std::vector<std::int32_t> partitions;
    for (std::size_t index = 0; index < known->second.partitions.size(); ++index) {
        Partition& partition = known->second.partitions[index];
        if (partition.isReading) {
            partitions.push_back(static_cast<std::int32_t>(index));
            m_givenUp.push_back(std::move(partition.leftOver));
        }
    }
    m_partitionsRead -= static_cast<std::int64_t>(partitions.size());
    unassign(topic, partitions);
    m_topics.erase(known);
}

void KafkaTail::drainGivenUp()
{
    for (const QueueHandle& queue : m_givenUp) {
        while (queue) {
            const ssize_t got =
                rd_kafka_consume_batch_queue(queue.get(), 0, m_batch.data(), m_batch.size());
            if (got <= 0) {
                break;
            }
            for (std::size_t index = 0; index < static_cast<std::size_t>(got); ++index) {
                const MessageHandle discarded(std::exchange(m_batch[index], nullptr));
            }
        }
    }
    m_givenUp.clear();
}

void KafkaTail::read(std::size_t maxRecords, std::vector<Record>& records)
{
    // Serves the error callback; records come by the consumer's queue.
    rd_kafka_poll(m_client.get(), 0);
    const std::size_t end = records.size() + maxRecords;
    while (records.size() < end) {
        const std::size_t wanted = std::min(end - records.size(), m_batch.size());
        const ssize_t got = rd_kafka_consume_batch_queue(m_queue.get(), 0, m_batch.data(), wanted);
        if (got <= 0) {
            return;
        }
        // Messages of one topic come in runs. The message that `topic` is from is kept, so that the
        // address cannot become another topic's.
        const rd_kafka_topic_t* topic = nullptr;
        Partitions* partitions = nullptr;
        MessageHandle kept;
        for (std::size_t index = 0; index < static_cast<std::size_t>(got); ++index) {
            MessageHandle message(std::exchange(m_batch[index], nullptr));
            if (message->rkt == nullptr) {
                continue;
            }
            if (message->rkt != topic) {
                topic = message->rkt;
                const auto known = m_topics.find(std::string_view(rd_kafka_topic_name(topic)));
                partitions = known == m_topics.end() ? nullptr : &known->second.partitions;
            }
            const auto at = static_cast<std::size_t>(message->partition);
            if (partitions != nullptr && at < partitions->size() && (*partitions)[at].isReading) {
                take(*message, (*partitions)[at], records);
            }
            kept = std::move(message);
        }
    }
}

void KafkaTail::take(const rd_kafka_message_t& message, Partition& partition,
                     std::vector<Record>& records)
{
    if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        takeError(message, partition);
        return;
    }
    partition.error = RD_KAFKA_RESP_ERR_NO_ERROR;
    // What comes once more was handed out before; what comes of a lost partition is read again.
    if (message.offset < partition.position || partition.isLost) {
        return;
    }
    Record& record = records.emplace_back();
    record.topic = rd_kafka_topic_name(message.rkt);
    record.partition = message.partition;
    record.offset = message.offset;
    const std::int64_t timestamp = rd_kafka_message_timestamp(&message, nullptr);
    record.timestamp = {std::clamp(timestamp, kEarliestMs, kLatestMs)};
    record.key = copied(message.key, message.key_len);
    record.value = copied(message.payload, message.len);
    copyHeaders(message, record.headers);
    partition.position = message.offset + 1;
    ++m_recordsRead;
    m_bytesRead += static_cast<std::int64_t>(message.key_len + message.len);
}

void KafkaTail::takeError(const rd_kafka_message_t& message, Partition& partition)
{
    switch (message.err) {
    case RD_KAFKA_RESP_ERR__PARTITION_EOF:
        partition.error = RD_KAFKA_RESP_ERR_NO_ERROR;
        if (!partition.isLost) {
            partition.position = std::max(partition.position, message.offset);
        }
        return;
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
        partition.isLost = true;
        m_hasHint = true;
        return;
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART: m_hasHint = true; return;
    default:
        log(LogLevel::Debug, "kafka",
            readingReason(message.err, rd_kafka_topic_name(message.rkt), message.partition));
        if (standsStill(message.err)) {
            partition.error = message.err;
        }
        return;
    }
}

std::vector<TopicPartition> KafkaTail::standing() const
{
    std::vector<TopicPartition> standing;
    for (const auto& [name, topic] : m_topics) {
        for (std::size_t index = 0; index < topic.partitions.size(); ++index) {
            const Partition& partition = topic.partitions[index];
            if (partition.isLost || partition.error != RD_KAFKA_RESP_ERR_NO_ERROR) {
                standing.push_back({name, static_cast<std::int32_t>(index)});
            }
        }
    }
    return standing;
}

std::optional<TailGap> KafkaTail::locate(const FoundOffsets& found)
{
    Partition* const partition = find(found.at.topic, found.at.partition);
    if (partition == nullptr) {
        return std::nullopt;
    }
    if (found.end < partition->end) {
        // The topic was made anew, or its log was cut: the position means nothing any more.
        partition->isCut = true;
        partition->isLost = true;
        m_hasHint = true;
    }
    partition->end = found.end;
    const bool stands = partition->isLost || partition->error != RD_KAFKA_RESP_ERR_NO_ERROR;
    if (!stands || !found.start) {
        return std::nullopt;
    }
    const std::int64_t expected = partition->position;
    const bool isInLog = !partition->isCut && expected >= *found.start && expected <= found.end;
    const std::int64_t resumed = isInLog ? expected : *found.start;
    const std::int32_t number = found.at.partition;
    unassign(found.at.topic, {&number, 1});
    const FoundOffsets next{found.at, found.end, resumed};
    if (const Status assigned = assign({&next, 1}); !assigned) {
        log(LogLevel::Warning, "kafka", assigned.error().text);
        return std::nullopt;
    }
    partition->isLost = false;
    partition->isCut = false;
    partition->position = resumed;
    if (isInLog) {
        return std::nullopt;
    }
    return TailGap{found.at, expected, resumed,
                   resumed > expected
                       ? "the broker deleted records by its retention before they were read"
                       : "the topic was made anew or cut, and is read again from its beginning"};
}

KafkaTail::Partition* KafkaTail::find(std::string_view topic, std::int32_t partition)
{
    return const_cast<Partition*>(std::as_const(*this).find(topic, partition));
}

const KafkaTail::Partition* KafkaTail::find(std::string_view topic, std::int32_t partition) const
{
    const auto known = m_topics.find(topic);
    const auto index = static_cast<std::size_t>(partition);
    if (known == m_topics.end() || index >= known->second.partitions.size()
        || !known->second.partitions[index].isReading) {
        return nullptr;
    }
    return &known->second.partitions[index];
}

bool KafkaTail::isReading(const TopicPartition& at) const
{
    return find(at.topic, at.partition) != nullptr;
}

bool KafkaTail::hasReached(const TopicPartition& at, std::int64_t end) const
{
    const Partition* const partition = find(at.topic, at.partition);
    return partition == nullptr || (!partition->isLost && partition->position >= end);
}

std::optional<std::string> KafkaTail::trouble() const
{
    for (const auto& [name, topic] : m_topics) {
        for (std::size_t index = 0; index < topic.partitions.size(); ++index) {
            const rd_kafka_resp_err_t error = topic.partitions[index].error;
            if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
                return readingReason(error, name, static_cast<std::int32_t>(index));
            }
        }
    }
    return std::nullopt;
}

bool KafkaTail::takeHint()
{
    return std::exchange(m_hasHint, false);
}

std::int64_t KafkaTail::lag() const
{
    std::int64_t lag = -1;
    for (const auto& [name, topic] : m_topics) {
        for (const Partition& partition : topic.partitions) {
            if (partition.end >= 0) {
                lag = std::max<std::int64_t>(lag, 0)
                      + std::max<std::int64_t>(partition.end - partition.position, 0);
            }
        }
    }
    return lag;
}

}  // namespace otto::kafka
