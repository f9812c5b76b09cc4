// SPDX-License-Identifier: Apache-2.0
#include "core/sim/FactLog.h"

#include <limits>

namespace otto {
namespace {

constexpr std::size_t kFactsMax = 20'000;

}  // namespace

void FactLog::keep(const Message& fact)
{
    m_facts.try_emplace(fact.envelope.sequence.value_or(0), fact);
    if (m_facts.size() > kFactsMax) {
        m_facts.erase(m_facts.begin());
    }
}

std::vector<Message> FactLog::find(const std::optional<PaymentId>& payment,
                                   std::optional<std::uint64_t> from,
                                   std::optional<std::uint64_t> to) const
{
    std::vector<Message> found;
    const std::uint64_t last = to.value_or(std::numeric_limits<std::uint64_t>::max());
    for (auto at = m_facts.lower_bound(from.value_or(0)); at != m_facts.end(); ++at) {
        if (at->first > last) {
            break;
        }
        if (!payment || at->second.envelope.subject == payment->value) {
            found.push_back(at->second);
        }
    }
    return found;
}

}  // namespace otto
