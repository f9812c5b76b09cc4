// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/TomlTable.h"
#include "core/rules/Rule.h"

#include <memory>
#include <string_view>

namespace otto {

/// Reads and compiles one rule file (resources/rules/README.md). Everything that is wrong goes to
/// the table's fault with its place; null when anything was. `source` is the file's text, in which
/// expressions are located. Ids and names of suspenders and fixers are checked by RuleSet.
std::unique_ptr<const Rule> readRule(TomlTable root, std::string_view source,
                                     const std::string& file);

/// What the expressions of a rule may name: its subject, `now` and `params.<name>`.
cel::Schema ruleSchema(const Rule::Definition& definition);
/// The same for the windows of a rule about keys, whose expressions look at payments.
cel::Schema windowSchema(const Rule::Definition& definition);

}  // namespace otto
