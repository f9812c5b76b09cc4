// SPDX-License-Identifier: Apache-2.0
#include "core/contract/Codec.h"

#include <simdjson.h>

namespace otto {
namespace {

/// Deeper text stays as it is: indenting it would cost the square of its length.
constexpr std::size_t kMaxPrettyNesting = 64;
constexpr std::size_t kIndent = 2;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isOpening(char c)
{
    return c == '{' || c == '[';
}

bool isClosing(char c)
{
    return c == '}' || c == ']';
}

/// The end of the string literal that starts at `at`.
std::size_t stringEnd(std::string_view json, std::size_t at)
{
    for (std::size_t i = at + 1; i < json.size(); ++i) {
        if (json[i] == '\\') {
            ++i;
        } else if (json[i] == '"') {
            return i + 1;
        }
    }
    return json.size();
}

std::size_t skipBlanks(std::string_view json, std::size_t at)
{
    while (at < json.size() && isBlank(json[at])) {
        ++at;
    }
    return at;
}

void breakLine(std::string& out, std::size_t depth)
{
    out.push_back('\n');
    out.append(depth * kIndent, ' ');
}

/// Tokens are copied as they are: number texts, escapes and repeated names stay visible.
/// @pre json is valid
std::string indented(std::string_view json)
{
    std::string out;
    out.reserve(json.size() * 2);
    std::size_t depth = 0;
    for (std::size_t at = skipBlanks(json, 0); at < json.size(); at = skipBlanks(json, at)) {
        const char c = json[at];
        if (c == '"') {
            const std::size_t end = stringEnd(json, at);
            out += json.substr(at, end - at);
            at = end;
            continue;
        }
        ++at;
        if (isOpening(c)) {
            out.push_back(c);
            const std::size_t next = skipBlanks(json, at);
            if (next < json.size() && isClosing(json[next])) {
                out.push_back(json[next]);
                at = next + 1;
                continue;
            }
            breakLine(out, ++depth);
        } else if (isClosing(c)) {
            breakLine(out, --depth);
            out.push_back(c);
        } else if (c == ',') {
            out.push_back(c);
            breakLine(out, depth);
        } else {
            out.push_back(c);
            if (c == ':') {
                out.push_back(' ');
            }
        }
    }
    return out;
}

}  // namespace

std::string prettyJson(std::string_view text)
{
    simdjson::dom::parser parser;
    if (parser.allocate(text.size(), kMaxPrettyNesting + 1) != simdjson::SUCCESS
        || parser.parse(text.data(), text.size()).error() != simdjson::SUCCESS) {
        return std::string(text);
    }
    return indented(text);
}

}  // namespace otto
