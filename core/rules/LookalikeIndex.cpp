// SPDX-License-Identifier: Apache-2.0
#include "core/rules/LookalikeIndex.h"

#include "core/rules/LookalikeKey.h"

#include <algorithm>

namespace otto {

void LookalikeIndex::update(std::uint32_t number, const Payment& payment)
{
    std::vector<Digest> digests;
    for (const std::string& key : lookalikeKeys(payment)) {
        digests.push_back(std::hash<std::string>{}(key));
    }
    const auto known = m_digests.find(number);
    if (known == m_digests.end() ? digests.empty() : known->second == digests) {
        return;
    }
    if (known != m_digests.end()) {
        for (const Digest digest : known->second) {
            std::erase(m_numbers[digest], number);
        }
    }
    for (const Digest digest : digests) {
        m_numbers[digest].push_back(number);
    }
    m_digests[number] = std::move(digests);
}

std::vector<std::uint32_t> LookalikeIndex::candidates(std::uint32_t number) const
{
    std::vector<std::uint32_t> out;
    const auto known = m_digests.find(number);
    if (known == m_digests.end()) {
        return out;
    }
    for (const Digest digest : known->second) {
        const auto sharing = m_numbers.find(digest);
        if (sharing != m_numbers.end()) {
            out.insert(out.end(), sharing->second.begin(), sharing->second.end());
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    std::erase(out, number);
    return out;
}

}  // namespace otto
