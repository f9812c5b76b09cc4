// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/EmbeddedText.h"
#include "core/base/Time.h"
#include "core/fixers/FixerForm.h"
#include "core/fixers/FixerSpec.h"

#include <span>
#include <string_view>
#include <vector>

namespace otto {

/// All fixers, in the order of their ids: the files of resources/fixers as they were compiled in.
/// A constant; any thread.
std::span<const FixerSpec> fixerCatalogue();
/// Null when unknown.
const FixerSpec* findFixer(std::string_view name);

/// The descriptions themselves.
std::span<const EmbeddedText> fixerTexts();

std::string_view riskClassName(RiskClass risk);

/// The parameters of a fixer, without values.
std::vector<FixerParameter> fixerParameters(const FixerSpec& spec);

/// A command is refused by its target after this (contract example 13).
constexpr Duration kCommandLife = std::chrono::minutes{5};
/// An applied command without a proving fact for so long is "not verified" (domain.md 5, OT24).
constexpr Duration kVerificationTime = std::chrono::seconds{60};

}  // namespace otto
