// SPDX-License-Identifier: Apache-2.0
#include "core/model/TextPool.h"

#include <functional>

namespace otto {

std::optional<std::uint32_t> TextPool::numberOf(std::string_view text)
{
    if (text.size() > kBytesMax) {
        return std::nullopt;
    }
    if (const auto known = m_numbers.find(text); known != m_numbers.end()) {
        return known->second;
    }
    const std::size_t hash = std::hash<std::string_view>{}(text);
    std::size_t& last = m_last[hash % kRemembered];
    if (last != hash || m_texts.size() >= kTextsMax) {
        last = hash;
        return std::nullopt;
    }
    const auto number = static_cast<std::uint32_t>(m_texts.size());
    m_numbers.emplace(m_texts.emplace_back(text), number);
    return number;
}

}  // namespace otto
