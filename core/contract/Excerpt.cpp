// SPDX-License-Identifier: Apache-2.0
#include "core/contract/Excerpt.h"

#include <algorithm>
#include <array>
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

struct CodeRange
{
    char32_t first;
    char32_t last;
};

/// Controls, line and paragraph separators, and Unicode's format characters (category Cf), which
/// reorder or hide the text around them.
constexpr std::array kDisturbing{
    CodeRange{0x0000, 0x001F},   CodeRange{0x007F, 0x009F},   CodeRange{0x00AD, 0x00AD},
    CodeRange{0x0600, 0x0605},   CodeRange{0x061C, 0x061C},   CodeRange{0x06DD, 0x06DD},
    CodeRange{0x070F, 0x070F},   CodeRange{0x0890, 0x0891},   CodeRange{0x08E2, 0x08E2},
    CodeRange{0x180E, 0x180E},   CodeRange{0x200B, 0x200F},   CodeRange{0x2028, 0x202E},
    CodeRange{0x2060, 0x206F},   CodeRange{0xFEFF, 0xFEFF},   CodeRange{0xFFF9, 0xFFFB},
    CodeRange{0x110BD, 0x110BD}, CodeRange{0x110CD, 0x110CD}, CodeRange{0x13430, 0x1343F},
    CodeRange{0x1BCA0, 0x1BCA3}, CodeRange{0x1D173, 0x1D17A}, CodeRange{0xE0000, 0xE007F}};

bool disturbsText(char32_t code)
{
    return std::any_of(kDisturbing.begin(), kDisturbing.end(), [code](const CodeRange& range) {
        return code >= range.first && code <= range.last;
    });
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
