// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/RuleProperty.h"

#include "core/fixers/FixerCatalogue.h"
#include "core/rules/RuleExplanation.h"
#include "core/rules/RuleReview.h"
#include "core/suspenders/SuspenderCatalogue.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace otto {
namespace {

constexpr std::string_view kFileMark = "#### ";
constexpr std::string_view kSla = "sla.toml";

RuleVocabulary makeVocabulary()
{
    RuleVocabulary out;
    for (const SuspenderSpec& one : suspenderCatalogue()) {
        out.suspenders.emplace_back(one.name);
    }
    for (const FixerSpec& one : fixerCatalogue()) {
        out.fixers.emplace_back(one.name);
    }
    return out;
}

const RuleVocabulary& vocabulary()
{
    static const RuleVocabulary kVocabulary = makeVocabulary();
    return kVocabulary;
}

bool isSla(const RuleFile& file)
{
    return file.file == kSla || file.file.ends_with("/sla.toml");
}

std::vector<RuleFile> filesIn(std::string_view text)
{
    std::vector<RuleFile> out{{"rule.toml", {}}};
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end);
        if (!line.starts_with(kFileMark)) {
            out.back().text += line;
            continue;
        }
        std::string_view name = line.substr(kFileMark.size());
        name = name.substr(0, name.find_last_not_of('\n') + 1);
        if (out.size() == 1 && out.front().text.empty()) {
            out.clear();
        }
        out.push_back({std::string(name), {}});
    }
    if (std::none_of(out.begin(), out.end(), isSla)) {
        for (RuleFile& file : builtInRuleFiles()) {
            if (isSla(file)) {
                out.push_back(std::move(file));
            }
        }
    }
    return out;
}

/// The place lies in the text or right behind one of its lines.
bool isPlaceIn(std::string_view text, const RuleError& error)
{
    if (error.line < 1 || error.column < 1) {
        return false;
    }
    for (std::uint32_t line = 1; line < error.line; ++line) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) {
            return false;
        }
        text.remove_prefix(end + 1);
    }
    const std::string_view line = text.substr(0, text.find('\n'));
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    const auto columns =
        std::count_if(line.begin(), line.end(), [&](char c) { return !continues(c); });
    return error.column <= static_cast<std::size_t>(columns) + 1;
}

std::string errorsFault(const std::vector<RuleError>& errors, const std::vector<RuleFile>& files)
{
    if (errors.empty()) {
        return "refused without an error";
    }
    for (const RuleError& error : errors) {
        const bool isPlaced = std::any_of(files.begin(), files.end(), [&](const RuleFile& file) {
            return file.file == error.file && isPlaceIn(file.text, error);
        });
        if (!isPlaced) {
            return "a place outside of the text: " + error.sentence();
        }
        if (error.text.size() < 10) {
            return "no sentence: " + error.sentence();
        }
    }
    return {};
}

/// A world for rules to look at: the facts of a catalogue rule's example.
struct Sample
{
    PlainDesk desk;
    PaymentSurroundings surroundings;
    Instant now;
};

std::vector<Sample> makeSamples()
{
    std::vector<Sample> out;
    const auto catalogue = RuleSet::builtIn(vocabulary());
    for (const char* id : {"OT05", "OT08", "OT14", "OT17", "OT20", "OT24"}) {
        const RuleExample& example = catalogue->find(id)->definition().examples.front();
        Sample& sample = out.emplace_back();
        for (const Message& message : example.messages) {
            sample.desk.take(message);
        }
        sample.desk.name(PaymentId("NAMED-ONLY"));
        sample.surroundings = example.surroundings;
        sample.now = example.now;
    }
    return out;
}

const std::vector<Sample>& samples()
{
    static const std::vector<Sample> kSamples = makeSamples();
    return kSamples;
}

bool isSame(const Verdict& a, const Verdict& b)
{
    return a.state == b.state && a.clears == b.clears && a.isHigh == b.isHigh && a.since == b.since
           && a.due == b.due && a.recheckAt == b.recheckAt && a.error == b.error;
}

std::string lookFault(const Rule& rule, const RuleInput& input, const PaymentScope* scope)
{
    RuleScratch scratch;
    const Verdict verdict = rule.evaluate(input, scope, scratch);
    if (!isSame(rule.evaluate(input, scope, scratch), verdict)) {
        return "the second verdict differs";
    }
    if (verdict.recheckAt && *verdict.recheckAt <= input.now) {
        return "to be looked at again in the past";
    }
    if (verdict.holds() && rule.describe(input, scope, verdict, scratch).sentence.empty()) {
        return "a finding without a sentence";
    }
    const RuleExplanation why = explain(rule, input, scope, scratch);
    if (!isSame(why.verdict, verdict)) {
        return "the explanation's verdict differs";
    }
    for (const ExplainedExpression& expression : why.expressions) {
        for (const ExplainedPart& part : expression.parts) {
            if (part.end < part.begin || part.end > expression.text.size()) {
                return "a part outside of its expression";
            }
        }
    }
    return why.sentence.empty() ? "an explanation without a sentence" : std::string();
}

std::string paymentFault(const Rule& rule, const Sample& sample, const SlaTable& sla)
{
    for (const auto& [id, payment] : sample.desk.payments()) {
        PaymentSurroundings around = sample.surroundings;
        around.lookalikes = sample.desk.lookalikesOf(payment);
        RuleInput input;
        input.payment = &payment;
        input.feeds = &sample.desk.feeds();
        input.now = sample.now;
        input.surroundings = &around;
        const PaymentScope scope(payment, &around, sla);
        if (std::string fault = lookFault(rule, input, &scope); !fault.empty()) {
            return fault;
        }
    }
    return {};
}

std::string feedFault(const Rule& rule, const Sample& sample)
{
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        RuleInput input;
        input.feed = static_cast<System>(i);
        input.feeds = &sample.desk.feeds();
        input.now = sample.now;
        if (std::string fault = lookFault(rule, input, nullptr); !fault.empty()) {
            return fault;
        }
    }
    return {};
}

std::string keyFault(const Rule& rule, const Sample& sample, const SlaTable& sla)
{
    for (const std::string& key : sample.desk.keysOf(rule, sla)) {
        const auto windows = sample.desk.windowsOf(rule, key, sample.now, sla);
        RuleInput input;
        input.feeds = &sample.desk.feeds();
        input.now = sample.now;
        input.key = key;
        input.windows = windows;
        if (std::string fault = lookFault(rule, input, nullptr); !fault.empty()) {
            return fault;
        }
    }
    return {};
}

std::string setFault(const RuleSet& rules, const std::vector<RuleFile>& files)
{
    for (const auto& rule : rules.all()) {
        for (const Sample& sample : samples()) {
            std::string fault;
            switch (rule->subject()) {
            case RuleSubject::Payment: fault = paymentFault(*rule, sample, rules.sla()); break;
            case RuleSubject::Feed: fault = feedFault(*rule, sample); break;
            case RuleSubject::Key: fault = keyFault(*rule, sample, rules.sla()); break;
            }
            if (!fault.empty()) {
                return rule->id() + ": " + fault;
            }
        }
    }
    for (const ReviewedExample& one : reviewExamples(rules)) {
        if (one.result.verdict.holds() == one.result.sentence.empty()) {
            return "an example that holds without a sentence: " + one.example->name;
        }
    }
    const std::vector<RuleError> findings = reviewRules(rules);
    return findings.empty() ? std::string() : errorsFault(findings, files);
}

}  // namespace

std::string ruleFault(std::string_view text)
{
    const std::vector<RuleFile> files = filesIn(text);
    const auto rules = RuleSet::read(files, vocabulary());
    const auto again = RuleSet::read(files, vocabulary());
    if (rules.has_value() != again.has_value()) {
        return "read again it is not the same";
    }
    if (!rules) {
        return rules.error() == again.error() ? errorsFault(rules.error(), files)
                                              : "read again the errors differ";
    }
    const auto tables = std::count_if(files.begin(), files.end(), isSla);
    if ((*rules)->all().size() + static_cast<std::size_t>(tables) != files.size()) {
        return "a file is missing from the set";
    }
    if ((*rules)->digest() != (*again)->digest()) {
        return "read again it is another set";
    }
    return setFault(**rules, files);
}

}  // namespace otto
