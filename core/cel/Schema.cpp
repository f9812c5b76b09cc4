// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Schema.h"

#include <algorithm>
#include <array>

namespace otto::cel {

Schema::Schema()
    : m_texts(std::make_shared<Arena>(std::size_t{256})), m_functions(standardFunctions())
{
    constexpr std::array<std::string_view, 13> kTypeNames{"bool",
                                                          "int",
                                                          "uint",
                                                          "double",
                                                          "string",
                                                          "bytes",
                                                          "list",
                                                          "map",
                                                          "null_type",
                                                          "type",
                                                          "money",
                                                          "google.protobuf.Timestamp",
                                                          "google.protobuf.Duration"};
    for (const std::string_view name : kTypeNames)
        m_constants.emplace(name, Value::type(name));
}

std::size_t Schema::addVariable(std::string name, Type type)
{
    const auto [found, isNew] = m_slots.emplace(name, m_variables.size());
    if (isNew)
        m_variables.push_back({std::move(name), std::move(type)});
    else
        m_variables[found->second].type = std::move(type);
    return found->second;
}

void Schema::addConstant(std::string name, const Value& value)
{
    Value kept = value;
    switch (value.kind()) {
    case Kind::String: kept = Value::string(m_texts->copy(value.asText())); break;
    case Kind::Bytes: kept = Value::bytes(m_texts->copy(value.asText())); break;
    case Kind::Type: kept = Value::type(m_texts->copy(value.asText())); break;
    default: break;
    }
    m_constants.insert_or_assign(std::move(name), kept);
}

void Schema::addRecordType(const RecordType* type)
{
    m_constants.insert_or_assign(type->name(), Value::type(type->name()));
}

void Schema::addFunction(const std::string& name, Overload overload)
{
    m_functions.add(name, std::move(overload));
}

std::optional<std::size_t> Schema::slotOf(std::string_view name) const
{
    const auto found = m_slots.find(name);
    return found == m_slots.end() ? std::nullopt : std::optional(found->second);
}

const Value* Schema::constant(std::string_view name) const
{
    const auto found = m_constants.find(name);
    return found == m_constants.end() ? nullptr : &found->second;
}

std::vector<std::string> Schema::names() const
{
    std::vector<std::string> names;
    for (const Variable& variable : m_variables)
        names.push_back(variable.name);
    for (const auto& [name, value] : m_constants)
        names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace otto::cel
