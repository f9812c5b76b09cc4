// SPDX-License-Identifier: Apache-2.0
#include "app/backtest/RuleFolderReading.h"

#include "app/cli/RuleFolder.h"
#include "core/engine/EngineOptions.h"

#include <utility>

namespace otto {

RuleFolderReading RuleFolderReading::read(const std::filesystem::path& folder)
{
    RuleFolderReading reading;
    reading.offer.origin = folder.string();
    Result<std::vector<RuleFile>> files = readRuleFolder(folder);
    if (!files) {
        reading.offer.errors.push_back({folder.string(), 1, 1, files.error().text});
        return reading;
    }
    reading.files = *std::move(files);
    auto rules = RuleSet::read(reading.files, ruleVocabulary());
    if (rules)
        reading.offer.rules = *std::move(rules);
    else
        reading.offer.errors = std::move(rules.error());
    return reading;
}

}  // namespace otto
