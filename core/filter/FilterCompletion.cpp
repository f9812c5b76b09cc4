// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FilterCompletion.h"

#include "core/filter/FoldedText.h"
#include "core/filter/PillExpression.h"

#include <algorithm>
#include <array>
#include <utility>

namespace otto {

namespace {

constexpr std::size_t kWordForValues = 2;
constexpr std::size_t kValuesOfWord = 8;

struct Function
{
    std::string_view text;
    std::string_view tip;
};

constexpr std::array kFunctions{
    Function{"money('", "An amount: money('12.50', 'USD')"},
    Function{"duration('", "A time span: duration('5m')"},
    Function{"timestamp('", "A point in time: timestamp('2026-03-02T14:30:00Z')"},
    Function{"has(row.", "Does the row have that field?"},
    Function{"row.mentions('", "Is the text anywhere in the row?"},
    Function{"size(", "Length of a text"},
};
constexpr std::array kTextFunctions{
    Function{"is('", "Equal in any case"},
    Function{"like('", "Fits a pattern of * and ?, in any case"},
    Function{"mentions('", "Contains, in any case"},
    Function{"startsWith('", "Begins with exactly this"},
    Function{"endsWith('", "Ends with exactly this"},
    Function{"contains('", "Contains exactly this"},
    Function{"matches('", "Matches a regular expression (RE2)"},
};

bool isNamePart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool beginsFolded(std::string_view text, std::string_view folded)
{
    const std::string all = foldedText(text);
    return std::string_view(all).starts_with(folded);
}

class Proposer
{
public:
    Proposer(std::string_view line, std::size_t cursor, const FilterSchema& schema,
             const SeenValues& seen)
        : m_line(line), m_before(line.substr(0, cursor)), m_schema(schema), m_seen(seen)
    {}

    std::vector<FilterProposal> propose()
    {
        // In parentheses between words and pills there is CEL, too.
        const std::size_t begin = itemBegin();
        const std::string_view item = m_before.substr(begin);
        const bool isGroup = item.starts_with('(') || item.starts_with("-(");
        if (isGroup || isExpressionLine(m_line, m_schema))
            proposeCel();
        else
            proposeItem(begin + (item.starts_with('-') ? 1 : 0));
        if (m_out.size() > kProposalsMax)
            m_out.resize(kProposalsMax);
        return std::move(m_out);
    }

private:
    /// Where the item at the cursor begins: after the last blank that is not within quotes or
    /// parentheses.
    [[nodiscard]] std::size_t itemBegin() const
    {
        std::size_t begin = 0;
        std::size_t open = 0;
        bool isQuoted = false;
        for (std::size_t i = 0; i < m_before.size(); ++i) {
            const char c = m_before[i];
            if (c == '\\' && isQuoted)
                ++i;
            else if (c == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && c == '(')
                ++open;
            else if (!isQuoted && c == ')' && open > 0)
                --open;
            else if (!isQuoted && open == 0 && c == ' ')
                begin = i + 1;
        }
        return begin;
    }

    void add(std::string text, std::string_view tip, std::size_t begin, std::uint64_t count = 0,
             bool isValue = false)
    {
        m_out.push_back(
            {std::move(text), std::string(tip), count, isValue, {begin, m_before.size()}});
    }

    void proposeItem(std::size_t begin)
    {
        const std::string_view item = m_before.substr(begin);
        const std::size_t colon = item.find(':');
        if (colon != std::string_view::npos) {
            if (const FilterField* field = m_schema.find(item.substr(0, colon)))
                proposePillValues(*field, begin + colon + 1);
            return;
        }
        const std::string folded = foldedText(item);
        for (const FilterField& field : m_schema.fields()) {
            if (beginsFolded(field.name, folded))
                add(field.name + ':', field.tip, begin);
        }
        if (item.size() >= kWordForValues)
            proposeValuesOfAllFields(begin, folded);
    }

    void proposeValuesOfAllFields(std::size_t begin, std::string_view folded)
    {
        std::size_t left = kValuesOfWord;
        for (const FilterField& field : m_schema.fields()) {
            for (const SeenValues::Value& value : m_seen.of(field)) {
                if (left == 0)
                    return;
                if (value.count == 0 || !beginsFolded(value.text, folded))
                    continue;
                add(field.name + ':' + pillValueText(value.text), {}, begin, value.count, true);
                --left;
            }
        }
    }

    void proposePillValues(const FilterField& field, std::size_t begin)
    {
        // Behind the last comma that is not quoted, and its sign.
        bool isQuoted = false;
        std::vector<std::string> named;
        for (std::size_t i = begin; i < m_before.size(); ++i) {
            isQuoted = m_before[i] == '"' ? !isQuoted : isQuoted;
            if (m_before[i] == ',' && !isQuoted) {
                named.push_back(foldedText(m_before.substr(begin, i - begin)));
                begin = i + 1;
            }
        }
        constexpr std::string_view kSigns = "<>=~";
        while (begin < m_before.size() && kSigns.find(m_before[begin]) != std::string_view::npos)
            ++begin;
        std::string_view prefix = m_before.substr(begin);
        if (prefix.starts_with('"'))
            prefix.remove_prefix(1);
        const std::string folded = foldedText(prefix);
        const auto offer = [&](const std::string& text, std::uint64_t count) {
            const std::string written = pillValueText(text);
            const bool isNamed =
                std::find(named.begin(), named.end(), foldedText(written)) != named.end();
            if (beginsFolded(text, folded) && text != prefix && !isNamed)
                add(written, {}, begin, count, true);
        };
        for (const SeenValues::Value& value : m_seen.of(field))
            offer(value.text, value.count);
        if (field.kind == FieldKind::Truth) {
            offer("yes", 0);
            offer("no", 0);
        }
    }

    void proposeCel()
    {
        if (proposeLiteral())
            return;
        std::size_t begin = m_before.size();
        while (begin > 0 && isNamePart(m_before[begin - 1]))
            --begin;
        const std::string folded = foldedText(m_before.substr(begin));
        if (begin > 0 && m_before[begin - 1] == '.') {
            proposeMembers(begin, folded);
            return;
        }
        for (const FilterField& field : m_schema.fields()) {
            if (beginsFolded(field.name, folded))
                add(field.name, field.tip, begin);
        }
        for (const Function& function : kFunctions) {
            if (!folded.empty() && beginsFolded(function.text, folded))
                add(std::string(function.text), function.tip, begin);
        }
    }

    void proposeMembers(std::size_t begin, std::string_view folded)
    {
        std::size_t ownerBegin = begin - 1;
        while (ownerBegin > 0 && isNamePart(m_before[ownerBegin - 1]))
            --ownerBegin;
        const std::string_view owner = m_before.substr(ownerBegin, begin - 1 - ownerBegin);
        if (owner == "row") {
            for (const FilterField& field : m_schema.fields()) {
                if (beginsFolded(field.name, folded))
                    add(field.name, field.tip, begin);
            }
            return;
        }
        const FilterField* field = m_schema.find(owner);
        if (field == nullptr || field->kind > FieldKind::Rank)
            return;
        for (const Function& function : kTextFunctions) {
            if (beginsFolded(function.text, folded))
                add(std::string(function.text), function.tip, begin);
        }
    }

    /// `status == 'SE`: the values of the field before the literal.
    bool proposeLiteral()
    {
        std::size_t open = std::string_view::npos;
        for (std::size_t i = 0; i < m_before.size(); ++i) {
            const char c = m_before[i];
            if (open == std::string_view::npos && (c == '"' || c == '\''))
                open = i;
            else if (open != std::string_view::npos && c == '\\')
                ++i;
            else if (open != std::string_view::npos && c == m_before[open])
                open = std::string_view::npos;
        }
        if (open == std::string_view::npos)
            return false;
        std::size_t end = open;
        constexpr std::string_view kBetween = " =!([,";
        while (end > 0 && kBetween.find(m_before[end - 1]) != std::string_view::npos)
            --end;
        std::size_t begin = end;
        while (begin > 0 && (isNamePart(m_before[begin - 1]) || m_before[begin - 1] == '.'))
            --begin;
        std::string_view name = m_before.substr(begin, end - begin);
        name = name.substr(0, name.find('.'));
        const FilterField* field = m_schema.find(name);
        if (field == nullptr)
            return true;
        const std::string folded = foldedText(m_before.substr(open + 1));
        for (const SeenValues::Value& value : m_seen.of(*field)) {
            if (beginsFolded(value.text, folded))
                add(celLiteral(value.text), {}, open, value.count, true);
        }
        return true;
    }

    std::string_view m_line;
    std::string_view m_before;
    const FilterSchema& m_schema;
    const SeenValues& m_seen;
    std::vector<FilterProposal> m_out;
};

}  // namespace

std::vector<FilterProposal> proposalsAt(std::string_view line, std::size_t cursor,
                                        const FilterSchema& schema, const SeenValues& seen)
{
    return Proposer(line, std::min(cursor, line.size()), schema, seen).propose();
}

}  // namespace otto
