// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"

#include <librdkafka/rdkafka.h>

#include <optional>
#include <string>
#include <string_view>

namespace otto::kafka {

/// Whether the cluster answers, judged from whole requests and from what librdkafka says about
/// single brokers. A request that succeeds means Up. One that fails means Down at once when
/// librdkafka has said why no broker can be reached, and otherwise only when nothing has succeeded
/// for three seconds, so that an election of a partition leader is no outage.
///
/// A pure state machine: time is an argument. One thread.
class KafkaConnection
{
public:
    KafkaConnection(std::string brokers, Instant now);

    /// A request succeeded.
    void answered(Instant now);
    /// The cluster did not answer at all what it was `asked` then.
    void failed(Instant asked, Instant now, rd_kafka_resp_err_t code);
    /// The cluster answered, but not the leaders of all partitions that are read.
    void leadersFailed(Instant asked, Instant now, rd_kafka_resp_err_t code);
    /// What librdkafka says of one broker; evidence, no verdict.
    void brokerError(Instant now, rd_kafka_resp_err_t code, std::string_view text);
    /// A partition that cannot be read although the cluster answers; nullopt when all can.
    void setReadingTrouble(Instant now, std::optional<std::string> reason);

    [[nodiscard]] bool isUp() const { return m_current.state == ConnectionChange::State::Up; }
    [[nodiscard]] const ConnectionChange& current() const { return m_current; }
    /// The change since the last call, if any.
    std::optional<ConnectionChange> takeChange();

private:
    void judge(Instant asked, Instant now, bool isCertain, std::string reason);
    void become(ConnectionChange next);

    const std::string m_brokers;
    ConnectionChange m_current;
    bool m_isChanged = false;

    bool m_isAnswering = false;
    Instant m_lastAnswer;
    /// Since the last answer: when the first sign of trouble came, and what was said.
    std::optional<Instant> m_troubleSince;
    bool m_isLossCertain = false;
    std::string m_brokerReason;

    std::optional<std::string> m_readingTrouble;
};

}  // namespace otto::kafka
