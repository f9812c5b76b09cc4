// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sim/Scenario.h"
#include "core/base/TomlTable.h"

namespace otto {

/// Reads a scenario file's root table; what is wrong goes to the table's fault.
Scenario readScenario(TomlTable root);

/// Reads one `[[troubles]]` table: which keys are allowed follows from its kind.
Trouble readTrouble(TomlTable table);

}  // namespace otto
