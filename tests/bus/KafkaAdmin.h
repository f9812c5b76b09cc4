// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/bus/Record.h"

#include <cstdint>
#include <memory>
#include <string>

struct rd_kafka_s;

namespace otto::test {

/// What an administrator or a transactional system does to a cluster while the bus is running;
/// plain librdkafka, no code of the product. Every call waits for the broker. One thread.
class KafkaAdmin
{
public:
    /// With a transactional id its records belong to transactions.
    KafkaAdmin(const std::string& bootstrapServers, const std::string& transactionalId = {});
    ~KafkaAdmin();
    KafkaAdmin(const KafkaAdmin&) = delete;
    KafkaAdmin& operator=(const KafkaAdmin&) = delete;

    Status growTopic(const std::string& topic, std::int32_t partitions);
    Status deleteTopic(const std::string& topic);
    /// Deletes the records of a partition before that offset, as retention does.
    Status deleteRecords(const std::string& topic, std::int32_t partition, std::int64_t before);

    /// Writes to partition 0 with any timestamp and waits for the acknowledgement.
    Status write(const std::string& topic, const std::string& value, std::int64_t timestampMs);

    Status beginTransaction();
    Status commitTransaction();
    Status abortTransaction();

private:
    struct Destroy
    {
        void operator()(rd_kafka_s* client) const;
    };

    std::unique_ptr<rd_kafka_s, Destroy> m_client;
};

}  // namespace otto::test
