// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/BacktestReport.h"

#include "core/port/json/JsonLine.h"

#include <array>
#include <cstdio>
#include <vector>

namespace otto {
namespace {

constexpr std::size_t kExamplesMax = 5;

std::string rightAligned(const std::string& text, std::size_t width)
{
    return text.size() >= width ? " " + text : std::string(width - text.size(), ' ') + text;
}

std::string withDecimals(double number, int decimals)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, number);
    return text.data();
}

std::string exampleLine(char mark, const BacktestFlag& flag)
{
    std::string line = std::string("    ") + mark + " " + flag.raisedAt.text() + " " + flag.subject
                       + ": " + flag.sentence;
    return line + "\n";
}

std::string examplesOf(char mark, const std::vector<const BacktestFlag*>& flags)
{
    std::string out;
    for (std::size_t i = 0; i < flags.size() && i < kExamplesMax; ++i)
        out += exampleLine(mark, *flags[i]);
    if (flags.size() > kExamplesMax)
        out += "      and " + groupedNumber(flags.size() - kExamplesMax) + " more\n";
    return out;
}

void writeFlags(JsonLine& out, std::string_view key, const std::vector<const BacktestFlag*>& flags)
{
    out.key(key);
    out.beginArray();
    for (const BacktestFlag* flag : flags) {
        out.beginObject();
        out.field("ruleId", flag->ruleId);
        out.field("subject", flag->subject);
        out.field("occurrence", flag->occurrence);
        out.field("raisedAt", flag->raisedAt);
        out.field("clearedAt", flag->clearedAt);
        out.field("sentence", flag->sentence);
        out.endObject();
    }
    out.endArray();
}

}  // namespace

std::string groupedNumber(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3)
        digits.insert(at - 3, 1, ',');
    return digits;
}

double BacktestReport::operatorHours() const
{
    const BacktestCounts& counts = run->counts();
    if (!counts.first || !counts.last)
        return 0;
    return static_cast<double>((*counts.last - *counts.first).count()) / 3'600'000.0 * operators;
}

std::string BacktestReport::text() const
{
    const BacktestCounts& counts = run->counts();
    std::string out = groupedNumber(counts.records) + " records, " + groupedNumber(counts.facts)
                      + " facts, " + groupedNumber(counts.payments) + " payments, "
                      + groupedNumber(counts.refused) + " refused";
    if (counts.first)
        out += ", from " + counts.first->text() + " to " + counts.last->text();
    const double hours = operatorHours();
    out += "\n\nrule      flags   per op. hour";
    out += against != nullptr ? "     before   gained     lost\n" : "\n";
    static const std::vector<BacktestFlag> kNone;
    const auto rules = compare(run->flags(), against != nullptr ? against->flags() : kNone);
    std::uint64_t total = 0;
    for (const RuleComparison& rule : rules) {
        total += rule.flags;
        const double rate = hours > 0 ? static_cast<double>(rule.flags) / hours : 0;
        out += rule.ruleId + rightAligned(groupedNumber(rule.flags), 11)
               + rightAligned(withDecimals(rate, 2), 15);
        if (against != nullptr) {
            out += rightAligned(groupedNumber(rule.before), 11)
                   + rightAligned(groupedNumber(rule.gained.size()), 9)
                   + rightAligned(groupedNumber(rule.lost.size()), 9);
        }
        out += "\n";
        if (against != nullptr)
            out += examplesOf('+', rule.gained) + examplesOf('-', rule.lost);
    }
    const double totalRate = hours > 0 ? static_cast<double>(total) / hours : 0;
    out += "all " + rightAligned(groupedNumber(total), 11)
           + rightAligned(withDecimals(totalRate, 2), 15) + "\n\n";
    for (std::size_t i = 0; i < run->rules().all().size(); ++i) {
        if (run->activity(i).failures > 0) {
            out += run->rules().all()[i]->id() + " failed "
                   + groupedNumber(run->activity(i).failures) + " times: " + run->activity(i).error
                   + "\n";
        }
    }
    const double rate = seconds > 0 ? static_cast<double>(counts.records) / seconds : 0;
    out += withDecimals(seconds, 1) + " s, " + groupedNumber(static_cast<std::uint64_t>(rate))
           + " records/s, peak memory " + groupedNumber(peakBytes >> 20U) + " MiB";
    return out;
}

std::string BacktestReport::json() const
{
    const BacktestCounts& counts = run->counts();
    JsonLine out;
    out.beginObject();
    out.field("records", counts.records);
    out.field("facts", counts.facts);
    out.field("duplicates", counts.duplicates);
    out.field("refused", counts.refused);
    out.field("payments", counts.payments);
    out.field("from", counts.first);
    out.field("to", counts.last);
    out.field("milliseconds", static_cast<std::int64_t>(seconds * 1000));
    out.field("peakBytes", peakBytes);
    out.key("rules");
    out.beginArray();
    static const std::vector<BacktestFlag> kNone;
    for (const RuleComparison& rule :
         compare(run->flags(), against != nullptr ? against->flags() : kNone)) {
        out.beginObject();
        out.field("ruleId", rule.ruleId);
        out.field("flags", rule.flags);
        const double hours = operatorHours();
        // JSON of this product has no fractions: flags per thousand operator hours.
        out.field("flagsPerThousandOperatorHours",
                  static_cast<std::int64_t>(
                      hours > 0 ? static_cast<double>(rule.flags) * 1000 / hours : 0));
        if (against != nullptr) {
            out.field("before", rule.before);
            writeFlags(out, "gained", rule.gained);
            writeFlags(out, "lost", rule.lost);
        }
        out.endObject();
    }
    out.endArray();
    out.endObject();
    return out.text();
}

}  // namespace otto
