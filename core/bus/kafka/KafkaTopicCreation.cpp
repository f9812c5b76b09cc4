// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaTopicCreation.h"

#include "core/bus/kafka/KafkaHandles.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace otto::kafka {

namespace {

constexpr int kReplicasMax = 3;
constexpr std::size_t kErrorTextBytes = 512;
constexpr const char* kCode = "KAFKA_CREATE_TOPICS";

/// What a cluster of this size can hold of each record.
int replicas(rd_kafka_t* client, int waitMs)
{
    const rd_kafka_metadata_t* raw = nullptr;
    if (rd_kafka_metadata(client, /*all_topics=*/0, nullptr, &raw, waitMs)
        != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return 0;
    }
    const MetadataHandle metadata(raw);
    return std::min(metadata->broker_cnt, kReplicasMax);
}

Result<NewTopicHandle> newTopic(const TopicSpec& spec, int replicaCount)
{
    std::array<char, kErrorTextBytes> text{};
    NewTopicHandle topic(rd_kafka_NewTopic_new(spec.name.c_str(), spec.partitions, replicaCount,
                                               text.data(), text.size()));
    if (!topic) {
        return fail(kCode, "topic " + spec.name + " cannot be made: " + text.data());
    }
    for (const auto& [name, value] : spec.config) {
        rd_kafka_NewTopic_set_config(topic.get(), name.c_str(), value.c_str());
    }
    return topic;
}

Status outcome(const EventHandle& event)
{
    if (!event) {
        return fail(kCode, "topics cannot be made: no broker answers");
    }
    if (rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return fail(kCode, std::string("topics cannot be made: ")
                               + rd_kafka_event_error_string(event.get()));
    }
    const rd_kafka_CreateTopics_result_t* const result =
        rd_kafka_event_CreateTopics_result(event.get());
    std::size_t count = 0;
    const rd_kafka_topic_result_t** const topics =
        rd_kafka_CreateTopics_result_topics(result, &count);
    for (std::size_t index = 0; index < count; ++index) {
        const rd_kafka_resp_err_t code = rd_kafka_topic_result_error(topics[index]);
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
            const char* const why = rd_kafka_topic_result_error_string(topics[index]);
            return fail(kCode, std::string("topic ") + rd_kafka_topic_result_name(topics[index])
                                   + " cannot be made: "
                                   + (why == nullptr ? rd_kafka_err2str(code) : why));
        }
    }
    return {};
}

}  // namespace

Status createTopics(rd_kafka_t* client, std::span<const TopicSpec> topics, Duration wait)
{
    if (topics.empty()) {
        return {};
    }
    // A third to learn the size of the cluster, the rest for the request itself.
    const int waitMs = static_cast<int>(wait.count());
    const int replicaCount = replicas(client, waitMs / 3);
    if (replicaCount == 0) {
        return fail(kCode, "topics cannot be made: no broker answers");
    }
    std::vector<NewTopicHandle> owned;
    std::vector<rd_kafka_NewTopic_t*> asked;
    for (const TopicSpec& spec : topics) {
        Result<NewTopicHandle> topic = newTopic(spec, replicaCount);
        if (!topic) {
            return tl::unexpected(topic.error());
        }
        asked.push_back(topic->get());
        owned.push_back(std::move(*topic));
    }
    const int requestMs = waitMs / 2;
    std::array<char, kErrorTextBytes> text{};
    const AdminOptionsHandle options(
        rd_kafka_AdminOptions_new(client, RD_KAFKA_ADMIN_OP_CREATETOPICS));
    rd_kafka_AdminOptions_set_request_timeout(options.get(), requestMs, text.data(), text.size());
    rd_kafka_AdminOptions_set_operation_timeout(options.get(), requestMs, text.data(), text.size());
    const QueueHandle queue(rd_kafka_queue_new(client));
    rd_kafka_CreateTopics(client, asked.data(), asked.size(), options.get(), queue.get());
    return outcome(EventHandle(rd_kafka_queue_poll(queue.get(), requestMs + 500)));
}

}  // namespace otto::kafka
