// SPDX-License-Identifier: Apache-2.0
#include "tests/support/kafka/RawKafkaClient.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <tuple>
#include <utility>

namespace otto::test {

namespace {

constexpr int kTimeoutMs = 30'000;
constexpr std::size_t kErrorTextBytes = 512;

template <auto destroy>
struct Destroyer
{
    template <typename T>
    void operator()(T* object) const
    {
        destroy(object);
    }
};

template <typename T, auto destroy>
using Owned = std::unique_ptr<T, Destroyer<destroy>>;

using Queue = Owned<rd_kafka_queue_t, rd_kafka_queue_destroy>;
using Event = Owned<rd_kafka_event_t, rd_kafka_event_destroy>;
using NewTopic = Owned<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy>;
using PartitionList = Owned<rd_kafka_topic_partition_list_t, rd_kafka_topic_partition_list_destroy>;
using Message = Owned<rd_kafka_message_t, rd_kafka_message_destroy>;
using Topic = Owned<rd_kafka_topic_t, rd_kafka_topic_destroy>;

class Deadline
{
public:
    [[nodiscard]] int remainingMs() const
    {
        const auto left = m_end - std::chrono::steady_clock::now();
        return std::max(
            0,
            static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(left).count()));
    }

    [[nodiscard]] bool isOver() const { return remainingMs() == 0; }

private:
    std::chrono::steady_clock::time_point m_end =
        std::chrono::steady_clock::now() + std::chrono::milliseconds{kTimeoutMs};
};

tl::unexpected<Error> kafkaError(const std::string& what, rd_kafka_resp_err_t code)
{
    return fail("KAFKA", what + ": " + rd_kafka_err2str(code));
}

/// What became of one record of a produce() call.
struct Delivery
{
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR__TIMED_OUT;
    std::int64_t offset = -1;
};

void onDelivery(rd_kafka_t* /*client*/, const rd_kafka_message_t* message, void* /*opaque*/)
{
    *static_cast<Delivery*>(message->_private) = Delivery{message->err, message->offset};
}

rd_kafka_vu_t attribute(rd_kafka_vtype_t type)
{
    rd_kafka_vu_t attribute{};
    attribute.vtype = type;
    return attribute;
}

rd_kafka_vu_t bytesAttribute(rd_kafka_vtype_t type, const std::optional<std::string>& bytes)
{
    rd_kafka_vu_t filled = attribute(type);
    // librdkafka copies the bytes (RD_KAFKA_MSG_F_COPY) but takes them as non-const.
    filled.u.mem.ptr = bytes ? const_cast<char*>(bytes->data()) : nullptr;
    filled.u.mem.size = bytes ? bytes->size() : 0;
    return filled;
}

rd_kafka_resp_err_t enqueue(rd_kafka_t* client, const OutgoingRecord& record, Delivery& delivery)
{
    std::vector<rd_kafka_vu_t> attributes{attribute(RD_KAFKA_VTYPE_TOPIC),
                                          attribute(RD_KAFKA_VTYPE_PARTITION),
                                          attribute(RD_KAFKA_VTYPE_MSGFLAGS),
                                          attribute(RD_KAFKA_VTYPE_OPAQUE),
                                          bytesAttribute(RD_KAFKA_VTYPE_KEY, record.key),
                                          bytesAttribute(RD_KAFKA_VTYPE_VALUE, record.value)};
    attributes[0].u.cstr = record.topic.c_str();
    attributes[1].u.i32 = record.partition.value_or(RD_KAFKA_PARTITION_UA);
    attributes[2].u.i = RD_KAFKA_MSG_F_COPY;
    attributes[3].u.ptr = &delivery;
    for (const Header& header : record.headers) {
        rd_kafka_vu_t& added = attributes.emplace_back(attribute(RD_KAFKA_VTYPE_HEADER));
        added.u.header.name = header.name.c_str();
        added.u.header.val = header.value.data();
        added.u.header.size = static_cast<ssize_t>(header.value.size());
    }
    while (true) {
        const Owned<rd_kafka_error_t, rd_kafka_error_destroy> error(
            rd_kafka_produceva(client, attributes.data(), attributes.size()));
        if (!error)
            return RD_KAFKA_RESP_ERR_NO_ERROR;
        if (rd_kafka_error_code(error.get()) != RD_KAFKA_RESP_ERR__QUEUE_FULL)
            return rd_kafka_error_code(error.get());
        rd_kafka_poll(client, kTimeoutMs);
    }
}

std::optional<std::string> copied(const void* bytes, std::size_t size)
{
    if (!bytes)
        return std::nullopt;
    return std::string(static_cast<const char*>(bytes), size);
}

Record recordOf(const rd_kafka_message_t& message)
{
    Record record;
    record.topic = rd_kafka_topic_name(message.rkt);
    record.partition = message.partition;
    record.offset = message.offset;
    record.timestamp = Instant{rd_kafka_message_timestamp(&message, nullptr)};
    record.key = copied(message.key, message.key_len);
    record.value = copied(message.payload, message.len);
    rd_kafka_headers_t* headers = nullptr;
    if (rd_kafka_message_headers(&message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR) {
        const char* name = nullptr;
        const void* value = nullptr;
        std::size_t size = 0;
        for (std::size_t i = 0; rd_kafka_header_get_all(headers, i, &name, &value, &size)
                                == RD_KAFKA_RESP_ERR_NO_ERROR;
             ++i) {
            record.headers.push_back({name, copied(value, size).value_or("")});
        }
    }
    return record;
}

/// The number of partitions once each has a leader; 0 while the topic is unknown or has none.
Result<std::int32_t> ledPartitions(rd_kafka_t* client, const std::string& name, int waitMs)
{
    const Topic topic(rd_kafka_topic_new(client, name.c_str(), nullptr));
    const struct rd_kafka_metadata* metadata = nullptr;
    const auto code = rd_kafka_metadata(client, 0, topic.get(), &metadata, waitMs);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError("metadata of " + name, code);
    const Owned<const struct rd_kafka_metadata, rd_kafka_metadata_destroy> owned(metadata);
    if (metadata->topic_cnt != 1 || metadata->topics[0].err != RD_KAFKA_RESP_ERR_NO_ERROR)
        return 0;
    const auto& found = metadata->topics[0];
    const std::span partitions(found.partitions, static_cast<std::size_t>(found.partition_cnt));
    const bool isLed = std::all_of(partitions.begin(), partitions.end(), [](const auto& partition) {
        return partition.err == RD_KAFKA_RESP_ERR_NO_ERROR && partition.leader >= 0;
    });
    return isLed ? found.partition_cnt : 0;
}

}  // namespace

void RawKafkaClient::Destroy::operator()(rd_kafka_s* client) const
{
    rd_kafka_destroy(client);
}

RawKafkaClient::RawKafkaClient(std::string bootstrapServers, Handle producer)
    : m_bootstrapServers(std::move(bootstrapServers)), m_producer(std::move(producer))
{}

RawKafkaClient::RawKafkaClient(RawKafkaClient&&) noexcept = default;
RawKafkaClient& RawKafkaClient::operator=(RawKafkaClient&&) noexcept = default;
RawKafkaClient::~RawKafkaClient() = default;

Result<RawKafkaClient::Handle> RawKafkaClient::connect(bool consumer,
                                                       const std::string& bootstrapServers)
{
    using Setting = std::pair<const char*, std::string>;
    std::vector<Setting> settings{{"bootstrap.servers", bootstrapServers},
                                  {"reconnect.backoff.ms", "20"},
                                  {"reconnect.backoff.max.ms", "100"},
                                  {"message.max.bytes", "12582912"},
                                  // A refused connection is what tests provoke; no log of it.
                                  {"log_level", "0"}};
    if (consumer) {
        settings.insert(settings.end(), {{"group.id", "raw-kafka-client"},
                                         {"enable.auto.commit", "false"},
                                         {"enable.partition.eof", "true"},
                                         {"auto.offset.reset", "earliest"},
                                         {"fetch.wait.max.ms", "10"}});
    } else {
        // Without idempotence a record sent again, as the first of a new topic often is, comes
        // after those that followed it.
        settings.insert(settings.end(), {{"acks", "all"},
                                         {"enable.idempotence", "true"},
                                         {"linger.ms", "0"},
                                         {"partitioner", "murmur2_random"},
                                         {"message.timeout.ms", std::to_string(kTimeoutMs)}});
    }

    std::array<char, kErrorTextBytes> text{};
    Owned<rd_kafka_conf_t, rd_kafka_conf_destroy> conf(rd_kafka_conf_new());
    for (const auto& [name, value] : settings) {
        if (rd_kafka_conf_set(conf.get(), name, value.c_str(), text.data(), text.size())
            != RD_KAFKA_CONF_OK)
            return fail("KAFKA", text.data());
    }
    if (!consumer)
        rd_kafka_conf_set_dr_msg_cb(conf.get(), onDelivery);
    Handle client(rd_kafka_new(consumer ? RD_KAFKA_CONSUMER : RD_KAFKA_PRODUCER, conf.get(),
                               text.data(), text.size()));
    if (!client)
        return fail("KAFKA", text.data());
    // rd_kafka_new() has taken the configuration over.
    std::ignore = conf.release();
    return client;
}

Result<RawKafkaClient> RawKafkaClient::create(const std::string& bootstrapServers)
{
    auto producer = connect(false, bootstrapServers);
    if (!producer)
        return tl::unexpected(producer.error());
    return RawKafkaClient(bootstrapServers, std::move(*producer));
}

bool RawKafkaClient::isAnswered(Duration wait) const
{
    const struct rd_kafka_metadata* metadata = nullptr;
    const auto code =
        rd_kafka_metadata(m_producer.get(), 0, nullptr, &metadata, static_cast<int>(wait.count()));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return false;
    const bool hasBroker = metadata->broker_cnt > 0;
    rd_kafka_metadata_destroy(metadata);
    return hasBroker;
}

Status RawKafkaClient::createTopic(const std::string& name, std::int32_t partitions)
{
    std::array<char, kErrorTextBytes> text{};
    const NewTopic topic(
        rd_kafka_NewTopic_new(name.c_str(), partitions, 1, text.data(), text.size()));
    if (!topic)
        return fail("KAFKA", text.data());
    const Queue queue(rd_kafka_queue_new(m_producer.get()));
    rd_kafka_NewTopic_t* topics[] = {topic.get()};
    rd_kafka_CreateTopics(m_producer.get(), topics, 1, nullptr, queue.get());
    const Event event(rd_kafka_queue_poll(queue.get(), kTimeoutMs));
    if (!event)
        return kafkaError("creating " + name, RD_KAFKA_RESP_ERR__TIMED_OUT);
    if (const auto code = rd_kafka_event_error(event.get()); code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kafkaError("creating " + name, code);
    std::size_t count = 0;
    const auto* results = rd_kafka_CreateTopics_result_topics(
        rd_kafka_event_CreateTopics_result(event.get()), &count);
    for (const auto* result : std::span(results, count)) {
        if (const auto code = rd_kafka_topic_result_error(result))
            return kafkaError("creating " + name, code);
    }

    const Deadline deadline;
    while (!deadline.isOver()) {
        const auto led = ledPartitions(m_producer.get(), name, deadline.remainingMs());
        if (!led)
            return tl::unexpected(led.error());
        if (*led == partitions)
            return {};
    }
    return kafkaError("waiting for leaders of " + name, RD_KAFKA_RESP_ERR__TIMED_OUT);
}

Result<std::vector<std::int64_t>> RawKafkaClient::produce(std::span<const OutgoingRecord> records)
{
    std::vector<Delivery> deliveries(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto code = enqueue(m_producer.get(), records[i], deliveries[i]);
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
            deliveries[i].code = code;
    }
    // message.timeout.ms ends every wait, so that no delivery report can come after this call.
    while (rd_kafka_outq_len(m_producer.get()) > 0)
        rd_kafka_flush(m_producer.get(), kTimeoutMs);

    std::vector<std::int64_t> offsets;
    for (const Delivery& delivery : deliveries) {
        if (delivery.code != RD_KAFKA_RESP_ERR_NO_ERROR)
            return kafkaError("producing", delivery.code);
        offsets.push_back(delivery.offset);
    }
    return offsets;
}

Result<std::vector<Record>> RawKafkaClient::readAll(const std::string& topic) const
{
    auto consumer = connect(true, m_bootstrapServers);
    if (!consumer)
        return tl::unexpected(consumer.error());
    const Deadline deadline;
    const auto partitions = ledPartitions(consumer->get(), topic, deadline.remainingMs());
    if (!partitions)
        return tl::unexpected(partitions.error());
    if (*partitions == 0)
        return kafkaError("reading " + topic, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);

    rd_kafka_poll_set_consumer(consumer->get());
    const PartitionList assignment(rd_kafka_topic_partition_list_new(*partitions));
    std::set<std::int32_t> unread;
    for (std::int32_t partition = 0; partition < *partitions; ++partition) {
        rd_kafka_topic_partition_list_add(assignment.get(), topic.c_str(), partition)->offset =
            RD_KAFKA_OFFSET_BEGINNING;
        unread.insert(partition);
    }
    rd_kafka_assign(consumer->get(), assignment.get());

    std::vector<Record> records;
    while (!unread.empty()) {
        const Message message(rd_kafka_consumer_poll(consumer->get(), deadline.remainingMs()));
        if (!message || deadline.isOver())
            return kafkaError("reading " + topic, RD_KAFKA_RESP_ERR__TIMED_OUT);
        if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
            records.push_back(recordOf(*message));
        else if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF)
            unread.erase(message->partition);
        else if (message->err != RD_KAFKA_RESP_ERR__TRANSPORT
                 && message->err != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
            return kafkaError("reading " + topic, message->err);
    }
    std::sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
        return std::tie(a.partition, a.offset) < std::tie(b.partition, b.offset);
    });
    return records;
}

}  // namespace otto::test
