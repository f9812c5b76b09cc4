// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaConnection.h"

#include "core/bus/kafka/KafkaReason.h"

#include <chrono>
#include <utility>

namespace otto::kafka {

namespace {

using State = ConnectionChange::State;

constexpr Duration kPatience = std::chrono::seconds{3};

}  // namespace

KafkaConnection::KafkaConnection(std::string brokers, Instant now)
    : m_brokers(std::move(brokers)), m_current{State::Connecting, {}, now}, m_lastAnswer(now)
{}

void KafkaConnection::answered(Instant now)
{
    m_lastAnswer = now;
    m_isAnswering = true;
    m_troubleSince.reset();
    m_isLossCertain = false;
    m_brokerReason.clear();
    if (m_readingTrouble) {
        become({State::Down, *m_readingTrouble, now});
    } else {
        become({State::Up, {}, now});
    }
}

void KafkaConnection::failed(Instant asked, Instant now, rd_kafka_resp_err_t code)
{
    const bool isRefused = code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED
                           || code == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED;
    judge(asked, now, m_isLossCertain || isRefused,
          m_brokerReason.empty() ? connectionReason(code, {}, m_brokers) : m_brokerReason);
}

void KafkaConnection::leadersFailed(Instant asked, Instant now, rd_kafka_resp_err_t code)
{
    judge(asked, now, /*isCertain=*/false,
          std::string("the brokers that lead some partitions do not answer (")
              + rd_kafka_err2str(code) + ")");
}

void KafkaConnection::judge(Instant asked, Instant now, bool isCertain, std::string reason)
{
    m_troubleSince = m_troubleSince.value_or(asked);
    if (!isCertain && now - m_lastAnswer < kPatience) {
        return;
    }
    m_isAnswering = false;
    become({State::Down, std::move(reason), *m_troubleSince});
}

void KafkaConnection::brokerError(Instant now, rd_kafka_resp_err_t code, std::string_view text)
{
    m_troubleSince = m_troubleSince.value_or(now);
    m_isLossCertain = m_isLossCertain || isConnectionLoss(code);
    // "1/1 brokers are down" says less than what was said of the broker before.
    if (code != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
        m_brokerReason = connectionReason(code, text, m_brokers);
    }
}

void KafkaConnection::setReadingTrouble(Instant now, std::optional<std::string> reason)
{
    if (m_readingTrouble == reason) {
        return;
    }
    m_readingTrouble = std::move(reason);
    if (!m_isAnswering) {
        return;
    }
    if (m_readingTrouble) {
        become({State::Down, *m_readingTrouble, now});
    } else {
        become({State::Up, {}, now});
    }
}

void KafkaConnection::become(ConnectionChange next)
{
    if (next.state == m_current.state && next.reason == m_current.reason) {
        return;
    }
    if (next.state == m_current.state) {
        next.since = m_current.since;
    }
    m_current = std::move(next);
    m_isChanged = true;
}

std::optional<ConnectionChange> KafkaConnection::takeChange()
{
    if (!std::exchange(m_isChanged, false)) {
        return std::nullopt;
    }
    return m_current;
}

}  // namespace otto::kafka
