// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/bus/Bus.h"
#include "core/contract/Message.h"
#include "core/engine/EngineOptions.h"
#include "core/engine/Step.h"

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace otto {

/// A record that was handed to the bus.
struct OwnRecord
{
    MessageId id;
    /// Names the decision, such as `raise:OT04:PMT-1`; public records begin with `public:`.
    std::string key;
    std::string subject;

    [[nodiscard]] bool isPublic() const { return key.starts_with("public:"); }
};

/// What the engine has handed to the bus and not read back yet. It is the read-your-writes barrier
/// of reliability_performance.md 2.9: a decision in flight is not taken again until it was read
/// back, or is proven not to be in the log.
class Outbox
{
public:
    explicit Outbox(const EngineOptions& options) : m_options(options) {}

    void setNow(Instant now) { m_now = now; }

    /// Appends a decision to the journal's shard of `subject`, unless `key` is in flight.
    void decide(const std::string& key, const std::string& subject, Body body);
    /// The same into a named shard (DutyTaken, Tick).
    void decideInShard(const std::string& key, std::uint32_t shard, Body body);
    /// Publishes a message, unless it is in flight.
    void publish(const Message& message);

    [[nodiscard]] bool isInFlight(const std::string& key) const { return m_keys.contains(key); }

    [[nodiscard]] bool isEmpty() const { return m_flights.empty(); }

    /// A record with this message id was read from the bus; what was in flight under it.
    std::optional<OwnRecord> onReadBack(const MessageId& id);
    /// The record the report is about, when it was not delivered: no longer in flight when it
    /// Failed, in doubt until onCaughtUp() when its fate is Unknown.
    std::optional<OwnRecord> onReport(const DeliveryReport& report);
    /// Everything appended before `asOf` was read: what was in doubt before and was not read back
    /// is not there. Those, no longer in flight.
    std::vector<OwnRecord> onCaughtUp(Instant asOf);

    [[nodiscard]] std::uint32_t shardOf(const std::string& subject) const;
    std::vector<Produce> take();

private:
    struct Flight
    {
        std::string key;
        std::string subject;
        ProduceToken token = 0;
        std::optional<Instant> doubtSince;
    };
    void send(const std::string& key, const Message& message, std::optional<std::int32_t> partition,
              const std::string& recordKey);
    std::optional<OwnRecord> land(const MessageId& id);

    const EngineOptions& m_options;
    Instant m_now;
    std::uint64_t m_counter = 0;
    std::map<MessageId, Flight> m_flights;
    std::map<std::string, MessageId> m_keys;
    std::unordered_map<ProduceToken, MessageId> m_tokens;
    std::vector<Produce> m_produce;
};

/// A journal message around a decision.
Message journalMessage(const EngineOptions& options, MessageId id, const std::string& subject,
                       Instant time, Body body);

}  // namespace otto
