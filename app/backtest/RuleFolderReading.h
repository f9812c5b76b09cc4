// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/Step.h"
#include "core/rules/RuleSet.h"

#include <filesystem>
#include <vector>

namespace otto {

/// A folder of rule files as it was at one moment: its set, or what is wrong with it, and the texts
/// that were judged.
struct RuleFolderReading
{
    RulesOffer offer;
    /// Empty when the folder could not be read.
    std::vector<RuleFile> files;

    /// Reads from the disk, and compiles. Any thread.
    static RuleFolderReading read(const std::filesystem::path& folder);
};

}  // namespace otto
