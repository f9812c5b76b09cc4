// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <librdkafka/rdkafka.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace otto::kafka {

/// librdkafka's errors as sentences for people at a desk. `text` is what librdkafka says, which may
/// repeat words of the broker: untrusted.

/// Why there is no connection to the cluster of `brokers`.
std::string connectionReason(rd_kafka_resp_err_t code, std::string_view text,
                             std::string_view brokers);

/// Whether this error by itself shows that no request can succeed now.
bool isConnectionLoss(rd_kafka_resp_err_t code);

/// Why a record was not, or perhaps not, written.
std::string deliveryReason(rd_kafka_resp_err_t code, std::string_view topic,
                           std::int32_t partition);

/// Why a partition cannot be read.
std::string readingReason(rd_kafka_resp_err_t code, std::string_view topic, std::int32_t partition);

}  // namespace otto::kafka
