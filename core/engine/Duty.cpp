// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Duty.h"

#include <utility>

namespace otto {

bool Duty::isOwner(const JournalFold& journal, std::uint32_t shard) const
{
    const ShardOwner& owner = journal.owner(shard);
    return !m_released && !owner.released && owner.instance == m_options.instance;
}

bool Duty::ownsAll(const JournalFold& journal) const
{
    for (std::uint32_t shard = 0; shard < journal.shardCount(); ++shard) {
        if (!isOwner(journal, shard)) {
            return false;
        }
    }
    return true;
}

bool Duty::maySendCommands(const JournalFold& journal, std::uint32_t shard, Instant now,
                           Instant watermark) const
{
    const ShardOwner& owner = journal.owner(shard);
    const Duration sinceAlive = now - journal.owner(0).heardAt;
    const Duration wait = owner.isTakenOver ? m_options.lease : Duration{0};
    return sinceAlive <= m_options.lease - m_options.deliveryTimeout
           && watermark > owner.since + wait;
}

void Duty::advance(const JournalFold& journal, Outbox& outbox, Instant now, Instant watermark)
{
    if (m_released) {
        return;
    }
    if (const std::string& reason =
            m_options.readOnlyBecause.empty() ? m_obstacle : m_options.readOnlyBecause;
        !reason.empty()) {
        m_state = DutyState::ReadOnly;
        m_text = reason;
        return;
    }
    const ShardOwner& lock = journal.owner(0);
    listen(lock, now);
    if (isOwner(journal, 0)) {
        keep(journal, outbox, now, watermark);
        return;
    }
    const bool isHeld = !lock.released && watermark - m_lockSeenAt <= m_options.lease
                        && watermark - lock.heardAt <= m_options.lease + m_options.clockSkewMax;
    if (isHeld) {
        m_state = DutyState::ReadOnly;
        m_text = "Another engine decides: " + lock.description + " (" + lock.instance + "), since "
                 + lock.since.text() + ". This one is read-only.";
        return;
    }
    if (m_state == DutyState::Deciding) {
        m_state = DutyState::ReadOnly;
    }
    take(journal, outbox, 0);
}

void Duty::listen(const ShardOwner& lock, Instant now)
{
    if (lock.epoch != m_lockEpoch || lock.heardAt != m_lockHeardAt) {
        m_lockEpoch = lock.epoch;
        m_lockHeardAt = lock.heardAt;
        m_lockSeenAt = now;
        m_refusal.clear();
    }
}

void Duty::keep(const JournalFold& journal, Outbox& outbox, Instant now, Instant watermark)
{
    const ShardOwner& lock = journal.owner(0);
    for (std::uint32_t shard = 1; shard < journal.shardCount(); ++shard) {
        if (!isOwner(journal, shard)) {
            take(journal, outbox, shard);
        }
    }
    tick(outbox, now, watermark, journal);
    if (!m_refusal.empty()) {
        onRefused(std::string(m_refusal));
    } else if (!ownsAll(journal)) {
        m_state = DutyState::CatchingUp;
        m_text = "This engine is taking the duty; nothing is decided yet.";
    } else {
        m_state = DutyState::Deciding;
        m_text = "This engine decides since " + lock.since.text() + ".";
    }
}

void Duty::onRefused(std::string reason)
{
    m_refusal = std::move(reason);
    m_state = DutyState::ReadOnly;
    m_text = "Nothing can be decided: the journal cannot be written: " + m_refusal;
}

void Duty::take(const JournalFold& journal, Outbox& outbox, std::uint32_t shard)
{
    DutyTaken record;
    record.writer = {m_options.instance, journal.owner(shard).epoch + 1};
    record.shard = shard;
    record.description = m_options.description;
    outbox.decideInShard("duty:" + std::to_string(shard), shard, record);
}

void Duty::tick(Outbox& outbox, Instant now, Instant watermark, const JournalFold& journal)
{
    if (m_tickedAt && now - *m_tickedAt < m_options.tickEvery) {
        return;
    }
    m_tickedAt = now;
    Tick record;
    record.writer = {m_options.instance, journal.owner(0).epoch};
    record.shard = 0;
    record.watermark = watermark;
    outbox.decideInShard("tick", 0, record);
}

void Duty::release(const JournalFold& journal, Outbox& outbox)
{
    for (std::uint32_t shard = journal.shardCount(); shard-- > 0;) {
        if (isOwner(journal, shard)) {
            DutyTaken record;
            record.writer = {m_options.instance, journal.owner(shard).epoch};
            record.shard = shard;
            record.description = m_options.description;
            record.released = true;
            outbox.decideInShard("release:" + std::to_string(shard), shard, record);
        }
    }
    m_released = true;
}

}  // namespace otto
