// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace otto {

/// The facts a source has written, by the number of its feed, so that they can be published again
/// as they were. Bounded by count: the oldest go first.
class FactLog
{
public:
    void keep(const Message& fact);

    /// Those about a payment, or of every subject; between two numbers, both included.
    [[nodiscard]] std::vector<Message> find(const std::optional<PaymentId>& payment,
                                            std::optional<std::uint64_t> from,
                                            std::optional<std::uint64_t> to) const;

private:
    std::map<std::uint64_t, Message> m_facts;
};

}  // namespace otto
