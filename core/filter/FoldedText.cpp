// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FoldedText.h"

#include "core/cel/Utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace otto {

namespace {

constexpr std::array<unsigned char, 256> lowerBytes()
{
    std::array<unsigned char, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const bool isCapital = i >= 'A' && i <= 'Z';
        table[i] = static_cast<unsigned char>(isCapital ? i + ('a' - 'A') : i);
    }
    return table;
}

constexpr std::array<unsigned char, 256> kLower = lowerBytes();

unsigned char lowerByte(char c)
{
    return kLower[static_cast<unsigned char>(c)];
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Unicode's simple folding (CaseFolding.txt) of the blocks that bank desks write in.
char32_t folded(char32_t c)
{
    if (c < 0x80)
        return kLower[c];
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3AB && c != 0x3A2)
        || (c >= 0x410 && c <= 0x42F))
        return c + 0x20;
    if (c >= 0x400 && c <= 0x40F)
        return c + 0x50;
    const bool isOddCapital = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    const bool isEvenCapital =
        (c >= 0x100 && c <= 0x137 && c != 0x130 && c != 0x131) || (c >= 0x14A && c <= 0x177);
    if (isOddCapital)
        return (c & 1U) != 0 ? c + 1 : c;
    if (isEvenCapital)
        return (c & 1U) == 0 ? c + 1 : c;
    return c == 0x178 ? 0xFF : c == 0x3C2 ? 0x3C3 : c;
}

/// Takes the first code point off the text, folded; a stray byte stands for itself.
char32_t takeFolded(std::string_view& text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80 ? 1 : cel::utf8SequenceLength(text);
    if (length <= 1) {
        text.remove_prefix(1);
        return kLower[first];
    }
    constexpr std::array<unsigned, 5> kFirstBits{0, 0x7F, 0x1F, 0x0F, 0x07};
    char32_t point = first & kFirstBits[length];
    for (std::size_t i = 1; i < length; ++i)
        point = point << 6U | (static_cast<unsigned char>(text[i]) & 0x3FU);
    text.remove_prefix(length);
    return folded(point);
}

/// Is `needle` what the text begins with? Takes it off the text if so.
bool takePrefix(std::string_view& text, std::string_view needle)
{
    std::string_view rest = text;
    while (!needle.empty()) {
        if (rest.empty() || takeFolded(rest) != takeFolded(needle))
            return false;
    }
    text = rest;
    return true;
}

bool isAt(const char* text, std::string_view needle)
{
    for (std::size_t i = 1; i < needle.size(); ++i) {
        if (lowerByte(text[i]) != static_cast<unsigned char>(needle[i]))
            return false;
    }
    return true;
}

bool containsAscii(std::string_view text, std::string_view needle)
{
    if (needle.size() > text.size())
        return false;
    // memchr reads many bytes a step: look for the first letter in its two cases.
    const char first = needle.front();
    const bool isLetter = first >= 'a' && first <= 'z';
    const char capital = isLetter ? static_cast<char>(first - ('a' - 'A')) : first;
    const char* const end = text.data() + (text.size() - needle.size() + 1);
    const auto next = [end](const char* from, char c) {
        const void* at = std::memchr(from, c, static_cast<std::size_t>(end - from));
        return at == nullptr ? end : static_cast<const char*>(at);
    };
    const char* small = next(text.data(), first);
    const char* large = isLetter ? next(text.data(), capital) : end;
    while (small != end || large != end) {
        const bool isSmall = small < large;
        const char*& candidate = isSmall ? small : large;
        if (isAt(candidate, needle))
            return true;
        candidate = next(candidate + 1, isSmall ? first : capital);
    }
    return false;
}

}  // namespace

std::string foldedText(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty())
        cel::appendUtf8(out, takeFolded(text));
    return out;
}

bool isFolded(std::string_view text)
{
    if (isAscii(text))
        return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return foldedText(text) == text;
}

bool containsFolded(std::string_view text, std::string_view needle)
{
    if (needle.empty())
        return true;
    if (isAscii(needle))
        return containsAscii(text, needle);
    while (!text.empty()) {
        std::string_view rest = text;
        if (takePrefix(rest, needle))
            return true;
        takeFolded(text);
    }
    return false;
}

bool equalsFolded(std::string_view text, std::string_view other)
{
    return takePrefix(text, other) && text.empty();
}

bool fitsFolded(std::string_view text, std::string_view pattern)
{
    // The last star seen and what the text was then: on a mismatch the star takes one more.
    std::string_view patternAfterStar;
    std::string_view textAtStar;
    bool hasStar = false;
    while (!text.empty()) {
        if (!pattern.empty() && pattern.front() == '*') {
            pattern.remove_prefix(1);
            patternAfterStar = pattern;
            textAtStar = text;
            hasStar = true;
            continue;
        }
        std::string_view textRest = text;
        std::string_view patternRest = pattern;
        const char32_t c = takeFolded(textRest);
        if (!pattern.empty() && (pattern.front() == '?' || takeFolded(patternRest) == c)) {
            pattern = pattern.front() == '?' ? pattern.substr(1) : patternRest;
            text = textRest;
        } else if (hasStar) {
            takeFolded(textAtStar);
            text = textAtStar;
            pattern = patternAfterStar;
        } else {
            return false;
        }
    }
    return std::all_of(pattern.begin(), pattern.end(), [](char c) { return c == '*'; });
}

}  // namespace otto
