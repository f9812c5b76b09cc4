// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Type.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

/// One field of a C++ struct as expressions see it.
struct Field
{
    std::string name;
    Type type;
    /// Pure. Null when the field is absent (`payment.settledAt == null`); strings and lists are
    /// views into the object or made in the arena.
    Value (*get)(const void* object, Arena& arena) = nullptr;
    /// What `has(record.field)` says. Without it the field is there when get() is neither null nor
    /// an empty string, bytes, list or map.
    bool (*has)(const void* object) = nullptr;
};

/// A struct that expressions can read. Made once, then constant: any thread may use it. Values and
/// types point to it, so it must outlive them; field access in a compiled program is an index.
class RecordType
{
public:
    RecordType(std::string name, std::vector<Field> fields);
    RecordType(const RecordType&) = delete;
    RecordType& operator=(const RecordType&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const std::vector<Field>& fields() const { return m_fields; }
    /// Null when there is no such field.
    [[nodiscard]] const Field* find(std::string_view name) const;

    /// Adds a field whose type names this very record (a tree); before the type is used.
    void add(Field field);

private:
    std::string m_name;
    std::vector<Field> m_fields;
};

/// What has() says about that field of that object.
bool hasField(const Field& field, const void* object, Arena& arena);

/// A std::vector as a CEL list, without copying:
///   Value::list(&payment.postings, &kVectorView<Posting, postingValue>)
template <typename Element, Value (*toValue)(const Element&, Arena&)>
inline constexpr ListView kVectorView{
    [](const void* list) { return static_cast<const std::vector<Element>*>(list)->size(); },
    [](const void* list, std::size_t index, Arena& arena) {
        return toValue((*static_cast<const std::vector<Element>*>(list))[index], arena);
    },
};

}  // namespace otto::cel
