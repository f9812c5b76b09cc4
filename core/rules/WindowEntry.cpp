// SPDX-License-Identifier: Apache-2.0
#include "core/rules/WindowEntry.h"

#include "core/rules/RuleText.h"

#include <algorithm>
#include <cmath>

namespace otto {
namespace {

constexpr std::size_t kEvidenceMax = 5;

/// Mean and standard deviation of some numbers.
class Spread
{
public:
    void add(double number)
    {
        ++m_count;
        m_sum += number;
        m_squares += number * number;
    }
    [[nodiscard]] double mean() const { return m_sum / m_count; }
    [[nodiscard]] double sigma() const
    {
        return std::sqrt(std::max(0.0, m_squares / m_count - mean() * mean()));
    }

private:
    double m_count = 0;
    double m_sum = 0;
    double m_squares = 0;
};

void addValue(WindowCount& count, const std::optional<Money>& value, bool isFirst)
{
    if (isFirst) {
        count.total = value;
        return;
    }
    const bool isSum = count.total && value && count.total->currency == value->currency
                       && !__builtin_add_overflow(count.total->minor, value->minor,
                                                  &count.total->minor);
    if (!isSum) {
        count.total.reset();
    }
}

}  // namespace

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
    return boundWindowEntry(window, scope, scratch);
}

std::optional<WindowEntry> boundWindowEntry(const WindowDefinition& window,
                                            const PaymentScope& scope, RuleScratch& scratch)
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
    if (scope.payment->added) {
        entry.fact = {scope.payment->addedBy, scope.payment->addedFrom.id};
    }
    return entry;
}

WindowCount countWindow(const WindowDefinition& window, const std::vector<WindowEntry>& entries,
                        Instant now)
{
    WindowCount out;
    const auto upTo = [&entries](Instant time) {
        return std::upper_bound(entries.begin(), entries.end(), time,
                                [](Instant at, const WindowEntry& entry) { return at < entry.at; });
    };
    const auto end = upTo(now);
    const auto begin = upTo(now - window.over);
    out.count = end - begin;
    for (auto it = begin; it != end; ++it) {
        addValue(out, it->value, it == begin);
    }
    for (auto it = end; it != begin && out.evidence.size() < kEvidenceMax; --it) {
        if (!std::prev(it)->fact.id.empty()) {
            out.evidence.push_back(std::prev(it)->fact);
        }
    }
    if (window.baseline == 0) {
        return out;
    }
    Spread counts;
    Spread sums;
    auto sliceEnd = begin;
    for (std::uint32_t slice = 1; slice <= window.baseline; ++slice) {
        const auto sliceBegin = upTo(now - (slice + 1) * window.over);
        counts.add(static_cast<double>(sliceEnd - sliceBegin));
        double sum = 0;
        for (auto it = sliceBegin; it != sliceEnd; ++it) {
            const bool isSame = out.total && it->value
                                && it->value->currency == out.total->currency;
            sum += isSame ? static_cast<double>(it->value->minor) : 0;
        }
        sums.add(sum);
        sliceEnd = sliceBegin;
    }
    out.mean = counts.mean();
    out.sigma = counts.sigma();
    out.meanMinor = sums.mean();
    out.sigmaMinor = sums.sigma();
    return out;
}

}  // namespace otto
