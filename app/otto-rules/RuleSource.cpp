// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/RuleSource.h"

#include "app/cli/RuleFolder.h"
#include "core/engine/EngineOptions.h"

namespace otto {

Result<std::shared_ptr<const RuleSet>> readRuleSet(const std::string& folder)
{
    const Result<std::vector<RuleFile>> files = readRuleFolder(folder);
    if (!files)
        return fail("RULES_NOT_FOUND", files.error().text);
    auto rules = RuleSet::read(*files, ruleVocabulary());
    if (rules)
        return *std::move(rules);
    std::string all;
    for (const RuleError& error : rules.error())
        all += error.sentence() + "\n";
    all += std::to_string(rules.error().size()) + " errors";
    return fail("BAD_RULES", all);
}

void printLine(std::FILE* to, const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), to);
    std::fputc('\n', to);
}

}  // namespace otto
