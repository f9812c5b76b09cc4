// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/kafka/BrokerErrors.h"
#include "core/bus/kafka/KafkaConfig.h"
#include "core/bus/kafka/KafkaHandles.h"

namespace otto::kafka {

enum class ClientRole {
    Tail,      ///< reads all partitions by assignment, commits nothing
    Producer,  ///< acks=all and idempotent
    Surveyor,  ///< asks for topics and offsets, never fetches
};

/// librdkafka's settings of one role with the profile's on top. Errors as KafkaConfig::validate().
Result<ConfHandle> clientConf(const KafkaConfig& config, ClientRole role);

/// A running client of that role, whose word on brokers goes to `errors`, which outlives it. Does
/// not connect yet. Error KAFKA_CLIENT with librdkafka's sentence, for example when a certificate
/// file is missing, or one of KafkaConfig::validate().
Result<ClientHandle> newClient(const KafkaConfig& config, ClientRole role, BrokerErrors& errors);

}  // namespace otto::kafka
