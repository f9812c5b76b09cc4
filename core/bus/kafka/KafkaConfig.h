// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/base/Time.h"

#include <map>
#include <string>

namespace otto {

/// How to reach a Kafka cluster. A plain value; KafkaBus::create() checks it.
struct KafkaConfig
{
    /// `host:port`, comma separated.
    std::string brokers;
    /// Shown in the broker's logs and quotas.
    std::string clientId = "otto";
    /// More librdkafka properties by name, as a profile gives them: `security.protocol`, `sasl.*`,
    /// `ssl.*` and tuning. Those that the bus's promises rest on (acks, offsets, transactions,
    /// groups) are refused.
    std::map<std::string, std::string> properties;
    /// How long a record may wait for the broker before it is reported as Failed or Unknown. An
    /// engine's lease rests on it (EngineOptions::deliveryTimeout): no record of an owner that was
    /// cut off may arrive when another one has taken over.
    Duration deliveryTimeout{5'000};
    /// How often the cluster is asked whether it is there and what topics it has. A loss without
    /// any sign is noticed this and two more seconds later; 5 s at most are promised to the
    /// operator.
    Duration surveyInterval{2'000};

    /// Error KAFKA_BROKERS or KAFKA_PROPERTY, with a sentence that names the entry. Values of
    /// secrets are never repeated.
    [[nodiscard]] Status validate() const;
};

}  // namespace otto
