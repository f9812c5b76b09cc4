// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace otto {

/// The console's door to the folder of rule files. What a reload came to is told by the query Rules
/// (EngineStatus::rulesRevision counts up). All methods are called by one thread, the console's.
class RulePort
{
public:
    virtual ~RulePort() = default;

    /// Empty when the rules are those the program was built with, which cannot change.
    [[nodiscard]] virtual std::string folder() const = 0;
    /// Reads the folder again, changed or not; at once, and without waiting.
    virtual void reload() = 0;
};

}  // namespace otto
