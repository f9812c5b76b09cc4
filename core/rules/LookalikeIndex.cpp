// SPDX-License-Identifier: Apache-2.0
#include "core/rules/LookalikeIndex.h"

#include "core/rules/LookalikeKey.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace otto {

void LookalikeIndex::update(std::uint32_t number, const Payment& payment)
{
    const std::vector<std::string> keys = lookalikeKeys(payment);
    const std::size_t begin = number * kKeys;
    if (m_links.size() < begin + kKeys) {
        if (keys.empty()) {
            return;
        }
        m_links.resize(begin + kKeys);
    }
    for (std::size_t i = 0; i < kKeys; ++i) {
        const auto at = static_cast<std::uint32_t>(begin + i);
        const Digest digest =
            i < keys.size() ? std::max<Digest>(std::hash<std::string>{}(keys[i]), 1) : 0;
        if (m_links[at].digest != digest) {
            unlink(at);
            link(at, digest);
        }
    }
}

void LookalikeIndex::unlink(std::uint32_t at)
{
    const Link link = std::exchange(m_links[at], {});
    if (link.digest == 0) {
        return;
    }
    if (link.next == at) {
        m_entry.erase(link.digest);
        return;
    }
    std::uint32_t before = link.next;
    while (m_links[before].next != at) {
        before = m_links[before].next;
    }
    m_links[before].next = link.next;
    m_entry[link.digest] = link.next;
}

void LookalikeIndex::link(std::uint32_t at, Digest digest)
{
    if (digest == 0) {
        return;
    }
    const auto [entry, isNew] = m_entry.try_emplace(digest, at);
    m_links[at] = {digest, isNew ? at : std::exchange(m_links[entry->second].next, at)};
}

std::vector<std::uint32_t> LookalikeIndex::candidates(std::uint32_t number) const
{
    std::vector<std::uint32_t> out;
    const std::size_t begin = number * kKeys;
    for (std::size_t i = begin; i < begin + kKeys && i < m_links.size(); ++i) {
        if (m_links[i].digest == 0) {
            continue;
        }
        for (std::size_t at = m_links[i].next; at != i; at = m_links[at].next) {
            if (at / kKeys != number) {
                out.push_back(static_cast<std::uint32_t>(at / kKeys));
            }
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace otto
