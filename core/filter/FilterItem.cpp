// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FilterItem.h"

#include "core/filter/FilterSchema.h"

#include <algorithm>
#include <array>
#include <utility>

namespace otto {

namespace {

using cel::CompileError;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isNamePart(char c)
{
    return isNameStart(c) || (c >= '0' && c <= '9');
}

/// Where the name that begins at `at` ends; `at` when there is none.
std::size_t nameEnd(std::string_view line, std::size_t at)
{
    if (at >= line.size() || !isNameStart(line[at]))
        return at;
    while (at < line.size() && isNamePart(line[at]))
        ++at;
    return at;
}

/// Behind the closing quote of the text that opens at `at`; npos when it is not closed.
std::size_t quoteEnd(std::string_view line, std::size_t at)
{
    const char quote = line[at];
    for (std::size_t i = at + 1; i < line.size(); ++i) {
        if (line[i] == '\\')
            ++i;
        else if (line[i] == quote)
            return i + 1;
    }
    return std::string_view::npos;
}

/// Behind the parenthesis that closes the one at `at`; npos when it is not closed.
std::size_t groupEnd(std::string_view line, std::size_t at)
{
    std::size_t open = 0;
    for (std::size_t i = at; i < line.size(); ++i) {
        if (line[i] == '"' || line[i] == '\'') {
            const std::size_t end = quoteEnd(line, i);
            if (end == std::string_view::npos)
                return end;
            i = end - 1;
        } else if (line[i] == '(') {
            ++open;
        } else if (line[i] == ')' && --open == 0) {
            return i + 1;
        }
    }
    return std::string_view::npos;
}

/// Where the item that begins at `at` ends: at a blank that is not within quotes, or, for what
/// begins with a parenthesis, behind the one that closes it.
std::size_t itemEnd(std::string_view line, std::size_t at)
{
    const std::size_t sign = line.substr(at).starts_with("-(") ? 1 : 0;
    if (line.substr(at + sign).starts_with('('))
        return std::min(groupEnd(line, at + sign), line.size());
    while (at < line.size() && !isSpace(line[at])) {
        if (line[at] == '"') {
            const std::size_t end = quoteEnd(line, at);
            if (end == std::string_view::npos)
                return line.size();
            at = end;
        } else {
            ++at;
        }
    }
    return at;
}

std::size_t skipSpace(std::string_view line, std::size_t at)
{
    while (at < line.size() && isSpace(line[at]))
        ++at;
    return at;
}

bool isPill(std::string_view item)
{
    const std::size_t begin = item.starts_with('-') ? 1 : 0;
    const std::size_t end = nameEnd(item, begin);
    return end > begin && end < item.size() && item[end] == ':'
           && !item.substr(end).starts_with("::");
}

/// Has the item, outside of quotes, something that only an expression has?
bool hasOperator(std::string_view item)
{
    constexpr std::array<std::string_view, 6> kSigns{"==", "!=", "<", ">", "&&", "||"};
    if (item.size() > 1 && item[0] == '!' && (isNameStart(item[1]) || item[1] == '('))
        return true;
    for (std::size_t at = 0; at < item.size();) {
        if (item[at] == '"') {
            at = std::min(quoteEnd(item, at), item.size());
            continue;
        }
        for (const std::string_view sign : kSigns) {
            if (item.substr(at).starts_with(sign))
                return true;
        }
        const std::size_t end = nameEnd(item, at);
        if (end > at && end < item.size() && item[end] == '(')
            return true;
        at = std::max(end, at + 1);
    }
    return false;
}

class Reader
{
public:
    Reader(std::string_view line, const FilterSchema& schema) : m_line(line), m_schema(schema) {}

    tl::expected<std::vector<FilterItem>, CompileError> read()
    {
        std::vector<FilterItem> items;
        for (m_at = skipSpace(m_line, 0); m_at < m_line.size(); m_at = skipSpace(m_line, m_at)) {
            FilterItem item;
            item.place.begin = m_at;
            const std::size_t next = m_at + 1;
            if (m_line[m_at] == '-' && next < m_line.size() && !isSpace(m_line[next])) {
                item.isExcluded = true;
                ++m_at;
            }
            const bool isRead = m_line[m_at] == '('           ? readGroup(item)
                                : isPill(m_line.substr(m_at)) ? readPill(item)
                                                              : readWord(item);
            if (!isRead)
                return tl::unexpected(std::move(m_error));
            item.place.end = m_at;
            items.push_back(std::move(item));
        }
        return items;
    }

private:
    bool fail(std::size_t begin, std::size_t end, std::string sentence)
    {
        m_error = cel::compileErrorAt(m_line, begin, end, std::move(sentence));
        return false;
    }

    bool readGroup(FilterItem& item)
    {
        const std::size_t end = groupEnd(m_line, m_at);
        if (end == std::string_view::npos)
            return fail(m_at, m_at + 1, "This parenthesis is not closed");
        item.kind = ItemKind::Expression;
        item.expression = {m_at, end};
        m_at = end;
        return true;
    }

    /// A text in quotes, or up to what `isEnd` says.
    template <typename IsEnd>
    bool readText(std::string& text, bool& isQuoted, IsEnd isEnd)
    {
        if (m_at < m_line.size() && m_line[m_at] == '"') {
            const std::size_t end = quoteEnd(m_line, m_at);
            if (end == std::string_view::npos)
                return fail(m_at, m_line.size(), "This quote is not closed");
            for (std::size_t i = m_at + 1; i + 1 < end; ++i) {
                if (m_line[i] == '\\')
                    ++i;
                text += m_line[i];
            }
            isQuoted = true;
            m_at = end;
            return true;
        }
        while (m_at < m_line.size() && !isSpace(m_line[m_at]) && !isEnd(m_line.substr(m_at)))
            text += m_line[m_at++];
        return true;
    }

    bool readWord(FilterItem& item)
    {
        bool isQuoted = false;
        return readText(item.word, isQuoted, [](std::string_view) { return false; });
    }

    bool readPill(FilterItem& item)
    {
        const std::size_t begin = m_at;
        const std::size_t end = nameEnd(m_line, begin);
        const std::string_view name = m_line.substr(begin, end - begin);
        item.kind = ItemKind::Pill;
        item.field = m_schema.find(name);
        if (item.field == nullptr)
            return fail(begin, end,
                        "There is no field '" + std::string(name)
                            + "' (text to search for goes in quotes)" + m_schema.nearest(name));
        m_at = end;
        do {
            ++m_at;
            PillValue value;
            if (!readValue(value, *item.field))
                return false;
            item.values.push_back(std::move(value));
        } while (m_at < m_line.size() && m_line[m_at] == ',');
        if (m_at < m_line.size() && !isSpace(m_line[m_at]))
            return fail(m_at, m_at + 1, "A comma or a blank has to follow the quote");
        return true;
    }

    bool readValue(PillValue& value, const FilterField& field)
    {
        constexpr std::array<std::pair<std::string_view, PillOperator>, 6> kSigns{{
            {">=", PillOperator::AtLeast},
            {"<=", PillOperator::AtMost},
            {">", PillOperator::More},
            {"<", PillOperator::Less},
            {"~", PillOperator::Mentions},
            {"=", PillOperator::Is},
        }};
        value.place.begin = m_at;
        for (const auto& [sign, operation] : kSigns) {
            if (m_line.substr(m_at).starts_with(sign)) {
                value.operation = operation;
                m_at += sign.size();
                break;
            }
        }
        const auto isLowerEnd = [](std::string_view rest) {
            return rest.front() == ',' || rest.starts_with("..");
        };
        const auto isUpperEnd = [](std::string_view rest) { return rest.front() == ','; };
        if (!readText(value.text, value.isQuoted, isLowerEnd))
            return false;
        if (m_line.substr(m_at).starts_with("..")) {
            m_at += 2;
            value.isRange = true;
            if (!readText(value.upper, value.isQuoted, isUpperEnd))
                return false;
        }
        value.place.end = m_at;
        if (value.text.empty() && value.upper.empty() && !value.isQuoted)
            return fail(value.place.begin, std::max(m_at, value.place.begin + 1),
                        "After '" + field.name + ":' a value is missing; \"\" stands for none");
        return true;
    }

    std::string_view m_line;
    const FilterSchema& m_schema;
    std::size_t m_at = 0;
    CompileError m_error;
};

}  // namespace

bool isExpressionLine(std::string_view line, const FilterSchema& schema)
{
    std::size_t at = skipSpace(line, 0);
    if (at < line.size() && line[at] == '=')
        return true;
    bool isAfterField = false;
    while (at < line.size()) {
        const std::size_t end = itemEnd(line, at);
        const std::string_view item = line.substr(at, end - at);
        const std::size_t next = skipSpace(line, end);
        if (isAfterField && item == "in" && next < line.size() && line[next] == '[')
            return true;
        const bool isGroup = item.starts_with('(') || item.starts_with("-(");
        if (!isGroup && !isPill(item) && hasOperator(item))
            return true;
        isAfterField = schema.find(item) != nullptr;
        at = next;
    }
    return false;
}

tl::expected<std::vector<FilterItem>, CompileError> readFilterLine(std::string_view line,
                                                                   const FilterSchema& schema)
{
    if (!isExpressionLine(line, schema))
        return Reader(line, schema).read();
    FilterItem item;
    item.kind = ItemKind::Expression;
    item.place = {skipSpace(line, 0), line.size()};
    const bool isMarked = line[item.place.begin] == '=';
    item.expression = {item.place.begin + (isMarked ? 1 : 0), line.size()};
    return std::vector<FilterItem>{std::move(item)};
}

std::string pillValueText(std::string_view value)
{
    const bool isPlain =
        !value.empty() && value.find_first_of(" \t\r\n\",\\*?()") == std::string_view::npos
        && value.find_first_of("<>=~") != 0 && value.find("..") == std::string_view::npos;
    if (isPlain)
        return std::string(value);
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

}  // namespace otto
