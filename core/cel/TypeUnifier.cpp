// SPDX-License-Identifier: Apache-2.0
#include "core/cel/TypeUnifier.h"

#include <algorithm>

namespace otto::cel {
namespace {

using Tag = Type::Tag;

bool mayBeNull(const Type& type)
{
    return type.tag() == Tag::Timestamp || type.tag() == Tag::Duration || type.tag() == Tag::Money
           || type.tag() == Tag::Record;
}

std::size_t depthOf(const Type& type)
{
    if (type.tag() == Tag::List)
        return 1 + depthOf(type.element());
    if (type.tag() == Tag::Map)
        return 1 + depthOf(type.value());
    return 1;
}

}  // namespace

Type TypeUnifier::fresh()
{
    m_bindings.emplace_back();
    return Type::parameter(static_cast<std::uint32_t>(m_bindings.size() - 1));
}

const Type* TypeUnifier::bound(const Type& type) const
{
    const auto& binding = m_bindings[type.parameterNumber()];
    return binding ? &*binding : nullptr;
}

void TypeUnifier::bind(std::uint32_t variable, const Type& type)
{
    m_trail.push_back({variable, m_bindings[variable]});
    m_bindings[variable] = type;
}

void TypeUnifier::undo(std::size_t mark)
{
    while (m_trail.size() > mark) {
        m_bindings[m_trail.back().variable] = std::move(m_trail.back().before);
        m_trail.pop_back();
    }
}

bool TypeUnifier::occurs(std::uint32_t variable, const Type& type) const
{
    switch (type.tag()) {
    case Tag::Parameter: {
        if (type.parameterNumber() == variable)
            return true;
        const Type* const known = bound(type);
        return known != nullptr && occurs(variable, *known);
    }
    case Tag::List: return occurs(variable, type.element());
    case Tag::Map: return occurs(variable, type.key()) || occurs(variable, type.value());
    default: return false;
    }
}

bool TypeUnifier::unifyVariable(const Type& variable, const Type& other)
{
    std::uint32_t last = variable.parameterNumber();
    const Type* known = bound(variable);
    while (known != nullptr && known->tag() == Tag::Parameter) {
        last = known->parameterNumber();
        known = bound(*known);
    }
    const Type target = resolve(other);
    if (target.tag() == Tag::Parameter && target.parameterNumber() == last)
        return true;
    if (known == nullptr && target.tag() == Tag::Parameter) {
        // The newer one refers to the older, so that chains stay short.
        const bool isNewer = target.parameterNumber() > last;
        bind(isNewer ? target.parameterNumber() : last,
             Type::parameter(isNewer ? last : target.parameterNumber()));
        return true;
    }
    if (known == nullptr) {
        if (occurs(last, target))
            return false;
        bind(last, target);
        return true;
    }
    const Type current = *known;
    const bool widens = target.isDyn() || (current.tag() == Tag::Null && mayBeNull(target));
    if (widens && !current.isDyn()) {
        bind(last, target);
        return true;
    }
    return unify(current, target);
}

bool TypeUnifier::unify(const Type& a, const Type& b)
{
    if (a.tag() == Tag::Parameter)
        return unifyVariable(a, b);
    if (b.tag() == Tag::Parameter)
        return unifyVariable(b, a);
    if (a.isDyn() || b.isDyn())
        return true;
    if (a.tag() == Tag::Null && mayBeNull(b))
        return true;
    if (b.tag() == Tag::Null && mayBeNull(a))
        return true;
    if (a.tag() != b.tag())
        return false;
    switch (a.tag()) {
    case Tag::List: return unify(a.element(), b.element());
    case Tag::Map: return unify(a.key(), b.key()) && unify(a.value(), b.value());
    case Tag::Record: return a.recordType() == b.recordType();
    default: return true;
    }
}

Type TypeUnifier::resolve(const Type& type) const
{
    switch (type.tag()) {
    case Tag::Parameter: {
        const Type* const known = bound(type);
        return known == nullptr ? type : resolve(*known);
    }
    case Tag::List: return listOf(resolve(type.element()));
    case Tag::Map: return mapOf(resolve(type.key()), resolve(type.value()));
    default: return type;
    }
}

Type TypeUnifier::settle(const Type& type) const
{
    const Type known = resolve(type);
    switch (known.tag()) {
    case Tag::Parameter: return Type::dyn();
    case Tag::List: return Type::list(settle(known.element()));
    case Tag::Map: return Type::map(settle(known.key()), settle(known.value()));
    default: return known;
    }
}

Type TypeUnifier::listOf(const Type& element) const
{
    return Type::list(depthOf(element) < kDeepestType ? element : Type::dyn());
}

Type TypeUnifier::mapOf(const Type& key, const Type& value) const
{
    const bool isKey = key.tag() == Tag::Int || key.tag() == Tag::Uint || key.tag() == Tag::Bool
                       || key.tag() == Tag::String || key.tag() == Tag::Parameter;
    return Type::map(isKey ? key : Type::dyn(),
                     depthOf(value) < kDeepestType ? value : Type::dyn());
}

}  // namespace otto::cel
