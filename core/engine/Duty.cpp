// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Duty.h"

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

void Duty::advance(const JournalFold& journal, Outbox& outbox, Instant now, Instant watermark)
{
    if (m_released) {
        return;
    }
    const ShardOwner& lock = journal.owner(0);
    if (isOwner(journal, 0)) {
        for (std::uint32_t shard = 1; shard < journal.shardCount(); ++shard) {
            if (!isOwner(journal, shard)) {
                take(journal, outbox, shard);
            }
        }
        m_state = DutyState::Deciding;
        m_text = "This engine decides since " + lock.since.text() + ".";
        tick(outbox, now, watermark, journal);
        return;
    }
    const bool isHeld = !lock.released && watermark - lock.heardAt <= m_options.lease;
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
