// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/TomlTable.h"
#include "core/sim/Scenario.h"

namespace otto {

/// Reads a scenario file's root table; what is wrong goes to the table's fault.
Scenario readScenario(TomlTable root);

/// An amount in US dollars above zero.
void readMoney(TomlTable& table, std::string_view key, Money& out);

/// Reads one `[[troubles]]` table: which keys are allowed follows from its kind.
Trouble readTrouble(TomlTable table);

}  // namespace otto
