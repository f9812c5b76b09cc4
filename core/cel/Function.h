// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Type.h"
#include "core/cel/Zone.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

/// The steps that an evaluation may still take (Limits::steps).
class Steps
{
public:
    explicit Steps(std::uint64_t steps) : m_left(steps) {}

    /// False, from then on, when they are used up.
    bool take(std::uint64_t steps)
    {
        if (steps > m_left) {
            m_left = 0;
            m_areUsedUp = true;
            return false;
        }
        m_left -= steps;
        return true;
    }
    /// For an operation that reads or writes so many bytes.
    bool takeBytes(std::size_t bytes) { return take(bytes / 64 + 1); }
    [[nodiscard]] std::uint64_t left() const { return m_left; }
    [[nodiscard]] bool areUsedUp() const { return m_areUsedUp; }

private:
    std::uint64_t m_left;
    bool m_areUsedUp = false;
};

/// What a function may use besides its arguments.
struct CallContext
{
    Arena& arena;
    Steps& steps;
    const ZoneSource* zones = nullptr;
};

/// Pure: the result depends on the arguments (and the zones) only. Arguments are never errors; what
/// goes wrong is an Error value. Must not throw.
using FunctionCall = Value (*)(CallContext& context, const Value* arguments);

/// One way to call a function: `f(a, b)`, or `a.f(b)` when isReceiver.
struct Overload
{
    std::vector<Type> parameters;
    Type result;
    FunctionCall call = nullptr;
    bool isReceiver = false;
    /// Set for the standard functions: `call` looks at the kinds of its arguments itself.
    bool isStandard = false;
};

/// Does a run-time value fit a parameter? Type parameters and dyn take all; list and map are
/// compared without their arguments (langdef "Functions").
bool accepts(const Type& parameter, const Value& value);

/// Functions by name with their overloads. Operators have the names of the specification: `_+_`,
/// `!_`, `_[_]`, `@in`.
class FunctionTable
{
public:
    /// Null when there is none of that name.
    [[nodiscard]] const std::vector<Overload>* find(std::string_view name) const;
    void add(const std::string& name, Overload overload);
    /// Names that an expression can write: no operators.
    [[nodiscard]] std::vector<std::string> names() const;

    /// Declares all there are so far to look at the kinds of their arguments.
    void markStandard();

private:
    std::map<std::string, std::vector<Overload>, std::less<>> m_functions;
};

/// The standard functions and operators, and ours (README.md).
FunctionTable standardFunctions();

}  // namespace otto::cel
