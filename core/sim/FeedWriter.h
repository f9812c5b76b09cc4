// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace otto {

/// Writes one source's messages: envelopes by the contract, and the counter of its feed. Ids are
/// derived, so that what is written again after a restart is recognised as the same.
class FeedWriter
{
public:
    FeedWriter(System self, std::string env) : m_self(self), m_env(std::move(env)) {}

    [[nodiscard]] std::uint64_t lastSequence() const { return m_sequence; }
    /// A fact of ours was read: go on behind it.
    void seen(std::uint64_t sequence) { m_sequence = std::max(m_sequence, sequence); }

    /// The fact that is version `version` of a payment here.
    Message fact(Instant at, const PaymentId& id, std::uint32_t version,
                 const std::optional<MessageId>& cause, const std::string& traceId, Body body);
    /// `seed` tells runs apart.
    Message heartbeat(Instant at, Duration interval, std::uint64_t seed);
    /// An answer or outcome; `role` and `number` make its id.
    [[nodiscard]] Message reply(Instant at, const Message& to, std::string_view role,
                                std::uint32_t number, Body body) const;

private:
    [[nodiscard]] Message written(Instant at, MessageId id, TopicClass topicClass,
                                  System topicSystem, const std::string& subject,
                                  const std::string& traceId, Body body) const;

    const System m_self;
    const std::string m_env;
    std::uint64_t m_sequence = 0;
};

/// 32 lower-case hex digits for W3C trace context: those of `traceparent`, or else derived.
std::string traceIdOf(const std::optional<std::string>& traceparent, const PaymentId& id);

}  // namespace otto
