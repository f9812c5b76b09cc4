// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/StreamFields.h"

#include "core/filter/FoldedText.h"
#include "ui/models/ViewText.h"
#include "ui/screens/stream/StreamText.h"

#include <array>

namespace otto {

namespace {

using cel::Arena;
using cel::Value;
using Field = StreamRecord::Field;

const StreamRecord& record(const void* object)
{
    return filteredRow<StreamRecord>(object);
}

template <Field field>
Value text(const void* object, Arena&)
{
    return Value::string(record(object).text(field));
}

Value money(const void* object, Arena&)
{
    const std::string_view amount = record(object).text(Field::Amount);
    const std::size_t space = amount.rfind(' ');
    if (space == std::string_view::npos)
        return Value::null();
    const Result<Money> parsed = Money::parse(amount.substr(0, space), amount.substr(space + 1));
    return parsed ? Value::money(*parsed) : Value::null();
}

Value gap(const void* object, Arena&)
{
    const std::int64_t ms = record(object).gapMs;
    return ms == StreamRecord::kNoGap ? Value::null() : Value::duration(Duration{ms});
}

Value system(const void* object, Arena&)
{
    const auto& from = record(object).system;
    return Value::string(from ? wireName(*from) : std::string_view());
}

Value position(const void* object, Arena& arena)
{
    return Value::string(arena.copy(positionBytes(record(object)).view()));
}

std::vector<std::string> classes()
{
    std::vector<std::string> words;
    for (int kind = 0; kind <= static_cast<int>(RecordKind::Refused); ++kind)
        words.emplace_back(recordKindBytes(static_cast<RecordKind>(kind)));
    return words;
}

template <typename E>
std::vector<std::string> wireNames()
{
    return {WireNames<E>::names.begin(), WireNames<E>::names.end()};
}

std::vector<FilterField> fields()
{
    return {
        {"status", FieldKind::Text, "Status the record states.", text<Field::StatusName>,
         wireNames<PaymentStatus>(), true},
        {"system", FieldKind::Choice, "Who published it.", system, wireNames<System>(), true},
        {"message", FieldKind::Text, "Name of the message.", text<Field::Name>, {}, true},
        {"class", FieldKind::Choice, "What kind of record it is.",
         [](const void* o, Arena&) { return Value::string(recordKindBytes(record(o).kind)); },
         classes(), true},
        {"payment", FieldKind::Text, "Id of the payment.", text<Field::Payment>},
        {"amount", FieldKind::Amount, "Amount of the message.", money},
        {"arrived", FieldKind::Time, "When it arrived at this console.",
         [](const void* o, Arena&) { return Value::timestamp(Instant{record(o).arrivedMs}); }},
        {"time", FieldKind::Time, "When it happened, as the sender says.",
         [](const void* o, Arena&) { return Value::timestamp(Instant{record(o).timeMs}); }},
        {"gap", FieldKind::Span, "Event time since the payment's record before.", gap},
        {"size", FieldKind::Number, "Bytes of the value.",
         [](const void* o, Arena&) { return Value::integer(record(o).sizeBytes); }},
        {"state",
         FieldKind::Text,
         "What is unusual about the record.",
         [](const void* o, Arena&) { return Value::string(stateWordBytes(record(o))); },
         {"Refused", "Duplicate", "Unknown name"},
         true},
        {"reason", FieldKind::Prose, "Why it was refused.", text<Field::Reason>},
        {"duplicate", FieldKind::Truth, "Was it read before?",
         [](const void* o, Arena&) { return Value::boolean(record(o).isDuplicate); }},
        {"correlation", FieldKind::Text, "Correlation id.", text<Field::Correlation>},
        {"id", FieldKind::Text, "Id of the message.", text<Field::Message>},
        {"cause", FieldKind::Text, "Id of the message that caused it.", text<Field::Causation>},
        {"topic", FieldKind::Text, "Its topic.", text<Field::Topic>, {}, true},
        {"position", FieldKind::Text, "Partition and offset, as 3:918273.", position},
        {"partition", FieldKind::Number, "Partition of its topic.",
         [](const void* o, Arena&) { return Value::integer(record(o).partition); }},
        {"offset", FieldKind::Number, "Offset in its partition.",
         [](const void* o, Arena&) { return Value::integer(record(o).offset); }},
    };
}

bool mentions(const FilterRow& row, std::string_view folded)
{
    const auto& shown = *static_cast<const StreamRecord*>(row.row);
    if (containsFolded(shown.visibleText(), folded))
        return true;
    if (containsFolded(recordKindBytes(shown.kind), folded)
        || containsFolded(stateWordBytes(shown), folded)
        || (shown.system && containsFolded(wireName(*shown.system), folded)))
        return true;
    // What is shown but not kept as text has digits and marks only.
    if (folded.find_first_not_of("0123456789:.-") != std::string_view::npos)
        return false;
    const StreamShortText place = positionBytes(shown);
    const StreamShortText time = clockBytes(shown.arrivedMs + row.context->utcOffsetMs);
    return containsFolded(place.view(), folded) || containsFolded(time.view(), folded);
}

FilterTerm timeTerm(const char* field, std::int64_t ms)
{
    return {field, Instant{ms}.text()};
}

}  // namespace

const FilterSchema& streamSchema()
{
    static const FilterSchema kSchema("Record", fields(), mentions);
    return kSchema;
}

std::optional<FilterTerm> streamTerm(const StreamRecord& record, StreamColumn column)
{
    const auto text = [&record](const char* field, Field which) {
        return FilterTerm{field, std::string(record.text(which))};
    };
    switch (column) {
    case StreamColumn::Time: return timeTerm("arrived", record.arrivedMs);
    case StreamColumn::EventTime: return timeTerm("time", record.timeMs);
    case StreamColumn::Gap:
        return FilterTerm{"gap", record.gapMs == StreamRecord::kNoGap
                                     ? std::string()
                                     : std::to_string(record.gapMs) + "ms"};
    case StreamColumn::Class: return FilterTerm{"class", std::string(recordKindBytes(record.kind))};
    case StreamColumn::System:
        return FilterTerm{
            "system", std::string(record.system ? wireName(*record.system) : std::string_view())};
    case StreamColumn::Message: return text("message", Field::Name);
    case StreamColumn::Payment: return text("payment", Field::Payment);
    case StreamColumn::Amount: return text("amount", Field::Amount);
    case StreamColumn::StatusName: return text("status", Field::StatusName);
    case StreamColumn::Position:
        return FilterTerm{"position", std::string(positionBytes(record).view())};
    case StreamColumn::Size: return FilterTerm{"size", std::to_string(record.sizeBytes)};
    case StreamColumn::Correlation: return text("correlation", Field::Correlation);
    case StreamColumn::State: return FilterTerm{"state", std::string(stateWordBytes(record))};
    }
    return std::nullopt;
}

}  // namespace otto
