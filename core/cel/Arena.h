// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace otto::cel {

/// Where values made during an evaluation live: strings, lists, maps and error texts. Memory is
/// handed out by moving a pointer and given back all at once by reset(); blocks are kept, so an
/// evaluation in a loop stops asking the system for memory. One thread at a time. Everything handed
/// out is trivially destructible and dies with reset() or the arena.
class Arena
{
public:
    explicit Arena(std::size_t firstBlockBytes = kFirstBlockBytes)
        : m_nextBlockBytes(firstBlockBytes)
    {}
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    Arena(Arena&&) = default;
    Arena& operator=(Arena&&) = default;

    /// Uninitialised memory; `alignment` is a power of two of at most alignof(std::max_align_t).
    void* allocate(std::size_t bytes, std::size_t alignment)
    {
        const std::size_t begin = (m_used + alignment - 1) & ~(alignment - 1);
        if (m_current >= m_blocks.size() || begin + bytes > m_blocks[m_current].bytes)
            return allocateInNewBlock(bytes);
        m_used = begin + bytes;
        return m_blocks[m_current].memory.get() + begin;
    }

    /// Room for `count` objects, value-initialised.
    template <typename T>
    std::span<T> array(std::size_t count)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        if (count == 0)
            return {};
        T* const first = static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
        std::uninitialized_value_construct_n(first, count);
        return {first, count};
    }

    template <typename T>
    T* make(const T& value)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (allocate(sizeof(T), alignof(T))) T(value);
    }

    /// A copy of the text that lives as long as the arena's content.
    std::string_view copy(std::string_view text)
    {
        if (text.empty())
            return {};
        char* const target = static_cast<char*>(allocate(text.size(), 1));
        std::memcpy(target, text.data(), text.size());
        return {target, text.size()};
    }

    /// Forgets everything handed out; keeps the memory.
    void reset()
    {
        m_current = 0;
        m_used = 0;
        m_generation = nextGeneration();
    }
    /// Of what was handed out since the last reset; no other arena ever has the same, but one that
    /// was moved from keeps it and is not to be used again.
    [[nodiscard]] std::uint64_t generation() const { return m_generation; }

    /// Bytes held from the system, whether in use or not.
    [[nodiscard]] std::size_t heldBytes() const;

private:
    static constexpr std::size_t kFirstBlockBytes = 4096;
    static constexpr std::size_t kLargestBlockBytes = std::size_t{1} << 20;

    struct Block
    {
        std::unique_ptr<std::byte[]> memory;
        std::size_t bytes = 0;
    };

    void* allocateInNewBlock(std::size_t bytes);
    static std::uint64_t nextGeneration();

    std::vector<Block> m_blocks;
    std::size_t m_current = 0;
    std::size_t m_used = 0;
    std::size_t m_nextBlockBytes;
    std::uint64_t m_generation = nextGeneration();
};

}  // namespace otto::cel
