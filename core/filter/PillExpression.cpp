// SPDX-License-Identifier: Apache-2.0
#include "core/filter/PillExpression.h"

#include "core/filter/FoldedText.h"
#include "core/filter/PillTime.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace otto {

namespace {

using cel::CompileError;
/// An expression, or a sentence about what is wrong.
using Term = tl::expected<std::string, std::string>;

tl::unexpected<std::string> no(std::string sentence)
{
    return tl::unexpected(std::move(sentence));
}

const char* signOf(PillOperator operation)
{
    switch (operation) {
    case PillOperator::Less: return " < ";
    case PillOperator::AtMost: return " <= ";
    case PillOperator::More: return " > ";
    case PillOperator::AtLeast: return " >= ";
    case PillOperator::Is:
    case PillOperator::Mentions: break;
    }
    return " == ";
}

bool isOrder(PillOperator operation)
{
    return operation != PillOperator::Is && operation != PillOperator::Mentions;
}

/// The value given as one literal, compared or as a range with an end left out; `literal` turns a
/// text into CEL.
template <typename Literal>
Term ordered(const std::string& subject, const PillValue& value, Literal literal)
{
    if (value.operation == PillOperator::Mentions)
        return no("~ looks into texts only");
    if (!value.isRange) {
        const Term at = literal(value.text);
        return at ? Term(subject + signOf(value.operation) + *at) : at;
    }
    std::string out;
    for (const bool isUpper : {false, true}) {
        const std::string& text = isUpper ? value.upper : value.text;
        if (text.empty())
            continue;
        const Term at = literal(text);
        if (!at)
            return at;
        out += (out.empty() ? "" : " && ") + subject + (isUpper ? " <= " : " >= ") + *at;
    }
    return out;
}

class PillTerm
{
public:
    PillTerm(const FilterField& field, const FilterContext& context)
        : m_field(field), m_context(context)
    {}

    Term of(const PillValue& value) const
    {
        const bool isPresence = value.text == "*" && !value.isQuoted && !value.isRange;
        const bool isAbsence = value.text.empty() && value.isQuoted && !value.isRange;
        if (isPresence || isAbsence)
            return presence(isPresence);
        switch (m_field.kind) {
        case FieldKind::Text:
        case FieldKind::Prose: return text(value);
        case FieldKind::Choice:
        case FieldKind::Rank: return choice(value);
        case FieldKind::Number: return ordered(m_field.name, value, number);
        case FieldKind::Amount: return money(value);
        case FieldKind::Span: return guarded(ordered(m_field.name, value, duration));
        case FieldKind::Time: return guarded(time(value));
        case FieldKind::Truth: return truth(value);
        }
        return no("This field cannot be filtered for");
    }

private:
    Term presence(bool isThere) const
    {
        switch (m_field.kind) {
        case FieldKind::Number:
        case FieldKind::Truth: return no("'" + m_field.name + "' always has a value");
        case FieldKind::Amount:
        case FieldKind::Span:
        case FieldKind::Time: return m_field.name + (isThere ? " != null" : " == null");
        default: return m_field.name + (isThere ? " != ''" : " == ''");
        }
    }

    /// A row without a value fulfils no comparison.
    Term guarded(Term term) const
    {
        if (term)
            *term = m_field.name + " != null && " + *term;
        return term;
    }

    Term call(const char* function, std::string_view argument) const
    {
        return m_field.name + '.' + function + '(' + celLiteral(foldedText(argument)) + ')';
    }

    Term text(const PillValue& value) const
    {
        if (value.isRange || isOrder(value.operation))
            return no("'" + m_field.name + "' is a text: it has no more and no less");
        if (!value.isQuoted && value.text.find_first_of("*?") != std::string::npos)
            return call("like",
                        m_field.kind == FieldKind::Prose ? '*' + value.text + '*' : value.text);
        const bool isInside =
            m_field.kind == FieldKind::Prose || value.operation == PillOperator::Mentions;
        return call(isInside ? "mentions" : "is", value.text);
    }

    /// Where the choices have that one.
    std::optional<std::size_t> placeOf(std::string_view word) const
    {
        const std::string folded = foldedText(word);
        for (std::size_t i = 0; i < m_field.choices.size(); ++i) {
            if (equalsFolded(m_field.choices[i], folded))
                return i;
        }
        return std::nullopt;
    }

    Term unknownChoice(const std::string& word) const
    {
        std::string all;
        for (const std::string& choice : m_field.choices)
            all += (all.empty() ? "" : ", ") + choice;
        return no("'" + m_field.name + "' is never '" + word + "' but one of " + all);
    }

    Term choice(const PillValue& value) const
    {
        const bool isPattern =
            !value.isQuoted && value.text.find_first_of("*?") != std::string::npos;
        if (value.operation == PillOperator::Mentions || (isPattern && !value.isRange))
            return text(value);
        const bool isCompared = value.isRange || isOrder(value.operation);
        if (isCompared && m_field.kind != FieldKind::Rank)
            return no("'" + m_field.name + "' has no more and no less");
        std::size_t least = 0;
        std::size_t most = m_field.choices.size() - 1;
        for (const std::string* end : {&value.text, &value.upper}) {
            const std::optional<std::size_t> at = placeOf(*end);
            if (!end->empty() && !at)
                return unknownChoice(*end);
            if (end->empty())
                continue;
            const bool isUpper = end == &value.upper;
            const PillOperator operation = value.operation;
            const bool isStrict =
                operation == PillOperator::More || operation == PillOperator::Less;
            if (!value.isRange && operation == PillOperator::Is)
                return call("is", m_field.choices[*at]);
            if (isUpper || operation == PillOperator::Less || operation == PillOperator::AtMost)
                most = *at;
            else
                least = *at + (isStrict ? 1 : 0);
            if (operation == PillOperator::Less) {
                if (*at == 0)
                    return Term("false");
                most = *at - 1;
            }
        }
        std::string list;
        for (std::size_t i = least; i <= most && i < m_field.choices.size(); ++i)
            list += (list.empty() ? "" : ", ") + celLiteral(m_field.choices[i]);
        return m_field.name + " in [" + list + ']';
    }

    static Term number(const std::string& text)
    {
        std::int64_t value = 0;
        const char* const end = text.data() + text.size();
        const auto done = std::from_chars(text.data(), end, value);
        if (done.ec != std::errc() || done.ptr != end)
            return no("'" + text + "' is not a whole number");
        return std::to_string(value);
    }

    static Term duration(const std::string& text)
    {
        const auto span = pillDuration(text);
        if (!span)
            return no("'" + text + "' is not a time span such as 250ms, 5m, 1h30m or 2d");
        return "duration('" + std::to_string(span->count()) + "ms')";
    }

    /// Without a currency the amount is compared in its own one.
    Term money(const PillValue& value) const
    {
        std::string currency;
        for (const std::string* end : {&value.text, &value.upper}) {
            const std::string own = currencyOf(*end);
            if (!own.empty() && !currency.empty() && own != currency)
                return no("A range has to be within one currency");
            currency = own.empty() ? currency : own;
        }
        if (currency.empty()) {
            return guarded(compared(value));
        }
        const Result<Currency> known = Currency::parse(currency);
        if (!known)
            return no(known.error().text);
        Term term = ordered(m_field.name, value, [&](const std::string& text) -> Term {
            const std::string amount = completed(amountOf(text), *known);
            if (const Result<Money> parsed = Money::parse(amount, currency); !parsed)
                return no(parsed.error().text);
            return "money('" + amount + "', '" + currency + "')";
        });
        if (term)
            *term = m_field.name + ".currency() == '" + currency + "' && " + *term;
        return guarded(std::move(term));
    }

    Term compared(const PillValue& value) const
    {
        // amount.compareTo('100') >= 0
        const auto side = [&](PillOperator operation, const std::string& text) -> Term {
            const bool isNumber =
                text.find_first_not_of("-0123456789.") == std::string::npos
                && text.rfind('-') + 1 <= 1 && std::count(text.begin(), text.end(), '.') <= 1
                && text.find_first_of("0123456789") != std::string::npos && text.size() <= 20;
            if (!isNumber)
                return no("'" + text + "' is not an amount such as 100, 12.50 or \"12.50 USD\"");
            return m_field.name + ".compareTo('" + text + "')" + signOf(operation) + '0';
        };
        if (value.operation == PillOperator::Mentions)
            return no("~ looks into texts only");
        if (!value.isRange)
            return side(value.operation, value.text);
        std::string out;
        for (const bool isUpper : {false, true}) {
            const std::string& text = isUpper ? value.upper : value.text;
            if (text.empty())
                continue;
            const Term term = side(isUpper ? PillOperator::AtMost : PillOperator::AtLeast, text);
            if (!term)
                return term;
            out += (out.empty() ? "" : " && ") + *term;
        }
        return out;
    }

    /// "USD" of "100USD" and "100 usd"; empty without exactly three letters.
    static std::string currencyOf(const std::string& text)
    {
        std::string code;
        for (const char c : text) {
            if (c >= 'a' && c <= 'z')
                code += static_cast<char>(c - 'a' + 'A');
            else if (c >= 'A' && c <= 'Z')
                code += c;
        }
        return code.size() == 3 ? code : std::string();
    }

    static std::string amountOf(const std::string& text)
    {
        const std::size_t end = text.find_last_of("0123456789.");
        const std::size_t begin = text.find_first_of("-0123456789.");
        return begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
    }

    /// "100" of USD is "100.00".
    static std::string completed(std::string amount, const Currency& currency)
    {
        const auto wanted = static_cast<std::size_t>(currency.exponent());
        const std::size_t point = amount.find('.');
        const std::size_t decimals = point == std::string::npos ? 0 : amount.size() - point - 1;
        if (wanted > 0 && point == std::string::npos)
            amount += '.';
        if (decimals < wanted)
            amount.append(wanted - decimals, '0');
        return amount;
    }

    Term time(const PillValue& value) const
    {
        const auto spanOf = [this](const std::string& text) {
            return pillTime(text, m_context.now, m_context.utcOffsetMs);
        };
        const auto at = [](Instant instant) { return "timestamp('" + instant.text() + "')"; };
        const auto wrong = [](const std::string& text) {
            return no("'" + text
                      + "' is not a time such as 14:30, 2026-03-02, 2026-03-02T14:30 or -15m");
        };
        if (value.operation == PillOperator::Mentions)
            return no("~ looks into texts only");
        const std::string& name = m_field.name;
        std::string out;
        const auto add = [&](const std::string& term) {
            out += (out.empty() ? "" : " && ") + term;
        };
        const PillOperator operation = value.operation;
        if (!value.text.empty()) {
            const std::optional<TimeSpan> span = spanOf(value.text);
            if (!span)
                return wrong(value.text);
            const bool isEqual = operation == PillOperator::Is && !value.isRange;
            if (value.isRange || isEqual || operation == PillOperator::AtLeast)
                add(name + " >= " + at(span->begin));
            if (isEqual || operation == PillOperator::AtMost)
                add(name + " < " + at(span->end));
            if (operation == PillOperator::More)
                add(name + " >= " + at(span->end));
            if (operation == PillOperator::Less)
                add(name + " < " + at(span->begin));
        }
        if (!value.upper.empty()) {
            const std::optional<TimeSpan> span = spanOf(value.upper);
            if (!span)
                return wrong(value.upper);
            add(name + " < " + at(span->end));
        }
        return out;
    }

    Term truth(const PillValue& value) const
    {
        const std::string word = foldedText(value.text);
        if (value.isRange || value.operation != PillOperator::Is
            || (word != "yes" && word != "no" && word != "true" && word != "false"))
            return no("'" + m_field.name + "' is yes or no");
        return word == "yes" || word == "true" ? m_field.name : '!' + m_field.name;
    }

    const FilterField& m_field;
    const FilterContext& m_context;
};

}  // namespace

tl::expected<std::string, CompileError> pillExpression(std::string_view line,
                                                       const FilterItem& pill,
                                                       const FilterContext& context)
{
    std::string out;
    for (const PillValue& value : pill.values) {
        const Term term = PillTerm(*pill.field, context).of(value);
        if (!term)
            return tl::unexpected(
                cel::compileErrorAt(line, value.place.begin, value.place.end, term.error()));
        const std::string alternative = pill.values.size() > 1 ? '(' + *term + ')' : *term;
        out += (out.empty() ? "" : " || ") + alternative;
    }
    return out;
}

std::string celLiteral(std::string_view text)
{
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else
            out += c;
    }
    return out + '\'';
}

}  // namespace otto
