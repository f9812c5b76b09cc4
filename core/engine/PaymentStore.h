// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/RecordRef.h"
#include "core/model/Payment.h"

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace otto {

/// All payments by id and by a dense index in order of first sight, and the table of topic names
/// their provenance refers to. Iteration is by index only, so that
/// no hash order reaches any output.
class PaymentStore
{
public:
    struct Slot
    {
        Payment payment;
        /// Position among the touched ones, for most-recent-first listings.
        std::uint64_t touched = 0;
        /// Not in a final status.
        bool isOpen = false;
    };

    /// The payment's index; made when first named.
    std::uint32_t indexOf(const PaymentId& id);
    [[nodiscard]] const Payment* find(const PaymentId& id) const;
    [[nodiscard]] std::optional<std::uint32_t> indexIfKnown(const PaymentId& id) const;
    [[nodiscard]] Slot& slot(std::uint32_t index) { return m_slots[index]; }
    [[nodiscard]] const Slot& slot(std::uint32_t index) const { return m_slots[index]; }
    [[nodiscard]] std::size_t size() const { return m_slots.size(); }

    void setOpen(std::uint32_t index, bool isOpen);
    [[nodiscard]] std::size_t openCount() const { return m_openCount; }
    void touch(std::uint32_t index) { m_slots[index].touched = ++m_touches; }

    std::uint16_t topicIndex(const std::string& topic);
    [[nodiscard]] RecordRef refOf(const Provenance& from) const;

private:
    std::deque<Slot> m_slots;
    std::unordered_map<PaymentId, std::uint32_t> m_index;
    std::vector<std::string> m_topics;
    std::unordered_map<std::string, std::uint16_t> m_topicIndex;
    std::uint64_t m_touches = 0;
    std::size_t m_openCount = 0;
};

}  // namespace otto
