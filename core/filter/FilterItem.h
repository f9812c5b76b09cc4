// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/CompileError.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

class FilterSchema;
struct FilterField;

/// Bytes [begin, end) of a filter line.
struct FilterPlace
{
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const FilterPlace&, const FilterPlace&) = default;
};

enum class PillOperator : std::uint8_t { Is, Less, AtMost, More, AtLeast, Mentions };

/// One of the values of a pill, separated by commas.
struct PillValue
{
    PillOperator operation = PillOperator::Is;
    std::string text;
    /// After `..`; a range from `text` to `upper`, of which one may be empty.
    std::string upper;
    bool isRange = false;
    /// Written in quotes: a star is a star.
    bool isQuoted = false;
    FilterPlace place;
};

enum class ItemKind : std::uint8_t {
    Word,        ///< free text
    Pill,        ///< field:value
    Expression,  ///< CEL: the whole line, or in parentheses between words and pills
};

/// A part of a filter line; a row must fulfil all of them.
struct FilterItem
{
    ItemKind kind = ItemKind::Word;
    /// `-` stands before it.
    bool isExcluded = false;
    FilterPlace place;
    /// Word: the text without quotes.
    std::string word;
    /// Pill.
    const FilterField* field = nullptr;
    std::vector<PillValue> values;
    /// Expression: what is CEL, without the `=` before it.
    FilterPlace expression;
};

/// The parts of a line (README.md says what is what), or the first thing that is wrong with it.
/// `line` is well-formed UTF-8.
tl::expected<std::vector<FilterItem>, cel::CompileError> readFilterLine(std::string_view line,
                                                                        const FilterSchema& schema);

/// Does the line as a whole count as CEL?
bool isExpressionLine(std::string_view line, const FilterSchema& schema);

/// The value as a pill must write it: in quotes where it has to be.
std::string pillValueText(std::string_view value);

}  // namespace otto
