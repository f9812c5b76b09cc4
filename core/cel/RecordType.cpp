// SPDX-License-Identifier: Apache-2.0
#include "core/cel/RecordType.h"

#include <algorithm>
#include <utility>

namespace otto::cel {

RecordType::RecordType(std::string name, std::vector<Field> fields)
    : m_name(std::move(name)), m_fields(std::move(fields))
{}

const Field* RecordType::find(std::string_view name) const
{
    const auto found = std::find_if(m_fields.begin(), m_fields.end(),
                                    [name](const Field& field) { return field.name == name; });
    return found == m_fields.end() ? nullptr : &*found;
}

void RecordType::add(Field field)
{
    m_fields.push_back(std::move(field));
}

bool hasField(const Field& field, const void* object, Arena& arena)
{
    if (field.has != nullptr)
        return field.has(object);
    const Value value = field.get(object, arena);
    switch (value.kind()) {
    case Kind::Null: return false;
    case Kind::String:
    case Kind::Bytes: return !value.asText().empty();
    case Kind::List: return value.listSize() > 0;
    case Kind::Map: return value.mapSize() > 0;
    default: return true;
    }
}

}  // namespace otto::cel
