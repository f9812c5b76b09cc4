// SPDX-License-Identifier: Apache-2.0
#include "core/base/TomlText.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace otto {
namespace {

constexpr int kPartsMax = 8;

/// Where the text in quotes that begins at `begin` ends: behind its closing quotes, or where the
/// parser will miss them.
std::size_t endOfQuoted(std::string_view text, std::size_t begin)
{
    const char quote = text[begin];
    const std::string_view triple = quote == '"' ? R"(""")" : "'''";
    const bool isMultiLine = text.substr(begin).starts_with(triple);
    std::size_t at = begin + (isMultiLine ? 3 : 1);
    while (at < text.size()) {
        if (quote == '"' && text[at] == '\\') {
            at += 2;
        } else if (isMultiLine ? text.substr(at).starts_with(triple) : text[at] == quote) {
            return at + (isMultiLine ? 3 : 1);
        } else if (!isMultiLine && text[at] == '\n') {
            return at;
        } else {
            ++at;
        }
    }
    return text.size();
}

/// Where a name gets one part too many; npos when none does. Numbers and dates read as names of few
/// parts.
std::size_t nameTooLong(std::string_view text)
{
    int parts = 1;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"' || c == '\'') {
            at = endOfQuoted(text, at);
            continue;
        }
        if (c == '#') {
            at = std::min(text.find('\n', at), text.size());
            continue;
        }
        const bool isOfName = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'
                              || c == '-' || c == ' ' || c == '\t';
        if (c == '.') {
            ++parts;
        } else if (!isOfName) {
            parts = 1;
        }
        if (parts > kPartsMax) {
            return at;
        }
        ++at;
    }
    return std::string_view::npos;
}

bool isFirstByte(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// The byte at that line and column, or the end of the line or text where there is none.
std::size_t byteAt(std::string_view text, const toml::source_position& place)
{
    std::size_t at = 0;
    for (toml::source_index line = 1; line < place.line && at < text.size(); ++line) {
        at = std::min(text.find('\n', at), text.size() - 1) + 1;
    }
    for (toml::source_index column = 1; column < place.column; ++column) {
        if (at == text.size() || text[at] == '\n') {
            break;
        }
        do {
            ++at;
        } while (at < text.size() && !isFirstByte(text[at]));
    }
    return at;
}

/// What a piece of a text takes in the file, and how many bytes of the text it makes.
struct Piece
{
    std::size_t length = 1;
    std::size_t bytes = 1;
};

Piece escapeAt(std::string_view text, std::size_t at)
{
    const char kind = at + 1 < text.size() ? text[at + 1] : '\0';
    if (kind == 'u' || kind == 'U') {
        const std::size_t digits = kind == 'u' ? 4 : 8;
        const std::string hex(text.substr(std::min(at + 2, text.size()), digits));
        const unsigned long point = std::strtoul(hex.c_str(), nullptr, 16);
        const std::size_t bytes = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        return {2 + digits, bytes};
    }
    if (kind != '\n' && kind != '\r' && kind != ' ' && kind != '\t') {
        return {2, 1};
    }
    // At the end of a line it takes away the line's end and what is blank after it.
    return {std::min(text.find_first_not_of(" \t\r\n", at + 1), text.size()) - at, 0};
}

toml::source_position placeAt(std::string_view text, std::size_t at)
{
    const std::string_view before = text.substr(0, at);
    const std::size_t line = before.rfind('\n') + 1;  // npos + 1 is 0
    const std::string_view inLine = before.substr(line);
    return {static_cast<toml::source_index>(1 + std::count(before.begin(), before.end(), '\n')),
            static_cast<toml::source_index>(
                1 + std::count_if(inLine.begin(), inLine.end(), isFirstByte))};
}

}  // namespace

std::optional<toml::table> parseToml(std::string_view text, const std::string& file,
                                     TomlFault& fault)
{
    if (const std::size_t at = nameTooLong(text); at != std::string_view::npos) {
        fault.report(placeAt(text, at),
                     "expected a name of at most " + std::to_string(kPartsMax) + " parts");
        return std::nullopt;
    }
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        // At the end of the file the parser may point behind it.
        const toml::source_position at = placeAt(text, byteAt(text, error.source().begin));
        fault.report(at, "expected TOML: " + std::string(error.description()));
    }
    return std::nullopt;
}

toml::source_position placeInText(std::string_view file, const toml::source_position& quotes,
                                  std::size_t offset)
{
    std::size_t at = byteAt(file, quotes);
    const std::string_view literal = file.substr(at);
    const bool hasEscapes = literal.starts_with('"');
    if (literal.starts_with(R"(""")") || literal.starts_with("'''")) {
        at += 3;
        // A line break right after the opening quotes does not belong to the text.
        const std::string_view rest = file.substr(at);
        at += rest.starts_with("\r\n") ? 2U : rest.starts_with('\n') ? 1U : 0U;
    } else {
        ++at;
    }
    while (at < file.size()) {
        Piece piece;
        if (hasEscapes && file[at] == '\\') {
            piece = escapeAt(file, at);
        } else if (file.substr(at).starts_with("\r\n")) {
            piece.length = 2;
        }
        if (piece.bytes > offset) {
            break;
        }
        offset -= piece.bytes;
        at += piece.length;
    }
    return placeAt(file, std::min(at, file.size()));
}

}  // namespace otto
