// SPDX-License-Identifier: Apache-2.0
#include "core/cel/CompileError.h"

#include "core/cel/Utf8.h"

#include <algorithm>

namespace otto::cel {
namespace {

/// Bytes shown on each side of the place in a long line.
constexpr std::size_t kWindow = 60;

struct Line
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

Line lineAround(std::string_view source, std::size_t at)
{
    const std::size_t before = at == 0 ? std::string_view::npos : source.rfind('\n', at - 1);
    Line line;
    line.begin = before == std::string_view::npos ? 0 : before + 1;
    line.end = std::min(source.find('\n', at), source.size());
    return line;
}

bool startsCodePoint(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

std::size_t toCodePointStart(std::string_view source, std::size_t at)
{
    while (at > 0 && at < source.size() && !startsCodePoint(source[at]))
        --at;
    return at;
}

/// As it stands, but without control characters that would move the cursor.
std::string printable(std::string_view text)
{
    std::string shown(text);
    for (char& c : shown) {
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7F')
            c = ' ';
    }
    return shown;
}

}  // namespace

CompileError compileErrorAt(std::string_view source, std::size_t begin, std::size_t end,
                            std::string message)
{
    CompileError error;
    error.begin = std::min(begin, source.size());
    error.end = std::clamp(end, error.begin, source.size());
    const std::string_view before = source.substr(0, error.begin);
    error.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const Line line = lineAround(source, error.begin);
    error.column = 1 + codePoints(source.substr(line.begin, error.begin - line.begin));
    error.message = std::move(message);
    return error;
}

std::string CompileError::render(std::string_view source) const
{
    const std::size_t place = std::min(begin, source.size());
    const Line whole = lineAround(source, place);
    const std::size_t from =
        toCodePointStart(source, std::max(whole.begin, place - std::min(place, kWindow)));
    const std::size_t to = toCodePointStart(source, std::min(whole.end, place + kWindow));
    const bool isCutBefore = from > whole.begin;
    std::string text = std::to_string(line) + ":" + std::to_string(column) + ": " + message + "\n";
    text += isCutBefore ? "  …" : "  ";
    text += printable(source.substr(from, to - from));
    text += to < whole.end ? "…\n" : "\n";
    text += isCutBefore ? "   " : "  ";
    for (const char c : source.substr(from, place - from)) {
        if (startsCodePoint(c))
            text.push_back(c == '\t' ? '\t' : ' ');
    }
    const std::size_t marked = std::clamp(end, place, std::max(place, to)) - place;
    text.append(std::max<std::size_t>(1, codePoints(source.substr(place, marked))), '^');
    return text;
}

std::string render(const CompileErrors& errors, std::string_view source)
{
    std::string text;
    for (const CompileError& error : errors) {
        if (!text.empty())
            text.push_back('\n');
        text += error.render(source);
    }
    return text;
}

}  // namespace otto::cel
