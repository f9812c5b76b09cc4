// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"
#include "core/bus/kafka/BrokerErrors.h"
#include "core/bus/kafka/Doorbell.h"
#include "core/bus/kafka/HandleReaper.h"
#include "core/bus/kafka/KafkaConfig.h"
#include "core/bus/kafka/KafkaHandles.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace otto::kafka {

/// The writing side of a KafkaBus: one idempotent producer, and every record produced has exactly
/// one report. A fatal error of the producer, which the idempotence protocol of librdkafka 2.0.2
/// brings now and then (reliability_performance.md 1.5), ends it: what was in flight is Unknown,
/// what was not sent is Failed, and a new producer takes its place.
///
/// Thread: the polling thread. What is passed by reference outlives it.
class KafkaProducer
{
public:
    static Result<std::unique_ptr<KafkaProducer>> create(const KafkaConfig& config,
                                                         Doorbell& doorbell, BrokerErrors& errors,
                                                         HandleReaper& reaper);
    /// Records without a report get none any more.
    ~KafkaProducer();
    KafkaProducer(const KafkaProducer&) = delete;
    KafkaProducer& operator=(const KafkaProducer&) = delete;

    void produce(const OutgoingRecord& record, ProduceToken token);
    /// Serves the callbacks, renews a producer that failed, and hands out the reports.
    void serve(std::vector<BusEvent>& events);
    void flush(Duration wait);
    /// Forgets what it believed about topics that did not exist, and blocks until it knows these,
    /// for at most `wait`: a broker says that they are made a moment before it knows them itself.
    void awaitTopics(std::span<const TopicSpec> topics, Duration wait);

    [[nodiscard]] std::int64_t inFlight() const;
    [[nodiscard]] std::int64_t recordsProduced() const { return m_recordsProduced; }

    /// The client as it is now; null while it is being renewed. For tests that make it fail.
    [[nodiscard]] rd_kafka_t* client() { return m_client.get(); }

    /// librdkafka's delivery report callback.
    static void onDelivery(rd_kafka_t* client, const rd_kafka_message_t* message, void* opaque);

private:
    /// What librdkafka carries along with a record.
    struct InFlight
    {
        KafkaProducer* producer = nullptr;
        std::uint64_t number = 0;
        ProduceToken token = 0;
    };

    KafkaProducer(KafkaConfig config, Doorbell& doorbell, BrokerErrors& errors,
                  HandleReaper& reaper);

    Status start();
    void stop(const std::string& reason);
    void renewWhenFatal();
    bool knowsTopics(std::span<const TopicSpec> topics, Duration wait);
    /// Null when it cannot be a topic's name.
    rd_kafka_topic_t* topicOf(const std::string& name);
    rd_kafka_resp_err_t hand(const OutgoingRecord& record, InFlight& inFlight);
    void report(ProduceToken token, const rd_kafka_message_t& message);
    void reportFailed(ProduceToken token, std::string reason);

    const KafkaConfig m_config;
    Doorbell& m_doorbell;
    BrokerErrors& m_errors;
    HandleReaper& m_reaper;

    ClientHandle m_client;
    /// By name. A topic that librdkafka is told of in this way is looked up at once; one that it
    /// first meets in a record would wait for the next tick of a second.
    std::unordered_map<std::string, TopicHandle> m_topics;
    /// Why there is no client; then a new one is tried at m_nextStart.
    std::string m_stoppedReason;
    std::chrono::steady_clock::time_point m_nextStart;

    std::unordered_map<std::uint64_t, InFlight> m_inFlight;
    std::uint64_t m_lastNumber = 0;
    std::int64_t m_recordsProduced = 0;
    std::vector<DeliveryReport> m_reports;
};

}  // namespace otto::kafka
