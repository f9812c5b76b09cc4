// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FilterSchema.h"

#include "core/cel/Suggestion.h"
#include "core/filter/FoldedText.h"

#include <algorithm>
#include <optional>

namespace otto {

namespace {

using cel::CallContext;
using cel::ErrorCode;
using cel::Type;
using cel::Value;

Type typeOf(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Text:
    case FieldKind::Prose:
    case FieldKind::Choice:
    case FieldKind::Rank: return Type::string();
    case FieldKind::Number: return Type::integer();
    case FieldKind::Amount: return Type::money();
    case FieldKind::Span: return Type::duration();
    case FieldKind::Time: return Type::timestamp();
    case FieldKind::Truth: return Type::boolean();
    }
    return Type::dyn();
}

using Comparison = bool (*)(std::string_view text, std::string_view folded);

/// Takes the steps for reading both texts and folds the second.
template <Comparison comparison>
Value compareTexts(CallContext& context, const Value* v)
{
    const std::string_view text = v[0].asText();
    const std::string_view other = v[1].asText();
    if (!context.steps.takeBytes(text.size() + other.size()))
        return Value::error(ErrorCode::TooManySteps);
    if (isFolded(other))
        return Value::boolean(comparison(text, other));
    return Value::boolean(comparison(text, foldedText(other)));
}

/// A pattern costs up to its length for each character of the text.
Value like(CallContext& context, const Value* v)
{
    if (!context.steps.takeBytes(v[0].asText().size() * v[1].asText().size()))
        return Value::error(ErrorCode::TooManySteps);
    return compareTexts<fitsFolded>(context, v);
}

Value rowMentions(CallContext& context, const Value* v)
{
    const auto& row = *static_cast<const FilterRow*>(v[0].object());
    const std::string_view word = v[1].asText();
    if (!context.steps.takeBytes(word.size()))
        return Value::error(ErrorCode::TooManySteps);
    const FilterSchema::Mentions mentions = row.schema->mentions();
    return Value::boolean(isFolded(word) ? mentions(row, word) : mentions(row, foldedText(word)));
}

/// A decimal number in minor units of a currency with so many digits; what lies beyond them only
/// says whether there is more.
struct MinorUnits
{
    std::int64_t units = 0;
    bool isMore = false;
};

std::optional<MinorUnits> minorUnits(std::string_view number, int exponent)
{
    constexpr std::size_t kDigitsMax = 14;
    const bool isNegative = number.starts_with('-');
    number.remove_prefix(isNegative ? 1 : 0);
    const std::size_t point = std::min(number.find('.'), number.size());
    if (number.empty() || point > kDigitsMax || number.size() > 2 * kDigitsMax)
        return std::nullopt;
    MinorUnits out;
    int missing = exponent;
    for (std::size_t i = 0; i < number.size(); ++i) {
        if (i == point)
            continue;
        if (number[i] < '0' || number[i] > '9')
            return std::nullopt;
        if (i > point && missing-- <= 0)
            out.isMore |= number[i] != '0';
        else
            out.units = out.units * 10 + (number[i] - '0');
    }
    for (; missing > 0; --missing)
        out.units *= 10;
    out.units = isNegative ? -out.units : out.units;
    return out;
}

/// The amount against a decimal number of its own currency.
Value compareTo(CallContext& context, const Value* v)
{
    const Money amount = v[0].asMoney();
    const std::string_view number = v[1].asText();
    const auto other = minorUnits(number, amount.currency.exponent());
    if (!other) {
        const std::string reason = "'" + std::string(number.substr(0, 40)) + "' is not a number";
        return Value::error(ErrorCode::BadConversion, reason, context.arena);
    }
    if (amount.minor != other->units)
        return Value::integer(amount.minor < other->units ? -1 : 1);
    return Value::integer(!other->isMore ? 0 : number.starts_with('-') ? 1 : -1);
}

std::vector<cel::Field> recordFields(const std::vector<FilterField>& fields)
{
    std::vector<cel::Field> out;
    out.reserve(fields.size());
    for (const FilterField& field : fields)
        out.push_back({field.name, typeOf(field.kind), field.get});
    return out;
}

}  // namespace

FilterSchema::FilterSchema(std::string rowName, std::vector<FilterField> fields, Mentions isShown)
    : m_fields(std::move(fields)),
      m_record(std::make_unique<cel::RecordType>(std::move(rowName), recordFields(m_fields))),
      m_mentions(isShown)
{
    for (const FilterField& field : m_fields)
        m_language.addVariable(field.name, typeOf(field.kind));
    const Type row = Type::record(m_record.get());
    const Type text = Type::string();
    m_language.addVariable("row", row);
    m_language.addRecordType(m_record.get());
    m_language.addFunction("is", {{text, text}, Type::boolean(), compareTexts<equalsFolded>, true});
    m_language.addFunction("like", {{text, text}, Type::boolean(), like, true});
    m_language.addFunction("mentions",
                           {{text, text}, Type::boolean(), compareTexts<containsFolded>, true});
    m_language.addFunction("mentions", {{row, text}, Type::boolean(), rowMentions, true});
    m_language.addFunction("compareTo", {{Type::money(), text}, Type::integer(), compareTo, true});
}

const FilterField* FilterSchema::find(std::string_view name) const
{
    const std::string wanted = foldedText(name);
    const auto at = std::find_if(m_fields.begin(), m_fields.end(),
                                 [&](const FilterField& field) { return field.name == wanted; });
    return at == m_fields.end() ? nullptr : &*at;
}

std::string FilterSchema::nearest(std::string_view name) const
{
    std::vector<std::string> names;
    for (const FilterField& field : m_fields)
        names.push_back(field.name);
    return cel::suggestion(name, names);
}

}  // namespace otto
