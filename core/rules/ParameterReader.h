// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/TomlTable.h"
#include "core/rules/Rule.h"

namespace otto {

/// Reads `[params]` of a rule file: names with a duration ("2m"), an amount ("1000.00 USD"), a
/// text, a number, a truth value or a list of texts, and tables such as `[params.ACH]` with other
/// values of the same types for one rail.
void readParameters(TomlTable& table, Rule::Definition& definition);

/// `12.50 USD` as an amount; nothing when the text is none.
std::optional<Money> parseAmount(std::string_view text);

}  // namespace otto
