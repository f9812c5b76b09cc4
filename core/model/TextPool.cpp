// SPDX-License-Identifier: Apache-2.0
#include "core/model/TextPool.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace otto {

TextPool::Hash TextPool::hashOf(std::string_view text)
{
    return XXH3_64bits(text.data(), text.size());
}

std::optional<std::uint32_t> TextPool::numberOf(std::string_view text, Hash hash, Hash payment)
{
    if (text.size() > kBytesMax) {
        return std::nullopt;
    }
    if (const auto known = m_numbers.find(Key{hash, text}); known != m_numbers.end()) {
        return known->second;
    }
    if (m_texts.size() >= kTextsMax || !isShared(hash, payment)) {
        return std::nullopt;
    }
    const auto number = static_cast<std::uint32_t>(m_texts.size());
    m_numbers.emplace(Key{hash, m_texts.emplace_back(text)}, number);
    return number;
}

bool TextPool::isShared(Hash hash, Hash payment)
{
    constexpr unsigned kHalf = 32;
    const auto text = static_cast<std::uint32_t>(hash >> kHalf);
    const auto by = static_cast<std::uint16_t>(payment);
    Sighting& seen = m_seen[hash % kRemembered];
    if (seen.text != text) {
        seen = {text, by, 1};
    } else if (seen.payment != by) {
        seen.payment = by;
        ++seen.payments;
    }
    return seen.payments >= kPaymentsMin;
}

}  // namespace otto
