// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// Texts that many payments share (names of messages, limits, institutions), each kept once and
/// known by a number. A text enters when it comes for the second time within a while, so that ids
/// do not fill it. Numbers stay valid for the pool's life. One thread.
class TextPool
{
public:
    /// Nothing for a text that is not in the pool: rare, long, or the pool is full.
    [[nodiscard]] std::optional<std::uint32_t> numberOf(std::string_view text);
    /// `number` came from numberOf().
    [[nodiscard]] const std::string& text(std::uint32_t number) const { return m_texts[number]; }

private:
    static constexpr std::size_t kTextsMax = 65'536;
    static constexpr std::size_t kBytesMax = 64;
    static constexpr std::size_t kRemembered = 65'536;

    /// Stable addresses: m_numbers looks into them.
    std::deque<std::string> m_texts;
    boost::unordered_flat_map<std::string_view, std::uint32_t> m_numbers;
    /// By a part of a text's hash, the hash that came last.
    std::vector<std::size_t> m_last = std::vector<std::size_t>(kRemembered);
};

}  // namespace otto
