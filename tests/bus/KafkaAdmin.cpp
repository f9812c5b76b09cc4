// SPDX-License-Identifier: Apache-2.0
#include "tests/bus/KafkaAdmin.h"

#include <QtGlobal>

#include <librdkafka/rdkafka.h>

#include <array>
#include <utility>

namespace otto::test {

namespace {

constexpr int kTimeoutMs = 20'000;

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
using KafkaError = Owned<rd_kafka_error_t, rd_kafka_error_destroy>;
using Options = Owned<rd_kafka_AdminOptions_t, rd_kafka_AdminOptions_destroy>;
using PartitionList = Owned<rd_kafka_topic_partition_list_t, rd_kafka_topic_partition_list_destroy>;

Status statusOf(const KafkaError& error)
{
    if (error) {
        return fail("KAFKA", rd_kafka_error_string(error.get()));
    }
    return {};
}

Status statusOf(rd_kafka_resp_err_t code)
{
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return fail("KAFKA", rd_kafka_err2str(code));
    }
    return {};
}

/// The overall outcome, then that of the one topic or partition asked for.
template <typename ErrorOfResult>
Status outcomeOf(const Queue& queue, const ErrorOfResult& errorOf)
{
    const Event event(rd_kafka_queue_poll(queue.get(), kTimeoutMs));
    if (!event) {
        return fail("KAFKA", "no answer");
    }
    if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return fail("KAFKA", rd_kafka_event_error_string(event.get()));
    }
    return statusOf(errorOf(event.get()));
}

Options waitingOptions(rd_kafka_t* client, rd_kafka_admin_op_t operation)
{
    std::array<char, 256> text{};
    Options options(rd_kafka_AdminOptions_new(client, operation));
    rd_kafka_AdminOptions_set_operation_timeout(options.get(), kTimeoutMs, text.data(),
                                                text.size());
    return options;
}

void onDelivery(rd_kafka_t* /*client*/, const rd_kafka_message_t* message, void* /*opaque*/)
{
    *static_cast<rd_kafka_resp_err_t*>(message->_private) = message->err;
}

}  // namespace

void KafkaAdmin::Destroy::operator()(rd_kafka_s* client) const
{
    rd_kafka_destroy(client);
}

KafkaAdmin::KafkaAdmin(const std::string& bootstrapServers, const std::string& transactionalId)
{
    std::array<char, 256> text{};
    rd_kafka_conf_t* const conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", bootstrapServers.c_str(), nullptr, 0);
    rd_kafka_conf_set(conf, "log_level", "0", nullptr, 0);
    if (!transactionalId.empty()) {
        rd_kafka_conf_set(conf, "transactional.id", transactionalId.c_str(), nullptr, 0);
    }
    rd_kafka_conf_set_dr_msg_cb(conf, onDelivery);
    m_client.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf, text.data(), text.size()));
    if (!transactionalId.empty()) {
        const KafkaError error(rd_kafka_init_transactions(m_client.get(), kTimeoutMs));
        if (error) {
            qFatal("no transactions: %s", rd_kafka_error_string(error.get()));
        }
    }
}

KafkaAdmin::~KafkaAdmin() = default;

Status KafkaAdmin::growTopic(const std::string& topic, std::int32_t partitions)
{
    std::array<char, 256> text{};
    const Queue queue(rd_kafka_queue_new(m_client.get()));
    const Options options = waitingOptions(m_client.get(), RD_KAFKA_ADMIN_OP_CREATEPARTITIONS);
    rd_kafka_NewPartitions_t* asked = rd_kafka_NewPartitions_new(
        topic.c_str(), static_cast<std::size_t>(partitions), text.data(), text.size());
    rd_kafka_CreatePartitions(m_client.get(), &asked, 1, options.get(), queue.get());
    rd_kafka_NewPartitions_destroy(asked);
    return outcomeOf(queue, [](rd_kafka_event_t* event) {
        std::size_t count = 0;
        return rd_kafka_topic_result_error(rd_kafka_CreatePartitions_result_topics(
            rd_kafka_event_CreatePartitions_result(event), &count)[0]);
    });
}

Status KafkaAdmin::deleteTopic(const std::string& topic)
{
    const Queue queue(rd_kafka_queue_new(m_client.get()));
    const Options options = waitingOptions(m_client.get(), RD_KAFKA_ADMIN_OP_DELETETOPICS);
    rd_kafka_DeleteTopic_t* asked = rd_kafka_DeleteTopic_new(topic.c_str());
    rd_kafka_DeleteTopics(m_client.get(), &asked, 1, options.get(), queue.get());
    rd_kafka_DeleteTopic_destroy(asked);
    return outcomeOf(queue, [](rd_kafka_event_t* event) {
        std::size_t count = 0;
        return rd_kafka_topic_result_error(rd_kafka_DeleteTopics_result_topics(
            rd_kafka_event_DeleteTopics_result(event), &count)[0]);
    });
}

Status KafkaAdmin::deleteRecords(const std::string& topic, std::int32_t partition,
                                 std::int64_t before)
{
    const Queue queue(rd_kafka_queue_new(m_client.get()));
    const Options options = waitingOptions(m_client.get(), RD_KAFKA_ADMIN_OP_DELETERECORDS);
    const PartitionList list(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), partition)->offset = before;
    rd_kafka_DeleteRecords_t* asked = rd_kafka_DeleteRecords_new(list.get());
    rd_kafka_DeleteRecords(m_client.get(), &asked, 1, options.get(), queue.get());
    rd_kafka_DeleteRecords_destroy(asked);
    return outcomeOf(queue, [](rd_kafka_event_t* event) {
        return rd_kafka_DeleteRecords_result_offsets(rd_kafka_event_DeleteRecords_result(event))
            ->elems[0]
            .err;
    });
}

Status KafkaAdmin::write(const std::string& topic, const std::string& value,
                         std::int64_t timestampMs)
{
    rd_kafka_resp_err_t delivered = RD_KAFKA_RESP_ERR__TIMED_OUT;
    std::array<rd_kafka_vu_t, 6> attributes{};
    attributes[0].vtype = RD_KAFKA_VTYPE_TOPIC;
    attributes[0].u.cstr = topic.c_str();
    attributes[1].vtype = RD_KAFKA_VTYPE_PARTITION;
    attributes[1].u.i32 = 0;
    attributes[2].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    attributes[2].u.i = RD_KAFKA_MSG_F_COPY;
    attributes[3].vtype = RD_KAFKA_VTYPE_VALUE;
    attributes[3].u.mem.ptr = const_cast<char*>(value.data());
    attributes[3].u.mem.size = value.size();
    attributes[4].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
    attributes[4].u.i64 = timestampMs;
    attributes[5].vtype = RD_KAFKA_VTYPE_OPAQUE;
    attributes[5].u.ptr = &delivered;
    const KafkaError error(
        rd_kafka_produceva(m_client.get(), attributes.data(), attributes.size()));
    if (error) {
        return statusOf(error);
    }
    rd_kafka_flush(m_client.get(), kTimeoutMs);
    return statusOf(delivered);
}

Status KafkaAdmin::beginTransaction()
{
    return statusOf(KafkaError(rd_kafka_begin_transaction(m_client.get())));
}

Status KafkaAdmin::commitTransaction()
{
    return statusOf(KafkaError(rd_kafka_commit_transaction(m_client.get(), kTimeoutMs)));
}

Status KafkaAdmin::abortTransaction()
{
    return statusOf(KafkaError(rd_kafka_abort_transaction(m_client.get(), kTimeoutMs)));
}

}  // namespace otto::test
