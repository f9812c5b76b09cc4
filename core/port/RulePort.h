// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
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
    /// The text of a file as it was when the folder was refused last; `file` as in RuleErrorView.
    /// Absent when no such file was read then.
    [[nodiscard]] virtual std::optional<std::string> refusedText(const std::string& file) const = 0;
};

}  // namespace otto
