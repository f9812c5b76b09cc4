// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/kafka/Doorbell.h"

#include <librdkafka/rdkafka.h>

#include <mutex>
#include <string>
#include <vector>

namespace otto::kafka {

/// librdkafka's word on one broker, from any of the clients.
struct BrokerError
{
    Instant at;
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
    /// Untrusted.
    std::string text;
};

/// Collects what the error callbacks of all clients of a bus say about connections. Bounded; any
/// thread. The clock and the doorbell outlive it.
class BrokerErrors
{
public:
    BrokerErrors(const Clock& clock, Doorbell& doorbell) : m_clock(clock), m_doorbell(doorbell) {}

    /// Errors that do not concern a connection are only logged.
    void note(rd_kafka_resp_err_t code, const char* text);
    [[nodiscard]] std::vector<BrokerError> take();

private:
    const Clock& m_clock;
    Doorbell& m_doorbell;
    std::mutex m_mutex;
    std::vector<BrokerError> m_errors;
};

}  // namespace otto::kafka
