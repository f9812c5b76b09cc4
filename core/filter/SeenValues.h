// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterSchema.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// Which values the enumerable fields of rows had, and how often, for completion. At most
/// kValuesMax different ones a field, the first ones. One thread.
class SeenValues
{
public:
    static constexpr std::size_t kValuesMax = 256;
    static constexpr std::size_t kValueBytesMax = 64;

    struct Value
    {
        std::string text;
        std::uint64_t count = 0;
    };

    explicit SeenValues(const FilterSchema& schema);

    /// `times`: for how many rows this one stands.
    void observe(const void* row, const FilterContext& context, std::uint64_t times = 1);
    /// The most frequent first; then those that the schema proposes.
    [[nodiscard]] std::vector<Value> of(const FilterField& field) const;

private:
    using Counts = std::map<std::string, std::uint64_t, std::less<>>;

    const FilterSchema& m_schema;
    /// By the field's place in the schema.
    std::vector<Counts> m_counts;
    cel::Arena m_arena;
};

}  // namespace otto
