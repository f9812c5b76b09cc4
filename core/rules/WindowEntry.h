// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// How a payment counts in a window.
struct WindowEntry
{
    Instant at;
    std::string key;
    std::optional<Money> value;
    /// The fact that added the payment.
    FactKey fact;

    [[nodiscard]] const std::optional<Money>& money() const { return value; }
    friend bool operator==(const WindowEntry&, const WindowEntry&) = default;
};

/// Facts that a window names, of its newest entries.
constexpr std::size_t kWindowEvidenceMax = 5;

/// Nothing when the payment does not count in it. `window` is one of the rule's.
std::optional<WindowEntry> windowEntryOf(const Rule& rule, const WindowDefinition& window,
                                         const PaymentScope& scope, const FeedTable& feeds,
                                         RuleScratch& scratch);

/// The same in two steps, for a rule with several windows: first what all of them look at, then
/// each, without its fact.
void bindWindows(const Rule& rule, const PaymentScope& scope, const FeedTable& feeds,
                 RuleScratch& scratch);
std::optional<WindowEntry> boundWindowEntry(const WindowDefinition& window, RuleScratch& scratch);

/// Counts entries sorted by time, all of one key, at `now`: those in (now - over, now], and mean
/// and standard deviation of counts and sums in the `baseline` slices before.
WindowCount countWindow(const WindowDefinition& window, const std::vector<WindowEntry>& entries,
                        Instant now);

}  // namespace otto
