// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleSet.h"

#include "core/base/Digest.h"
#include "core/base/EmbeddedText.h"
#include "core/base/TomlText.h"
#include "core/rules/PlainDesk.h"
#include "core/rules/RuleReader.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>

namespace otto {

std::span<const EmbeddedText> ruleTexts();

namespace {

constexpr std::string_view kSlaFile = "sla.toml";

bool isSlaFile(std::string_view file)
{
    return file == kSlaFile || file.ends_with("/sla.toml");
}

/// Calls `reader` with the file's root table; what is wrong is appended to `errors`.
template <typename F>
auto readFile(const RuleFile& file, std::vector<RuleError>& errors, F&& reader)
    -> std::optional<decltype(reader(std::declval<TomlTable>()))>
{
    TomlFault fault(file.file);
    std::optional<decltype(reader(std::declval<TomlTable>()))> out;
    if (const auto root = parseToml(file.text, file.file, fault)) {
        out = reader(TomlTable(*root, "the file", fault));
    }
    for (const TomlError& error : fault.errors()) {
        errors.push_back({file.file, error.line, error.column, error.text});
    }
    return fault.isEmpty() ? std::move(out) : std::nullopt;
}

/// The place in the file of `word` in quotes at or after the first line that starts with the key.
RuleError errorAt(const Rule& rule, std::string_view key, std::string_view word, std::string text)
{
    const std::string& source = rule.definition().source;
    RuleError error{rule.definition().file, 1, 1, std::move(text)};
    const bool isFirst = source.starts_with(std::string(key) + " ");
    const std::size_t line = isFirst ? 0 : source.find("\n" + std::string(key) + " ");
    const std::size_t at = source.find('"' + std::string(word) + '"', line);
    if (line == std::string::npos || at == std::string::npos) {
        return error;
    }
    const std::string_view before = std::string_view(source).substr(0, at);
    error.line += static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
    // Without a line break rfind gives npos, whose successor is 0.
    error.column += static_cast<std::uint32_t>(at - (before.rfind('\n') + 1));
    return error;
}

bool isAmong(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

void checkResponse(const Rule& rule, const RuleVocabulary& vocabulary,
                   std::vector<RuleError>& errors)
{
    const RuleResponse& response = rule.response();
    if (!response.suspender.empty() && !isAmong(vocabulary.suspenders, response.suspender)) {
        errors.push_back(errorAt(rule, "ask", response.suspender,
                                 "there is no suspender '" + response.suspender + "'"));
    }
    for (const std::string& fixer : response.fixers) {
        if (!isAmong(vocabulary.fixers, fixer)) {
            errors.push_back(errorAt(rule, "fixers", fixer, "there is no fixer '" + fixer + "'"));
        }
    }
}

}  // namespace

std::string RuleError::sentence() const
{
    return file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + text;
}

tl::expected<std::shared_ptr<const RuleSet>, std::vector<RuleError>> RuleSet::read(
    std::span<const RuleFile> files, const RuleVocabulary& vocabulary)
{
    std::vector<RuleError> errors;
    const std::shared_ptr<RuleSet> set(new RuleSet);
    std::map<std::string, const Rule*> byId;
    bool hasSla = false;
    std::vector<std::string> texts;
    for (const RuleFile& file : files) {
        texts.push_back(file.text);
        if (isSlaFile(file.file)) {
            hasSla = true;
            if (const auto sla = readFile(file, errors, SlaTable::read)) {
                set->m_sla = *sla;
            }
            continue;
        }
        auto rule = readFile(
            file, errors, [&file](TomlTable root) { return readRule(root, file.text, file.file); });
        if (!rule || *rule == nullptr) {
            continue;
        }
        checkResponse(**rule, vocabulary, errors);
        const auto [known, isNew] = byId.emplace((*rule)->id(), rule->get());
        if (isNew) {
            set->m_rules.push_back(*std::move(rule));
        } else {
            errors.push_back(errorAt(**rule, "id", (*rule)->id(),
                                     "rule " + (*rule)->id() + " is also in "
                                         + known->second->definition().file));
        }
    }
    if (!hasSla) {
        errors.push_back({"sla.toml", 1, 1, "expected the file sla.toml among the rule files"});
    }
    if (!errors.empty()) {
        return tl::unexpected(std::move(errors));
    }
    std::sort(set->m_rules.begin(), set->m_rules.end(),
              [](const auto& a, const auto& b) { return a->id() < b->id(); });
    for (const auto& rule : set->m_rules) {
        std::vector<ExampleResult>& results = set->m_results.emplace_back();
        for (const RuleExample& example : rule->definition().examples) {
            results.push_back(runExample(*rule, example, set->m_sla));
        }
        switch (rule->subject()) {
        case RuleSubject::Payment: set->m_payment.push_back(rule.get()); break;
        case RuleSubject::Feed: set->m_feed.push_back(rule.get()); break;
        case RuleSubject::Key: set->m_key.push_back(rule.get()); break;
        }
    }
    std::sort(texts.begin(), texts.end());
    for (const std::string& text : texts) {
        set->m_digest = digestHex({set->m_digest, text}).substr(0, 16);
    }
    return set;
}

std::shared_ptr<const RuleSet> RuleSet::builtIn(const RuleVocabulary& vocabulary)
{
    auto set = read(builtInRuleFiles(), vocabulary);
    if (!set) {
        // A build whose own catalogue is unsound; the catalogue's test says so first.
        std::fprintf(stderr, "%s\n", set.error().front().sentence().c_str());
        std::abort();
    }
    return *std::move(set);
}

const Rule* RuleSet::find(std::string_view id) const
{
    const auto it = std::find_if(m_rules.begin(), m_rules.end(),
                                 [id](const auto& rule) { return rule->id() == id; });
    return it == m_rules.end() ? nullptr : it->get();
}

std::vector<RuleFile> builtInRuleFiles()
{
    std::vector<RuleFile> out;
    for (const EmbeddedText& text : ruleTexts()) {
        out.push_back({std::string(text.name), std::string(text.text)});
    }
    return out;
}

}  // namespace otto
