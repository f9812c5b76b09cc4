// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Arena.h"

#include <algorithm>
#include <atomic>

namespace otto::cel {

void* Arena::allocateInNewBlock(std::size_t bytes)
{
    if (m_current < m_blocks.size())
        ++m_current;
    while (m_current < m_blocks.size() && m_blocks[m_current].bytes < bytes)
        ++m_current;
    if (m_current == m_blocks.size()) {
        const std::size_t size = std::max(bytes, m_nextBlockBytes);
        m_blocks.push_back({std::make_unique<std::byte[]>(size), size});
        m_nextBlockBytes = std::min(m_nextBlockBytes * 2, kLargestBlockBytes);
    }
    m_used = bytes;
    return m_blocks[m_current].memory.get();
}

std::uint64_t Arena::nextGeneration()
{
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

std::size_t Arena::heldBytes() const
{
    std::size_t total = 0;
    for (const Block& block : m_blocks)
        total += block.bytes;
    return total;
}

}  // namespace otto::cel
