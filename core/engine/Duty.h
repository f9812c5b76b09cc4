// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/EngineOptions.h"
#include "core/engine/Outbox.h"
#include "core/engine/view/EngineStatus.h"
#include "core/journal/JournalFold.h"

#include <optional>
#include <string>
#include <utility>

namespace otto {

/// Who decides: one engine at a time. Shard 0 of the journal is the lock; its owner takes the other
/// shards after reading back that it won (reliability_performance.md 2.4, without the consumer
/// group that later spreads shards over engines), and decides once it has all of them. An owner
/// that was not heard for a lease has lost to whoever takes its duty; what a former owner still
/// writes to the journal is void by the fold, and commands, which no fold can take back, are fenced
/// by time: see maySendCommands().
class Duty
{
public:
    explicit Duty(const EngineOptions& options) : m_options(options) {}

    [[nodiscard]] DutyState state() const { return m_state; }
    /// One sentence for people.
    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool isOwner(const JournalFold& journal, std::uint32_t shard) const;
    [[nodiscard]] bool ownsAll(const JournalFold& journal) const;

    /// Whether a command of the shard may be handed to the bus now. A former owner hands over none
    /// once its last sign of life that it read back is older than the lease less the delivery
    /// timeout; a new one waits until it has read everything appended since it took the shard, and
    /// a lease longer when the former one did not give it up. So no two engines send one command.
    [[nodiscard]] bool maySendCommands(const JournalFold& journal, std::uint32_t shard, Instant now,
                                       Instant watermark) const;

    /// The journal changed or time was proven up to `watermark`: take, keep or leave the duty.
    void advance(const JournalFold& journal, Outbox& outbox, Instant now, Instant watermark);
    /// Nothing can be decided while there is a reason, one sentence; empty when there is none.
    void setObstacle(std::string sentence) { m_obstacle = std::move(sentence); }
    /// The broker did not take a record about the duty; holds until the next one is read back.
    void onRefused(std::string reason);
    /// Nobody was heard during an outage: the owner's lease runs anew.
    void onReconnected(Instant now) { m_lockSeenAt = now; }
    /// Gives up all shards, so that another engine need not wait for the lease.
    void release(const JournalFold& journal, Outbox& outbox);

private:
    void listen(const ShardOwner& lock, Instant now);
    void keep(const JournalFold& journal, Outbox& outbox, Instant now, Instant watermark);
    void take(const JournalFold& journal, Outbox& outbox, std::uint32_t shard);
    void tick(Outbox& outbox, Instant now, Instant watermark, const JournalFold& journal);

    const EngineOptions& m_options;
    DutyState m_state = DutyState::CatchingUp;
    std::string m_text = "Reading the history; nothing is decided yet.";
    std::string m_obstacle;
    std::string m_refusal;
    std::optional<Instant> m_tickedAt;
    /// The last sign of life of the lock's owner, by its clock, and when this engine first saw it,
    /// by its own: clocks of two engines are never compared to less than clockSkewMax.
    std::uint64_t m_lockEpoch = 0;
    Instant m_lockHeardAt;
    Instant m_lockSeenAt;
    bool m_released = false;
};

}  // namespace otto
