// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/fixers/FixerForm.h"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace otto {

/// Who must agree before a command goes out (domain.md 6): one operator, a second person, or a
/// second person above the value threshold.
enum class RiskClass : std::uint8_t { A, B, BAboveThreshold };

/// A repair command Otto can send (domain.md 6).
struct FixerSpec
{
    std::string_view name;
    std::string_view title;
    std::string_view description;
    std::string_view targetText;
    RiskClass risk = RiskClass::A;
    std::string_view riskText;
    std::string_view outcomeName;
    std::string_view confirmingFact;
    /// Without an outcome for so long the command's fate is unknown.
    Duration timeout{0};
    std::span<const std::pair<std::string_view, std::string_view>> reasonCodes;
};

/// UpdatePaymentStatus, RestoreLimits, LinkTransaction and ResyncPaymentStatus.
std::span<const FixerSpec> fixerCatalogue();
/// Null when unknown.
const FixerSpec* findFixer(std::string_view name);

std::string_view riskClassName(RiskClass risk);

/// The parameters of a fixer, without values.
std::vector<FixerParameter> fixerParameters(const FixerSpec& spec);

/// A command is refused by its target after this (contract example 13).
constexpr Duration kCommandLife = std::chrono::minutes{5};
/// An applied command without a proving fact for so long is "not verified" (domain.md 5, OT24).
constexpr Duration kVerificationTime = std::chrono::seconds{60};

}  // namespace otto
