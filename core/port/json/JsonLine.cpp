// SPDX-License-Identifier: Apache-2.0
#include "core/port/json/JsonLine.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace otto {
namespace {

/// A decoded character, or a single undecodable byte.
struct Scalar
{
    std::uint32_t code = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

std::uint32_t byteAt(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

/// @pre at < text.size()
Scalar decode(std::string_view text, std::size_t at)
{
    const std::uint32_t lead = byteAt(text, at);
    if (lead < 0x80)
        return {lead, 1, true};
    std::size_t length = 0;
    std::uint32_t code = 0;
    std::uint32_t least = 0;
    if ((lead & 0xE0U) == 0xC0U) {
        length = 2;
        code = lead & 0x1FU;
        least = 0x80;
    } else if ((lead & 0xF0U) == 0xE0U) {
        length = 3;
        code = lead & 0x0FU;
        least = 0x800;
    } else if ((lead & 0xF8U) == 0xF0U) {
        length = 4;
        code = lead & 0x07U;
        least = 0x10000;
    }
    if (length == 0 || at + length > text.size())
        return {};
    for (std::size_t i = 1; i < length; ++i) {
        const std::uint32_t next = byteAt(text, at + i);
        if ((next & 0xC0U) != 0x80U)
            return {};
        code = (code << 6U) | (next & 0x3FU);
    }
    if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return {};
    return {code, length, true};
}

/// Characters that would act on a terminal or a line reader rather than be shown.
bool mustEscape(std::uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E
           || code == 0x200F || (code >= 0x2028 && code <= 0x202E)
           || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

void appendEscape(std::string& out, std::uint32_t code)
{
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", code);
    out += text.data();
}

}  // namespace

void JsonLine::separate()
{
    if (m_needsComma)
        m_text.push_back(',');
    m_needsComma = true;
}

void JsonLine::beginObject()
{
    separate();
    m_text.push_back('{');
    m_needsComma = false;
}

void JsonLine::endObject()
{
    m_text.push_back('}');
    m_needsComma = true;
}

void JsonLine::beginArray()
{
    separate();
    m_text.push_back('[');
    m_needsComma = false;
}

void JsonLine::endArray()
{
    m_text.push_back(']');
    m_needsComma = true;
}

void JsonLine::key(std::string_view name)
{
    string(name);
    m_text.push_back(':');
    m_needsComma = false;
}

void JsonLine::null()
{
    raw("null");
}

void JsonLine::boolean(bool value)
{
    raw(value ? "true" : "false");
}

void JsonLine::integer(std::int64_t value)
{
    raw(std::to_string(value));
}

void JsonLine::natural(std::uint64_t value)
{
    raw(std::to_string(value));
}

void JsonLine::string(std::string_view bytes)
{
    separate();
    m_text.push_back('"');
    for (std::size_t at = 0; at < bytes.size();) {
        const Scalar next = decode(bytes, at);
        if (!next.valid) {
            m_text += "\xEF\xBF\xBD";
        } else if (next.code == '"' || next.code == '\\') {
            m_text.push_back('\\');
            m_text.push_back(bytes[at]);
        } else if (next.code == '\n') {
            m_text += "\\n";
        } else if (mustEscape(next.code)) {
            appendEscape(m_text, next.code);
        } else {
            m_text += bytes.substr(at, next.bytes);
        }
        at += next.bytes;
    }
    m_text.push_back('"');
}

void JsonLine::raw(std::string_view json)
{
    separate();
    m_text += json;
}

bool isUtf8(std::string_view bytes)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const Scalar next = decode(bytes, at);
        if (!next.valid)
            return false;
        at += next.bytes;
    }
    return true;
}

std::string base64(std::string_view bytes)
{
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = (group << 8U) | (i < count ? byteAt(bytes, at + i) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            out.push_back(i <= count ? kDigits[(group >> (18U - 6U * i)) & 0x3FU] : '=');
    }
    return out;
}

void write(JsonLine& out, const Money& money)
{
    out.beginObject();
    out.field("amount", money.amountText());
    out.field("currency", money.currency.text());
    out.endObject();
}

void write(JsonLine& out, const std::vector<std::pair<std::string, std::string>>& members)
{
    out.beginObject();
    for (const auto& [name, value] : members)
        out.field(name, value);
    out.endObject();
}

}  // namespace otto
