// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/TomlTable.h"
#include "core/rules/Rule.h"

namespace otto {

/// Reads `[[examples]]` of a rule file: facts and answers in short form, decoded by the contract's
/// own strict decoder, and what the journal knows (resources/rules/README.md). What is wrong goes
/// to the table's fault.
void readExamples(TomlTable& root, Rule::Definition& definition);

}  // namespace otto
