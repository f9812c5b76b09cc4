// SPDX-License-Identifier: Apache-2.0
#include "core/engine/PaymentStore.h"

#include <algorithm>
#include <utility>

namespace otto {

PaymentStore::PaymentStore(std::size_t unpackedMax)
    : m_unpackedMax(unpackedMax), m_index(0, IdHash{this}, IdEqual{this})
{}

std::uint32_t PaymentStore::indexOf(const PaymentId& id)
{
    if (const auto known = indexIfKnown(id)) {
        return *known;
    }
    const auto index = static_cast<std::uint32_t>(m_slots.size());
    Slot& slot = m_slots.emplace_back();
    slot.payment = std::make_unique<Payment>();
    slot.payment->id = id;
    m_remembered.emplace_back();
    m_unpacked.push_back(index);
    m_index.insert(index);
    return index;
}

const Payment* PaymentStore::find(const PaymentId& id) const
{
    const auto index = indexIfKnown(id);
    return index ? &unpacked(*index) : nullptr;
}

std::optional<std::uint32_t> PaymentStore::indexIfKnown(const PaymentId& id) const
{
    const auto it = m_index.find(std::string_view(id.value));
    return it == m_index.end() ? std::nullopt : std::optional(*it);
}

std::optional<PaymentAdded> PaymentStore::added(std::uint32_t index) const
{
    const Slot& slot = m_slots[index];
    return slot.payment ? slot.payment->added : slot.packed.added(m_texts);
}

void PaymentStore::remember(std::uint32_t index, bool isOpen, System owner)
{
    const bool wasOpen = std::exchange(m_remembered[index], {isOpen, owner}).isOpen;
    m_openCount += static_cast<std::size_t>(isOpen) - static_cast<std::size_t>(wasOpen);
}

Payment& PaymentStore::unpacked(std::uint32_t index) const
{
    Slot& slot = m_slots[index];
    if (!slot.payment) {
        slot.payment = slot.packed.unpack(m_texts);
        slot.packed = {};
        m_unpacked.push_back(index);
    }
    slot.looked = ++m_looks;
    return *slot.payment;
}

void PaymentStore::packIdle()
{
    // A quarter more than the most, so that finding the idle ones is seldom.
    if (m_unpacked.size() <= m_unpackedMax + m_unpackedMax / 4) {
        return;
    }
    const auto kept = m_unpacked.begin() + static_cast<std::ptrdiff_t>(m_unpackedMax);
    std::nth_element(
        m_unpacked.begin(), kept, m_unpacked.end(),
        [this](std::uint32_t a, std::uint32_t b) { return m_slots[a].looked > m_slots[b].looked; });
    for (auto idle = kept; idle != m_unpacked.end(); ++idle) {
        Slot& slot = m_slots[*idle];
        slot.packed = PackedPayment(*slot.payment, m_packer);
        slot.payment.reset();
    }
    m_unpacked.erase(kept, m_unpacked.end());
}

std::uint16_t PaymentStore::topicIndex(const std::string& topic)
{
    const auto [it, isNew] =
        m_topicIndex.try_emplace(topic, static_cast<std::uint16_t>(m_topics.size()));
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
