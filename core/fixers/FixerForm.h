// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace otto {

/// How the operator's text is read and checked. LimitWindows is a list separated by commas, Choice
/// one of `choices`, Date 2026-03-02, Time RFC 3339 UTC, Number a whole number.
enum class ParameterType : std::uint8_t {
    Text,
    StatusName,
    Money,
    LimitWindows,
    Choice,
    Date,
    Time,
    Number
};

/// One parameter of a fixer; forms are made from these.
struct FixerParameter
{
    /// Key in SendFixerCommand::parameters. LimitWindows values are separated by commas.
    std::string name;
    std::string label;
    std::string help;
    ParameterType type = ParameterType::Text;
    bool isRequired = true;
    /// Filled from the model; the operator cannot change it.
    bool isLocked = false;
    /// Choices on this payment. For Text they are proposals.
    std::vector<std::string> choices;
    /// Prefilled value for this payment; empty in the catalogue.
    std::string value;
};

/// Something that must be so before a fixer may be sent.
struct Precondition
{
    std::string text;
    bool holds = false;
};

}  // namespace otto
