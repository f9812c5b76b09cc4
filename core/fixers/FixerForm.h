// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace otto {

enum class ParameterType : std::uint8_t { Text, StatusName, Money, LimitWindows };

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
    /// Choices for StatusName and LimitWindows on this payment.
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
