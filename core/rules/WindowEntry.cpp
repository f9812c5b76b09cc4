// SPDX-License-Identifier: Apache-2.0
#include "core/rules/WindowEntry.h"

#include "core/rules/RuleText.h"
#include "core/rules/WindowCounting.h"

namespace otto {

void bindWindows(const Rule& rule, const PaymentScope& scope, const FeedTable& feeds,
                 RuleScratch& scratch)
{
    RuleInput input;
    input.payment = scope.payment;
    input.feeds = &feeds;
    rule.bindWindow(input, scope, scratch);
}

std::optional<WindowEntry> windowEntryOf(const Rule& rule, const WindowDefinition& window,
                                         const PaymentScope& scope, const FeedTable& feeds,
                                         RuleScratch& scratch)
{
    bindWindows(rule, scope, feeds, scratch);
    auto entry = boundWindowEntry(window, scratch);
    if (entry && scope.payment->added) {
        entry->fact = {scope.payment->addedBy, scope.payment->addedFrom.id};
    }
    return entry;
}

std::optional<WindowEntry> boundWindowEntry(const WindowDefinition& window, RuleScratch& scratch)
{
    const auto valueOf = [&scratch](const cel::Program& program) {
        return program.evaluate(scratch.variables, scratch.arena);
    };
    if (window.where && !valueOf(*window.where).isTrue()) {
        return std::nullopt;
    }
    const cel::Value at = valueOf(window.at);
    const cel::Value key = valueOf(window.key);
    if (at.kind() != cel::Kind::Timestamp || key.kind() != cel::Kind::String) {
        return std::nullopt;
    }
    WindowEntry entry{instantOf(at), std::string(key.asText()), std::nullopt, {}};
    if (window.value) {
        const cel::Value value = valueOf(*window.value);
        if (value.kind() == cel::Kind::Money) {
            entry.value = value.asMoney();
        }
    }
    return entry;
}

WindowCount countWindow(const WindowDefinition& window, const std::vector<WindowEntry>& entries,
                        Instant now)
{
    WindowCount out = countEntries(window, entries, now);
    const auto counted = entriesWithin(entries, now - window.over, now);
    for (auto it = counted.rbegin(); it != counted.rend(); ++it) {
        if (out.evidence.size() == kWindowEvidenceMax) {
            break;
        }
        if (!it->fact.id.empty()) {
            out.evidence.push_back(it->fact);
        }
    }
    return out;
}

}  // namespace otto
