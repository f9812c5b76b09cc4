// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/cel/RecordType.h"
#include "core/cel/Schema.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

class FilterSchema;

/// What an operator may ask of a field, and how a value is written in a pill.
enum class FieldKind : std::uint8_t {
    Text,    ///< a name or an id: compared whole, in any case, `*` stands for anything
    Prose,   ///< a sentence: searched for the value
    Choice,  ///< one of FilterField::choices
    Rank,    ///< one of FilterField::choices, which go from the least to the greatest
    Number,  ///< 64-bit
    Amount,  ///< money; null when the row has none
    Span,    ///< a duration; null when the row has none
    Time,    ///< null when the row has none
    Truth,   ///< yes or no
};

/// What a row is looked at with besides itself. A value; the same for all rows of one scan.
struct FilterContext
{
    Instant now;
    /// Of the clock on the screens, east of UTC.
    std::int64_t utcOffsetMs = 0;
    /// Whose desk this is.
    std::string self;
};

/// What expressions see: a row in its context. Field getters are given a pointer to one.
struct FilterRow
{
    const void* row = nullptr;
    const FilterContext* context = nullptr;
    const FilterSchema* schema = nullptr;
};

struct FilterField
{
    /// A CEL identifier in lower case; also the pill's name.
    std::string name;
    FieldKind kind = FieldKind::Text;
    /// One sentence for completion and help.
    std::string tip;
    /// `object` is a FilterRow. Text kinds give strings of well-formed UTF-8, empty for none.
    cel::Value (*get)(const void* object, cel::Arena& arena) = nullptr;
    /// Choice, Rank: all there are. Text: those worth proposing before any was seen.
    std::vector<std::string> choices = {};
    /// Text: there are few enough different ones to propose those that were seen.
    bool isEnumerable = false;
    /// The value changes while the row does not.
    bool dependsOnNow = false;
};

/// The fields of one type of row, as filters see them, with the language's functions of ours:
///   text.is("sent")        equal in any case
///   text.like("PMT-4*")    fits a pattern of * and ?, in any case
///   text.mentions("limit") contains, in any case
///   row.mentions("zelle")  something shown of the row contains it
///   amount.compareTo("100.00")  below, at or above 0: the amount in its own currency
/// Constant once made: any thread may use it. Filters point to it, so it must outlive them.
class FilterSchema
{
public:
    /// Is the folded text somewhere in what is shown of the row? Called on any thread.
    using Mentions = bool (*)(const FilterRow& row, std::string_view folded);

    FilterSchema(std::string rowName, std::vector<FilterField> fields, Mentions isShown);
    FilterSchema(const FilterSchema&) = delete;
    FilterSchema& operator=(const FilterSchema&) = delete;

    [[nodiscard]] const std::vector<FilterField>& fields() const { return m_fields; }
    /// In any case. Null when there is no such field.
    [[nodiscard]] const FilterField* find(std::string_view name) const;
    /// `; did you mean 'status'?` or nothing.
    [[nodiscard]] std::string nearest(std::string_view name) const;

    /// The fields are variables in their order, then `row`, a record with the same fields.
    [[nodiscard]] const cel::Schema& language() const { return m_language; }
    [[nodiscard]] const cel::RecordType& record() const { return *m_record; }
    [[nodiscard]] Mentions mentions() const { return m_mentions; }

private:
    std::vector<FilterField> m_fields;
    std::unique_ptr<cel::RecordType> m_record;
    cel::Schema m_language;
    Mentions m_mentions;
};

/// The row behind what a getter is given.
template <typename Row>
const Row& filteredRow(const void* object)
{
    return *static_cast<const Row*>(static_cast<const FilterRow*>(object)->row);
}

}  // namespace otto
