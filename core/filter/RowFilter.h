// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Program.h"
#include "core/filter/FilterItem.h"
#include "core/filter/FilterSchema.h"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

enum class FilterVerdict : std::uint8_t {
    Matches,
    Differs,
    /// The expression is an error for this row, such as two currencies compared.
    Unjudged,
    /// It took more steps than a row may take: the filter is to be given up.
    TooCostly,
};

/// A filter line compiled to one CEL program. A value, cheap to copy and constant: any number of
/// threads may judge with it, each with its own Scratch. The schema must outlive it.
class RowFilter
{
public:
    static constexpr std::size_t kLineBytesMax = 4096;
    /// Of the program for one row: a third of a millisecond at most.
    static constexpr std::uint64_t kStepsMax = 10'000;

    /// What judging needs and keeps from row to row.
    struct Scratch
    {
        cel::Arena arena;
        std::vector<cel::Value> values;
        /// Why the last row was Unjudged or TooCostly, one sentence.
        std::string fault;
    };

    /// A filter that every row matches.
    RowFilter() = default;

    /// Times such as 14:30 or -15m are taken at `context`. Errors have their place in `line`.
    static tl::expected<RowFilter, cel::CompileErrors> compile(std::string_view line,
                                                               const FilterSchema& schema,
                                                               const FilterContext& context);

    /// Nothing is filtered for.
    [[nodiscard]] bool isEmpty() const { return !m_program; }
    [[nodiscard]] const std::string& line() const { return m_line; }
    /// The whole filter as CEL; empty when isEmpty().
    [[nodiscard]] const std::string& celText() const;
    [[nodiscard]] const std::vector<FilterItem>& items() const { return m_items; }
    /// A row may change its verdict although it does not change.
    [[nodiscard]] bool dependsOnNow() const { return m_dependsOnNow; }

    [[nodiscard]] FilterVerdict judge(const void* row, const FilterContext& context,
                                      Scratch& scratch) const;

private:
    struct Slot
    {
        std::size_t variable = 0;
        cel::Value (*get)(const void* object, cel::Arena& arena) = nullptr;
    };

    std::string m_line;
    std::vector<FilterItem> m_items;
    std::optional<cel::Program> m_program;
    const FilterSchema* m_schema = nullptr;
    /// The fields that the program reads.
    std::vector<Slot> m_slots;
    bool m_usesRow = false;
    bool m_dependsOnNow = false;
};

}  // namespace otto
