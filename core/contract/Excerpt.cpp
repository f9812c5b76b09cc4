// SPDX-License-Identifier: Apache-2.0
#include "core/contract/Excerpt.h"

#include <cstddef>
#include <cstdint>

namespace otto {
namespace {

constexpr std::size_t kExcerptBytes = 60;

struct Character
{
    /// 0 when the bytes are not UTF-8 here.
    std::size_t length = 0;
    char32_t code = 0;
};

unsigned char byteAt(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

Character decodeAt(std::string_view text, std::size_t at)
{
    const unsigned char lead = byteAt(text, at);
    if (lead < 0x80) {
        return {1, lead};
    }
    std::size_t length = 0;
    char32_t code = 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
        code = lead & 0x1FU;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        code = lead & 0x0FU;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        code = lead & 0x07U;
    } else {
        return {};
    }
    if (at + length > text.size()) {
        return {};
    }
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned char next = byteAt(text, at + i);
        if ((next & 0xC0U) != 0x80U) {
            return {};
        }
        code = (code << 6U) | (next & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return overlong || surrogate || code > 0x10FFFF ? Character{} : Character{length, code};
}

bool disturbsText(char32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C
           || (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E)
           || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF
           || (code >= 0xFFF9 && code <= 0xFFFB) || (code >= 0xE0000 && code <= 0xE007F);
}

void appendHex(std::string& out, std::uint32_t value, int digits)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
        out.push_back(kDigits[(value >> static_cast<unsigned>(shift)) & 0x0FU]);
    }
}

/// Appends the character at `at` and returns how many bytes it was.
std::size_t appendPrintable(std::string& out, std::string_view bytes, std::size_t at)
{
    const Character character = decodeAt(bytes, at);
    if (character.length == 0) {
        out += "\\x";
        appendHex(out, byteAt(bytes, at), 2);
        return 1;
    }
    if (disturbsText(character.code)) {
        out += "\\u{";
        appendHex(out, static_cast<std::uint32_t>(character.code), character.code > 0xFFFF ? 6 : 4);
        out += "}";
    } else {
        out += bytes.substr(at, character.length);
    }
    return character.length;
}

}  // namespace

std::string printable(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        at += appendPrintable(out, bytes, at);
    }
    return out;
}

std::string excerpt(std::string_view bytes)
{
    std::string out = "\"";
    std::size_t at = 0;
    while (at < bytes.size() && out.size() <= kExcerptBytes) {
        at += appendPrintable(out, bytes, at);
    }
    out += at < bytes.size() ? "...\"" : "\"";
    return out;
}

}  // namespace otto
