// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Money.h"
#include "core/filter/FilterSchema.h"
#include "core/filter/FoldedText.h"

#include <cstdint>
#include <optional>
#include <string>

namespace otto::test {

/// A row with a field of each kind.
struct Ware
{
    std::string status = "SENT";
    std::string system = "zelle";
    std::string severity = "Medium";
    std::string note;
    std::int64_t size = 0;
    std::optional<Money> amount;
    std::optional<Duration> gap;
    std::optional<Instant> time;
    bool isDuplicate = false;
};

inline const FilterSchema& wareSchema()
{
    using cel::Arena;
    using cel::Value;
    static const FilterSchema kSchema(
        "Ware",
        {
            {"status",
             FieldKind::Text,
             "What became of it.",
             [](const void* o, Arena&) { return Value::string(filteredRow<Ware>(o).status); },
             {"SENT", "FAILED", "SETTLED"},
             true},
            {"system",
             FieldKind::Choice,
             "Who said so.",
             [](const void* o, Arena&) { return Value::string(filteredRow<Ware>(o).system); },
             {"zelle", "cpr", "limits"},
             true},
            {"severity",
             FieldKind::Rank,
             "How bad it is.",
             [](const void* o, Arena&) { return Value::string(filteredRow<Ware>(o).severity); },
             {"Info", "Medium", "High", "Critical"},
             true},
            {"note", FieldKind::Prose, "A sentence.",
             [](const void* o, Arena&) { return Value::string(filteredRow<Ware>(o).note); }},
            {"size", FieldKind::Number, "In bytes.",
             [](const void* o, Arena&) { return Value::integer(filteredRow<Ware>(o).size); }},
            {"amount", FieldKind::Amount, "How much.",
             [](const void* o, Arena&) {
                 const auto& amount = filteredRow<Ware>(o).amount;
                 return amount ? Value::money(*amount) : Value::null();
             }},
            {"gap", FieldKind::Span, "Since the one before.",
             [](const void* o, Arena&) {
                 const auto& gap = filteredRow<Ware>(o).gap;
                 return gap ? Value::duration(*gap) : Value::null();
             }},
            {"time", FieldKind::Time, "When.",
             [](const void* o, Arena&) {
                 const auto& time = filteredRow<Ware>(o).time;
                 return time ? Value::timestamp(*time) : Value::null();
             }},
            {.name = "age",
             .kind = FieldKind::Span,
             .tip = "How long ago.",
             .get =
                 [](const void* o, Arena&) {
                     const auto& time = filteredRow<Ware>(o).time;
                     const Instant now = static_cast<const FilterRow*>(o)->context->now;
                     return time ? Value::duration(now - *time) : Value::null();
                 },
             .dependsOnNow = true},
            {"duplicate", FieldKind::Truth, "Read before.",
             [](const void* o, Arena&) {
                 return Value::boolean(filteredRow<Ware>(o).isDuplicate);
             }},
        },
        [](const FilterRow& row, std::string_view folded) {
            const auto& ware = *static_cast<const Ware*>(row.row);
            return containsFolded(ware.status, folded) || containsFolded(ware.system, folded)
                   || containsFolded(ware.note, folded);
        });
    return kSchema;
}

/// 2026-03-02T15:04:05.120Z.
inline FilterContext wareContext()
{
    return {Instant{1'772'463'845'120}, 0, "op-1"};
}

}  // namespace otto::test
