// SPDX-License-Identifier: Apache-2.0
#include "core/engine/PaymentStore.h"

#include <utility>

namespace otto {

std::uint32_t PaymentStore::indexOf(const PaymentId& id)
{
    const auto [it, isNew] = m_index.try_emplace(id, static_cast<std::uint32_t>(m_slots.size()));
    if (isNew) {
        m_slots.emplace_back();
        m_slots.back().payment.id = id;
    }
    return it->second;
}

const Payment* PaymentStore::find(const PaymentId& id) const
{
    const auto it = m_index.find(id);
    return it == m_index.end() ? nullptr : &m_slots[it->second].payment;
}

std::optional<std::uint32_t> PaymentStore::indexIfKnown(const PaymentId& id) const
{
    const auto it = m_index.find(id);
    return it == m_index.end() ? std::nullopt : std::optional(it->second);
}

void PaymentStore::setOpen(std::uint32_t index, bool isOpen)
{
    Slot& slot = m_slots[index];
    if (slot.isOpen != isOpen) {
        slot.isOpen = isOpen;
        m_openCount = isOpen ? m_openCount + 1 : m_openCount - 1;
    }
}

std::uint16_t PaymentStore::topicIndex(const std::string& topic)
{
    const auto [it, isNew]
        = m_topicIndex.try_emplace(topic, static_cast<std::uint16_t>(m_topics.size()));
    if (isNew) {
        m_topics.push_back(topic);
    }
    return it->second;
}

RecordRef PaymentStore::refOf(const Provenance& from) const
{
    if (from.offset < 0 || from.topic >= m_topics.size()) {
        return {};
    }
    return {m_topics[from.topic], from.partition, from.offset};
}

}  // namespace otto
