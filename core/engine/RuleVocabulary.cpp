// SPDX-License-Identifier: Apache-2.0
#include "core/engine/EngineOptions.h"
#include "core/fixers/FixerCatalogue.h"
#include "core/suspenders/SuspenderCatalogue.h"

namespace otto {

RuleVocabulary ruleVocabulary()
{
    RuleVocabulary out;
    for (const auto& suspender : suspenderCatalogue()) {
        out.suspenders.emplace_back(suspender.name);
    }
    for (const auto& fixer : fixerCatalogue()) {
        out.fixers.emplace_back(fixer.name);
    }
    return out;
}

}  // namespace otto
