// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/BrokerErrors.h"

#include "core/base/Log.h"
#include "core/bus/kafka/KafkaReason.h"

#include <cstddef>
#include <utility>

namespace otto::kafka {

namespace {

constexpr std::size_t kErrorsMax = 100;

bool concernsConnection(rd_kafka_resp_err_t code)
{
    return isConnectionLoss(code) || code == RD_KAFKA_RESP_ERR__TRANSPORT
           || code == RD_KAFKA_RESP_ERR__TIMED_OUT;
}

}  // namespace

void BrokerErrors::note(rd_kafka_resp_err_t code, const char* text)
{
    const std::string words = text == nullptr ? "" : text;
    log(LogLevel::Debug, "kafka", std::string(rd_kafka_err2name(code)) + ": " + words);
    if (!concernsConnection(code)) {
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        if (m_errors.size() >= kErrorsMax) {
            return;
        }
        m_errors.push_back({m_clock.now(), code, words});
    }
    m_doorbell.ring();
}

std::vector<BrokerError> BrokerErrors::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_errors, {});
}

}  // namespace otto::kafka
