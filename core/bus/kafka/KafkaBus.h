// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/Bus.h"
#include "core/bus/kafka/KafkaConfig.h"

#include <memory>
#include <span>
#include <vector>

namespace otto {

/// A client of a Kafka cluster on librdkafka's C API: a consumer that tails, an idempotent
/// producer, and a surveyor that watches topics, end offsets and the connection.
///
/// Thread: as Bus says. librdkafka fetches and sends on threads of its own, and the surveyor has
/// one; the polling thread alone turns what they bring into records and events. Back-pressure is
/// not polling: what librdkafka holds is bounded.
///
/// The destructor takes a few seconds at most, and drops what was produced and not flushed.
class KafkaBus final : public Bus
{
public:
    /// Does not wait for a broker: whether one answers comes as ConnectionChange. Errors
    /// KAFKA_BROKERS, KAFKA_PROPERTY, KAFKA_CLIENT. The clock outlives the bus.
    static Result<std::unique_ptr<KafkaBus>> create(const KafkaConfig& config, const Clock& clock);
    ~KafkaBus() override;

    Status createTopics(std::span<const TopicSpec> topics) override;
    void startTail(TailOptions options) override;
    void poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
              std::vector<BusEvent>& events) override;
    void produce(OutgoingRecord record, ProduceToken token) override;
    void probe() override;
    void wake() override;
    void flush(Duration wait) override;
    [[nodiscard]] BusStatistics statistics() const override;

private:
    class Session;

    explicit KafkaBus(std::unique_ptr<Session> session);

    const std::unique_ptr<Session> m_session;
};

}  // namespace otto
