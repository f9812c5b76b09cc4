// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/RecordRef.h"
#include "core/model/PackedPayment.h"
#include "core/model/PaymentPacker.h"

#include <boost/unordered/unordered_flat_set.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace otto {

/// All payments by id and by a dense index in order of first sight, and the table of topic names
/// their provenance refers to. Payments nobody worked on for a while are kept packed and unpack by
/// themselves; a reference to a payment is good until packIdle(). Iteration is by index only, so
/// that no hash order reaches any output. One thread.
class PaymentStore
{
public:
    explicit PaymentStore(std::size_t unpackedMax);
    PaymentStore(const PaymentStore&) = delete;
    PaymentStore& operator=(const PaymentStore&) = delete;

    /// The payment's index; made when first named.
    std::uint32_t indexOf(const PaymentId& id);
    [[nodiscard]] const Payment* find(const PaymentId& id) const;
    [[nodiscard]] std::optional<std::uint32_t> indexIfKnown(const PaymentId& id) const;
    [[nodiscard]] Payment& payment(std::uint32_t index) { return unpacked(index); }
    [[nodiscard]] const Payment& payment(std::uint32_t index) const { return unpacked(index); }
    /// Without unpacking all of it, as the next two.
    [[nodiscard]] std::optional<PaymentAdded> added(std::uint32_t index) const;
    [[nodiscard]] std::string_view id(std::uint32_t index) const { return idOf(m_slots[index]); }
    [[nodiscard]] std::size_t size() const { return m_slots.size(); }

    void touch(std::uint32_t index) { m_slots[index].touched = ++m_touches; }
    /// Grows with each touch of any payment.
    [[nodiscard]] std::uint64_t touched(std::uint32_t index) const
    {
        return m_slots[index].touched;
    }

    /// What is wanted of many payments at once: whether one is not in a final status, and who owns
    /// it. To be told at each change.
    void remember(std::uint32_t index, bool isOpen, System owner);
    [[nodiscard]] System owner(std::uint32_t index) const { return m_remembered[index].owner; }
    [[nodiscard]] std::size_t openCount() const { return m_openCount; }

    /// Packs what nobody looked at for longest, once more than the most are unpacked. References
    /// end here.
    void packIdle();
    [[nodiscard]] std::size_t unpackedCount() const { return m_unpacked.size(); }

    std::uint16_t topicIndex(const std::string& topic);
    [[nodiscard]] RecordRef refOf(const Provenance& from) const;

private:
    struct Slot
    {
        /// One of the two.
        std::unique_ptr<Payment> payment;
        PackedPayment packed;
        /// Position among the changes of payments, for most-recent-first listings.
        std::uint64_t touched = 0;
        /// Position among the looks at payments.
        std::uint64_t looked = 0;
    };
    /// Ids are kept in the slots only.
    struct IdHash
    {
        using is_transparent = void;
        const PaymentStore* store;
        std::size_t operator()(std::string_view id) const
        {
            return std::hash<std::string_view>{}(id);
        }
        std::size_t operator()(std::uint32_t index) const { return (*this)(store->id(index)); }
    };
    struct IdEqual
    {
        using is_transparent = void;
        const PaymentStore* store;
        bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
        bool operator()(std::string_view id, std::uint32_t b) const { return id == store->id(b); }
        bool operator()(std::uint32_t a, std::string_view id) const { return id == store->id(a); }
    };

    [[nodiscard]] static std::string_view idOf(const Slot& slot)
    {
        return slot.payment ? std::string_view(slot.payment->id.value) : slot.packed.id();
    }
    /// Unpacking is no change of the payment.
    Payment& unpacked(std::uint32_t index) const;

    std::size_t m_unpackedMax;
    mutable std::deque<Slot> m_slots;
    struct Remembered
    {
        bool isOpen = false;
        System owner = System::Cpr;
    };
    /// By index.
    std::vector<Remembered> m_remembered;
    /// Indices, each once.
    mutable std::vector<std::uint32_t> m_unpacked;
    mutable std::uint64_t m_looks = 0;
    TextPool m_texts;
    PaymentPacker m_packer{m_texts};
    boost::unordered_flat_set<std::uint32_t, IdHash, IdEqual> m_index;
    std::vector<std::string> m_topics;
    std::unordered_map<std::string, std::uint16_t> m_topicIndex;
    std::uint64_t m_touches = 0;
    std::size_t m_openCount = 0;
};

}  // namespace otto
