// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Function.h"
#include "core/cel/RecordType.h"
#include "core/cel/Type.h"
#include "core/cel/Zone.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace otto::cel {

/// What an expression may name: variables with their slots, constants, record types and functions
/// besides the standard ones. Built by one thread, then constant. Programs copy what they need of
/// it; record types and the zone source must outlive them.
class Schema
{
public:
    struct Variable
    {
        std::string name;
        Type type;
    };

    Schema();

    /// Declares a variable, possibly with a qualified name ("params.timeout"), and returns its
    /// slot: its index in the span given to Program::evaluate. A name declared before gets the new
    /// type and keeps its slot.
    std::size_t addVariable(std::string name, Type type);
    /// A name for a null, bool, number, string, bytes, timestamp, duration or money; texts are
    /// copied.
    void addConstant(std::string name, const Value& value);
    /// Makes the record's name known as a type: `type(payment) == Payment`.
    void addRecordType(const RecordType* type);
    /// Adds an overload to the function of that name. It must not overlap another one.
    void addFunction(const std::string& name, Overload overload);
    /// The scope of names (langdef "Name Resolution"): in container `a.b`, `x` is looked for as
    /// `a.b.x`, `a.x` and `x`.
    void setContainer(std::string container) { m_container = std::move(container); }
    /// Without one only UTC and fixed offsets are known.
    void setZones(const ZoneSource* zones) { m_zones = zones; }
    /// Without the check, unknown names and wrong types are errors of evaluation, as the
    /// conformance suite's `disable_check` asks.
    void setChecked(bool checked) { m_isChecked = checked; }

    [[nodiscard]] const std::vector<Variable>& variables() const { return m_variables; }
    [[nodiscard]] std::optional<std::size_t> slotOf(std::string_view name) const;
    /// Constants and type names.
    [[nodiscard]] const Value* constant(std::string_view name) const;
    [[nodiscard]] const FunctionTable& functions() const { return m_functions; }
    [[nodiscard]] const std::string& container() const { return m_container; }
    [[nodiscard]] const ZoneSource* zones() const { return m_zones; }
    [[nodiscard]] bool isChecked() const { return m_isChecked; }
    /// Every name there is, for suggestions and completion: sorted.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    std::vector<Variable> m_variables;
    std::map<std::string, std::size_t, std::less<>> m_slots;
    std::map<std::string, Value, std::less<>> m_constants;
    /// Texts of constants.
    std::shared_ptr<Arena> m_texts;
    FunctionTable m_functions;
    std::string m_container;
    const ZoneSource* m_zones = nullptr;
    bool m_isChecked = true;
};

}  // namespace otto::cel
