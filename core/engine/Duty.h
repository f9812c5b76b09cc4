// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/EngineOptions.h"
#include "core/engine/Outbox.h"
#include "core/engine/view/EngineStatus.h"
#include "core/journal/JournalFold.h"

#include <optional>
#include <string>

namespace otto {

/// Who decides: one engine at a time. Shard 0 of the journal is the lock; its owner takes the other
/// shards after reading back that it won (reliability_performance.md 2.4, without the consumer
/// group that later spreads shards over engines). An owner that was not heard for a lease has lost
/// to whoever takes its duty; what a former owner still writes is void by the fold.
class Duty
{
public:
    explicit Duty(const EngineOptions& options) : m_options(options) {}

    [[nodiscard]] DutyState state() const { return m_state; }
    /// One sentence for people.
    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] bool isOwner(const JournalFold& journal, std::uint32_t shard) const;
    [[nodiscard]] bool ownsAll(const JournalFold& journal) const;

    /// The journal changed or time was proven up to `watermark`: take, keep or leave the duty.
    void advance(const JournalFold& journal, Outbox& outbox, Instant now, Instant watermark);
    /// Gives up all shards, so that another engine need not wait for the lease.
    void release(const JournalFold& journal, Outbox& outbox);

private:
    void take(const JournalFold& journal, Outbox& outbox, std::uint32_t shard);
    void tick(Outbox& outbox, Instant now, Instant watermark, const JournalFold& journal);

    const EngineOptions& m_options;
    DutyState m_state = DutyState::CatchingUp;
    std::string m_text = "Reading the history; nothing is decided yet.";
    std::optional<Instant> m_tickedAt;
    bool m_released = false;
};

}  // namespace otto
