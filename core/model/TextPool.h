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
/// known by a number. A text enters when several payments had it within a while, so that ids do not
/// fill it. Numbers stay valid for the pool's life. One thread.
class TextPool
{
public:
    /// Of a text (XXH3, 64 bits), to be computed once.
    using Hash = std::uint64_t;
    static Hash hashOf(std::string_view text);

    /// Nothing for a text that is not in the pool: rare, long, or the pool is full. `hash` is the
    /// text's, `payment` that of the id of the payment which has it.
    [[nodiscard]] std::optional<std::uint32_t> numberOf(std::string_view text, Hash hash,
                                                        Hash payment);
    /// `number` came from numberOf().
    [[nodiscard]] const std::string& text(std::uint32_t number) const { return m_texts[number]; }

private:
    static constexpr std::size_t kTextsMax = 65'536;
    static constexpr std::size_t kBytesMax = 64;
    /// Small enough to stay in a core's cache.
    static constexpr std::size_t kRemembered = 16'384;
    /// Payments that have to have a text.
    static constexpr std::uint16_t kPaymentsMin = 4;

    struct Key
    {
        Hash hash;
        std::string_view text;
        friend bool operator==(const Key& a, const Key& b) { return a.text == b.text; }
    };
    struct KeyHash
    {
        using is_avalanching = void;
        std::size_t operator()(const Key& key) const { return key.hash; }
    };
    /// A text not in the pool that came lately, by parts of hashes; a mistake costs a place.
    struct Sighting
    {
        std::uint32_t text = 0;
        std::uint16_t payment = 0;
        std::uint16_t payments = 0;
    };
    [[nodiscard]] bool isShared(Hash hash, Hash payment);

    /// Stable addresses: m_numbers looks into them.
    std::deque<std::string> m_texts;
    boost::unordered_flat_map<Key, std::uint32_t, KeyHash> m_numbers;
    std::vector<Sighting> m_seen = std::vector<Sighting>(kRemembered);
};

}  // namespace otto
