// SPDX-License-Identifier: Apache-2.0
#include "core/base/Digest.h"

#include <sodium.h>

#include <array>
#include <cstdint>

namespace otto {
namespace {

using Sha256 = std::array<unsigned char, crypto_hash_sha256_BYTES>;

Sha256 digest(std::initializer_list<std::string_view> parts)
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const std::string_view part : parts) {
        std::array<unsigned char, 8> length{};
        for (std::size_t i = 0; i < length.size(); ++i) {
            length[i] = static_cast<unsigned char>(std::uint64_t{part.size()} >> (8 * i));
        }
        crypto_hash_sha256_update(&state, length.data(), length.size());
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                                  part.size());
    }
    Sha256 out{};
    crypto_hash_sha256_final(&state, out.data());
    return out;
}

void appendHex(std::string& out, unsigned char byte)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    out.push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 0x0FU]);
}

}  // namespace

std::string digestHex(std::initializer_list<std::string_view> parts)
{
    std::string out;
    for (const unsigned char byte : digest(parts)) {
        appendHex(out, byte);
    }
    return out;
}

std::string derivedUuid(std::initializer_list<std::string_view> parts)
{
    Sha256 bytes = digest(parts);
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x80U);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
    std::string out;
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            out.push_back('-');
        }
        appendHex(out, bytes[i]);
    }
    return out;
}

}  // namespace otto
