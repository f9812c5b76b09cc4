// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Type.h"

#include "core/cel/RecordType.h"

#include <utility>

namespace otto::cel {

Type Type::list(Type element)
{
    Type type(Tag::List);
    type.m_arguments = std::make_shared<const std::vector<Type>>(1, std::move(element));
    return type;
}

Type Type::map(Type key, Type value)
{
    Type type(Tag::Map);
    type.m_arguments = std::make_shared<const std::vector<Type>>(
        std::vector<Type>{std::move(key), std::move(value)});
    return type;
}

Type Type::record(const RecordType* record)
{
    Type type(Tag::Record);
    type.m_record = record;
    return type;
}

Type Type::parameter(std::uint32_t number)
{
    Type type(Tag::Parameter);
    type.m_number = number;
    return type;
}

std::string Type::text() const
{
    switch (m_tag) {
    case Tag::Dyn: return "dyn";
    case Tag::Null: return "null_type";
    case Tag::Bool: return "bool";
    case Tag::Int: return "int";
    case Tag::Uint: return "uint";
    case Tag::Double: return "double";
    case Tag::String: return "string";
    case Tag::Bytes: return "bytes";
    case Tag::Timestamp: return "timestamp";
    case Tag::Duration: return "duration";
    case Tag::Money: return "money";
    case Tag::List: return "list(" + element().text() + ")";
    case Tag::Map: return "map(" + key().text() + ", " + value().text() + ")";
    case Tag::Type: return "type";
    case Tag::Record: return m_record->name();
    case Tag::Parameter: return std::string(1, static_cast<char>('A' + m_number % 26));
    }
    return "dyn";
}

bool operator==(const Type& a, const Type& b)
{
    if (a.m_tag != b.m_tag || a.m_number != b.m_number || a.m_record != b.m_record)
        return false;
    if (a.m_arguments == b.m_arguments)
        return true;
    return a.m_arguments && b.m_arguments && *a.m_arguments == *b.m_arguments;
}

}  // namespace otto::cel
