// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"

#include <librdkafka/rdkafka.h>

#include <span>

namespace otto::kafka {

/// Makes the topics that do not exist yet, with up to three replicas. Blocks until the cluster has
/// made them or `wait` is over. Error KAFKA_CREATE_TOPICS names the first topic that failed.
Status createTopics(rd_kafka_t* client, std::span<const TopicSpec> topics, Duration wait);

}  // namespace otto::kafka
