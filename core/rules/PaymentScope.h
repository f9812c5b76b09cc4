// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/RecordType.h"
#include "core/rules/RuleInput.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace otto {

/// Lists made out of a payment that rules ask for again and again.
enum class MadeList : std::uint8_t { Amounts, History, Breaks, Postings };
constexpr std::size_t kMadeLists = 4;

/// A payment as expressions see it: what the variable `payment` refers to. Made once for all rules
/// that look at the payment at one time. It refers to the payment and must not outlive it.
struct PaymentScope
{
    PaymentScope(const Payment& subject, const PaymentSurroundings* around, const SlaTable& slas);

    const Payment* payment;
    const PaymentSurroundings* surroundings;
    const SlaTable* sla;
    Payment::Merged merged;
    std::optional<Rail> rail;
    System owner;

    /// Of the merged status on the payment's rail; worked out once, as banking days take a while.
    [[nodiscard]] std::optional<Duration> statusSla() const;

    /// The list as `make` gave it last, in the same content of the arena.
    template <typename Make>
    [[nodiscard]] cel::Value madeOnce(MadeList list, cel::Arena& arena, Make make) const
    {
        Made& made = m_made[static_cast<std::size_t>(list)];
        if (made.generation != arena.generation()) {
            made = {arena.generation(), make()};
        }
        return made.value;
    }

private:
    struct Made
    {
        std::uint64_t generation = 0;
        cel::Value value;
    };
    mutable std::array<Made, kMadeLists> m_made;
    mutable std::optional<std::optional<Duration>> m_statusSla;
};

/// The fields of `payment`; objects are PaymentScope. Described in resources/rules/README.md.
const cel::RecordType& paymentRecord();

}  // namespace otto
