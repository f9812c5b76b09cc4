// SPDX-License-Identifier: Apache-2.0
#include "core/filter/SeenValues.h"

#include <algorithm>

namespace otto {

SeenValues::SeenValues(const FilterSchema& schema)
    : m_schema(schema), m_counts(schema.fields().size())
{}

void SeenValues::observe(const void* row, const FilterContext& context, std::uint64_t times)
{
    const FilterRow seen{row, &context, &m_schema};
    const std::vector<FilterField>& fields = m_schema.fields();
    m_arena.reset();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!fields[i].isEnumerable)
            continue;
        const cel::Value value = fields[i].get(&seen, m_arena);
        if (value.kind() != cel::Kind::String || value.asText().empty()
            || value.asText().size() > kValueBytesMax)
            continue;
        Counts& counts = m_counts[i];
        const auto at = counts.find(value.asText());
        if (at != counts.end())
            at->second += times;
        else if (counts.size() < kValuesMax)
            counts.emplace(std::string(value.asText()), times);
    }
}

std::vector<SeenValues::Value> SeenValues::of(const FilterField& field) const
{
    std::vector<Value> out;
    const std::vector<FilterField>& fields = m_schema.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (&fields[i] != &field)
            continue;
        for (const auto& [text, count] : m_counts[i])
            out.push_back({text, count});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Value& a, const Value& b) { return a.count > b.count; });
    for (const std::string& choice : field.choices) {
        const bool isSeen = std::any_of(out.begin(), out.end(),
                                        [&](const Value& value) { return value.text == choice; });
        if (!isSeen)
            out.push_back({choice, 0});
    }
    return out;
}

}  // namespace otto
