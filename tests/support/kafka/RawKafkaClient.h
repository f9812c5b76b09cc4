// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/bus/Record.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct rd_kafka_s;

namespace otto::test {

/// The other party in a test: a plain librdkafka client that shares no code with the product's bus,
/// so that it can prove what the bus wrote and write what the bus must read.
///
/// Every call blocks until the broker has answered or 30 s are over. One thread. Errors carry the
/// code KAFKA and librdkafka's sentence.
class RawKafkaClient
{
public:
    /// Does not connect yet.
    static Result<RawKafkaClient> create(const std::string& bootstrapServers);
    RawKafkaClient(RawKafkaClient&&) noexcept;
    RawKafkaClient& operator=(RawKafkaClient&&) noexcept;
    ~RawKafkaClient();

    /// Whether a broker that can host topics answers a metadata request within `wait`.
    [[nodiscard]] bool isAnswered(Duration wait) const;

    /// Returns when every partition has a leader, so that a record can be written at once.
    Status createTopic(const std::string& name, std::int32_t partitions = 1);

    /// Writes the records and returns their offsets in the same order. Without a partition it is
    /// chosen from the key as Kafka's own clients do.
    Result<std::vector<std::int64_t>> produce(std::span<const OutgoingRecord> records);

    /// Everything committed in the topic, by partition and offset.
    Result<std::vector<Record>> readAll(const std::string& topic) const;

private:
    struct Destroy
    {
        void operator()(rd_kafka_s* client) const;
    };
    using Handle = std::unique_ptr<rd_kafka_s, Destroy>;

    RawKafkaClient(std::string bootstrapServers, Handle producer);
    static Result<Handle> connect(bool consumer, const std::string& bootstrapServers);

    std::string m_bootstrapServers;
    Handle m_producer;
};

}  // namespace otto::test
