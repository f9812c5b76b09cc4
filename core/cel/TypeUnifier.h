// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Type.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace otto::cel {

/// Finds what unknown types stand for, so that `size(list(A))` and an empty list have types. Types
/// beyond kDeepestType levels become dyn, which bounds all recursion here.
class TypeUnifier
{
public:
    static constexpr std::size_t kDeepestType = 40;

    Type fresh();
    /// Can both be the same type? Unknown ones are then bound to what makes them so; dyn goes with
    /// everything, null with what may be absent (timestamps, durations, money, records).
    bool unify(const Type& a, const Type& b);
    /// With everything that is known put in.
    [[nodiscard]] Type resolve(const Type& type) const;
    /// The same, and dyn for what is still unknown.
    [[nodiscard]] Type settle(const Type& type) const;

    [[nodiscard]] Type listOf(const Type& element) const;
    /// A key that no map can have becomes dyn.
    [[nodiscard]] Type mapOf(const Type& key, const Type& value) const;

    /// Bindings made after the mark are taken back by undo().
    [[nodiscard]] std::size_t mark() const { return m_trail.size(); }
    void undo(std::size_t mark);

private:
    struct Change
    {
        std::uint32_t variable;
        std::optional<Type> before;
    };

    [[nodiscard]] const Type* bound(const Type& type) const;
    void bind(std::uint32_t variable, const Type& type);
    bool unifyVariable(const Type& variable, const Type& other);
    [[nodiscard]] bool occurs(std::uint32_t variable, const Type& type) const;

    std::vector<std::optional<Type>> m_bindings;
    std::vector<Change> m_trail;
};

}  // namespace otto::cel
