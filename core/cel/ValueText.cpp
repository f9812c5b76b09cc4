// SPDX-License-Identifier: Apache-2.0
#include "core/cel/NumberText.h"
#include "core/cel/RecordType.h"
#include "core/cel/TimeText.h"
#include "core/cel/Utf8.h"
#include "core/cel/Value.h"

#include <array>
#include <cstdio>

namespace otto::cel {
namespace {

/// Deeper values are shown as `…`: writing recurses.
constexpr std::size_t kDeepest = 100;
constexpr std::string_view kEllipsis = "…";

class Writer
{
public:
    explicit Writer(std::size_t limit) : m_limit(limit) {}

    void write(const Value& value, std::size_t depth)
    {
        if (depth > kDeepest || m_text.size() > m_limit) {
            m_text += kEllipsis;
            return;
        }
        switch (value.kind()) {
        case Kind::Null: m_text += "null"; break;
        case Kind::Bool: m_text += value.asBool() ? "true" : "false"; break;
        case Kind::Int: m_text += std::to_string(value.asInt()); break;
        case Kind::Uint: m_text += std::to_string(value.asUint()) + "u"; break;
        case Kind::Double: writeDouble(value.asDouble()); break;
        case Kind::String: writeString(value.asText()); break;
        case Kind::Bytes: writeBytes(value.asText()); break;
        case Kind::Timestamp:
            m_text += "timestamp('" + timestampText(value.asTimestamp()) + "')";
            break;
        case Kind::Duration:
            m_text += "duration('" + durationText(value.asDuration()) + "')";
            break;
        case Kind::Money: writeMoney(value.asMoney()); break;
        case Kind::List: writeList(value, depth); break;
        case Kind::Map: writeMap(value, depth); break;
        case Kind::Type: m_text += value.asText(); break;
        case Kind::Record: writeRecord(value, depth); break;
        case Kind::Error: m_text.append("error: ").append(value.asError().message); break;
        }
    }

    std::string take()
    {
        if (m_text.size() > m_limit) {
            std::size_t cut = m_limit;
            while (cut > 0 && (static_cast<unsigned char>(m_text[cut]) & 0xC0U) == 0x80U)
                --cut;
            m_text.resize(cut);
            m_text += kEllipsis;
        }
        return std::move(m_text);
    }

private:
    /// A double literal has a point or an exponent; the others are conversions.
    void writeDouble(double number)
    {
        const std::string text = doubleText(number);
        if (text.find_first_not_of("-0123456789.e+") != std::string::npos)
            m_text += "double('" + text + "')";
        else
            m_text += text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
    }

    void writeEscaped(unsigned char byte)
    {
        std::array<char, 8> buffer{};
        std::snprintf(buffer.data(), buffer.size(), "\\x%02x", byte);
        m_text += buffer.data();
    }

    bool writeCommonEscape(char c)
    {
        switch (c) {
        case '\'': m_text += "\\'"; return true;
        case '\\': m_text += "\\\\"; return true;
        case '\n': m_text += "\\n"; return true;
        case '\r': m_text += "\\r"; return true;
        case '\t': m_text += "\\t"; return true;
        default: return false;
        }
    }

    void writeString(std::string_view text)
    {
        m_text += "'";
        for (const char c : text.substr(0, m_limit)) {
            const auto byte = static_cast<unsigned char>(c);
            if (writeCommonEscape(c))
                continue;
            if (byte < 0x20 || byte == 0x7F)
                writeEscaped(byte);
            else
                m_text.push_back(c);
        }
        m_text += "'";
    }

    void writeBytes(std::string_view octets)
    {
        m_text += "b'";
        for (const char c : octets.substr(0, m_limit)) {
            const auto byte = static_cast<unsigned char>(c);
            if (writeCommonEscape(c))
                continue;
            if (byte < 0x20 || byte >= 0x7F)
                writeEscaped(byte);
            else
                m_text.push_back(c);
        }
        m_text += "'";
    }

    void writeMoney(const Money& amount)
    {
        m_text += "money('" + amount.amountText() + "', '";
        m_text += amount.currency.text();
        m_text += "')";
    }

    /// False when the limit is reached, with a sign of it.
    bool separate(bool isFirst)
    {
        if (!isFirst)
            m_text += ", ";
        return m_text.size() <= m_limit;
    }

    void writeList(const Value& list, std::size_t depth)
    {
        m_text += "[";
        for (std::size_t i = 0; i < list.listSize() && separate(i == 0); ++i)
            write(list.listAt(i, m_arena), depth + 1);
        m_text += "]";
    }

    void writeMap(const Value& map, std::size_t depth)
    {
        m_text += "{";
        for (std::size_t i = 0; i < map.mapSize() && separate(i == 0); ++i) {
            Value key;
            Value value;
            map.mapEntryAt(i, m_arena, key, value);
            write(key, depth + 1);
            m_text += ": ";
            write(value, depth + 1);
        }
        m_text += "}";
    }

    void writeRecord(const Value& record, std::size_t depth)
    {
        m_text += record.recordType()->name() + "{";
        bool isFirst = true;
        for (const Field& field : record.recordType()->fields()) {
            if (!separate(isFirst))
                break;
            isFirst = false;
            m_text += field.name + ": ";
            write(field.get(record.object(), m_arena), depth + 1);
        }
        m_text += "}";
    }

    std::size_t m_limit;
    std::string m_text;
    /// For what native lists and records make on the way.
    Arena m_arena;
};

}  // namespace

std::string toText(const Value& value, std::size_t limit)
{
    Writer writer(limit);
    writer.write(value, 0);
    return writer.take();
}

}  // namespace otto::cel
