// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Function.h"

#include "core/cel/functions/StandardFunctions.h"

#include <utility>

namespace otto::cel {

bool accepts(const Type& parameter, const Value& value)
{
    switch (parameter.tag()) {
    case Type::Tag::Dyn:
    case Type::Tag::Parameter: return true;
    case Type::Tag::Null: return value.kind() == Kind::Null;
    case Type::Tag::Bool: return value.kind() == Kind::Bool;
    case Type::Tag::Int: return value.kind() == Kind::Int;
    case Type::Tag::Uint: return value.kind() == Kind::Uint;
    case Type::Tag::Double: return value.kind() == Kind::Double;
    case Type::Tag::String: return value.kind() == Kind::String;
    case Type::Tag::Bytes: return value.kind() == Kind::Bytes;
    case Type::Tag::Timestamp: return value.kind() == Kind::Timestamp;
    case Type::Tag::Duration: return value.kind() == Kind::Duration;
    case Type::Tag::Money: return value.kind() == Kind::Money;
    case Type::Tag::List: return value.kind() == Kind::List;
    case Type::Tag::Map: return value.kind() == Kind::Map;
    case Type::Tag::Type: return value.kind() == Kind::Type;
    case Type::Tag::Record:
        return value.kind() == Kind::Record && value.recordType() == parameter.recordType();
    }
    return false;
}

const std::vector<Overload>* FunctionTable::find(std::string_view name) const
{
    const auto found = m_functions.find(name);
    return found == m_functions.end() ? nullptr : &found->second;
}

void FunctionTable::add(const std::string& name, Overload overload)
{
    m_functions[name].push_back(std::move(overload));
}

void FunctionTable::markStandard()
{
    for (auto& [name, overloads] : m_functions) {
        for (Overload& overload : overloads)
            overload.isStandard = true;
    }
}

std::vector<std::string> FunctionTable::names() const
{
    std::vector<std::string> names;
    for (const auto& [name, overloads] : m_functions) {
        if (name.find_first_of("_@") == std::string::npos)
            names.push_back(name);
    }
    return names;
}

void addOverloads(FunctionTable& table, const std::string& name,
                  const std::vector<std::vector<Type>>& parameters, const Type& result,
                  FunctionCall call, bool isReceiver)
{
    for (const std::vector<Type>& types : parameters)
        table.add(name, {types, result, call, isReceiver});
}

FunctionTable standardFunctions()
{
    static const FunctionTable kTable = [] {
        FunctionTable table;
        addArithmetic(table);
        addComparisons(table);
        addCollectionFunctions(table);
        addStringFunctions(table);
        addTimeFunctions(table);
        addConversions(table);
        addMoneyFunctions(table);
        table.markStandard();
        return table;
    }();
    return kTable;
}

}  // namespace otto::cel
