// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace otto {

/// Appends numbers of fixed width, least significant byte first.
class LittleEndianWriter
{
public:
    void u8(std::uint8_t value) { m_bytes.push_back(static_cast<char>(value)); }
    void u16(std::uint16_t value) { put(value, 2); }
    void u32(std::uint32_t value) { put(value, 4); }
    void u64(std::uint64_t value) { put(value, 8); }
    void i64(std::int64_t value) { put(static_cast<std::uint64_t>(value), 8); }
    void raw(std::string_view bytes) { m_bytes += bytes; }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }
    std::string take() { return std::exchange(m_bytes, {}); }

private:
    void put(std::uint64_t value, unsigned bytes)
    {
        for (unsigned i = 0; i < bytes; ++i)
            m_bytes.push_back(static_cast<char>(static_cast<unsigned char>(value >> (8U * i))));
    }

    std::string m_bytes;
};

/// Reads them back. Beyond the end everything is 0 or empty.
class LittleEndianReader
{
public:
    explicit LittleEndianReader(std::string_view bytes) : m_bytes(bytes) {}

    std::uint8_t u8() { return static_cast<std::uint8_t>(get(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(get(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(get(4)); }
    std::uint64_t u64() { return get(8); }
    std::int64_t i64() { return static_cast<std::int64_t>(get(8)); }
    std::string_view raw(std::size_t bytes)
    {
        const std::string_view taken = m_bytes.substr(0, bytes);
        m_bytes.remove_prefix(taken.size());
        return taken;
    }
    [[nodiscard]] std::size_t left() const { return m_bytes.size(); }

private:
    std::uint64_t get(unsigned bytes)
    {
        const std::string_view taken = raw(bytes);
        std::uint64_t value = 0;
        for (std::size_t i = taken.size(); i-- > 0;)
            value = value << 8U | static_cast<unsigned char>(taken[i]);
        return value;
    }

    std::string_view m_bytes;
};

}  // namespace otto
