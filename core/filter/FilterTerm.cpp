// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FilterTerm.h"

#include "core/filter/PillExpression.h"

namespace otto {

namespace {

std::string trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

/// The words and pills of a line that stay when the term joins it.
std::string withoutPill(std::string_view line, const std::vector<FilterItem>& items,
                        std::string_view same, std::string_view opposite)
{
    std::string out;
    for (const FilterItem& item : items) {
        const std::string_view text =
            line.substr(item.place.begin, item.place.end - item.place.begin);
        if (text == same || text == opposite)
            continue;
        out += std::string(text) + ' ';
    }
    return out;
}

}  // namespace

std::string pillText(const FilterTerm& term, bool isExcluded)
{
    return (isExcluded ? "-" : "") + term.field + ':' + pillValueText(term.value);
}

std::string lineWith(std::string_view line, const FilterSchema& schema,
                     const FilterContext& context, const FilterTerm& term, bool isExcluded)
{
    const std::string pill = pillText(term, isExcluded);
    if (!isExpressionLine(line, schema)) {
        const auto items = readFilterLine(line, schema);
        if (!items)
            return trimmed(std::string(line) + ' ' + pill);
        return withoutPill(line, *items, pill, pillText(term, !isExcluded)) + pill;
    }
    // In a line that is CEL the term is CEL, too.
    const std::string plain = pillText(term, false);
    const auto items = readFilterLine(plain, schema);
    if (!items || items->empty())
        return trimmed(line);
    const auto cel = pillExpression(plain, items->front(), context);
    if (!cel)
        return trimmed(line);
    const std::string added = isExcluded ? "!(" + *cel + ')' : '(' + *cel + ')';
    const std::string before = trimmed(line);
    const bool isMarked = before.starts_with('=');
    const std::string expression = trimmed(isMarked ? before.substr(1) : before);
    if (expression.empty())
        return (isMarked ? "=" : "") + added;
    const bool isSimple =
        expression.find("||") == std::string::npos && expression.find('?') == std::string::npos;
    return (isMarked ? "= " : "") + (isSimple ? expression : '(' + expression + ')') + " && "
           + added;
}

}  // namespace otto
