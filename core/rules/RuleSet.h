// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/Rule.h"
#include "core/rules/SlaTable.h"

#include <tl/expected.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// A rule file as text; `file` is what errors name.
struct RuleFile
{
    std::string file;
    std::string text;
};

/// What is wrong in a rule file, and where; lines and columns from 1.
struct RuleError
{
    std::string file;
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    std::string text;

    /// `file:line:column: text`.
    [[nodiscard]] std::string sentence() const;
    friend bool operator==(const RuleError&, const RuleError&) = default;
};

/// What came of an example.
struct ExampleResult
{
    bool passed = false;
    Verdict verdict;
    /// The flag's sentence when it fired.
    std::string sentence;
};

/// Names that a rule's response may use.
struct RuleVocabulary
{
    std::vector<std::string> suspenders;
    std::vector<std::string> fixers;
};

/// The rules in force and the SLA table they refer to, read as a whole (resources/rules).
/// Immutable: a change makes another set. Any thread.
class RuleSet
{
public:
    /// All files or none: with any error there is no set. One of the files is `sla.toml`. Errors
    /// come in the order of files and places.
    static tl::expected<std::shared_ptr<const RuleSet>, std::vector<RuleError>> read(
        std::span<const RuleFile> files, const RuleVocabulary& vocabulary);

    /// The catalogue this program was built with; its files are in builtInRuleFiles().
    static std::shared_ptr<const RuleSet> builtIn(const RuleVocabulary& vocabulary);

    [[nodiscard]] const std::vector<std::unique_ptr<const Rule>>& all() const { return m_rules; }
    /// In the order of their ids.
    [[nodiscard]] const std::vector<const Rule*>& paymentRules() const { return m_payment; }
    [[nodiscard]] const std::vector<const Rule*>& feedRules() const { return m_feed; }
    [[nodiscard]] const std::vector<const Rule*>& keyRules() const { return m_key; }
    /// What came of a rule's examples when the set was read, by the rule's place in all().
    [[nodiscard]] const std::vector<ExampleResult>& exampleResults(std::size_t rule) const
    {
        return m_results[rule];
    }
    /// Null when unknown.
    [[nodiscard]] const Rule* find(std::string_view id) const;
    [[nodiscard]] const SlaTable& sla() const { return m_sla; }
    /// Of all files, so that two desks can tell whether they run the same rules.
    [[nodiscard]] const std::string& digest() const { return m_digest; }

private:
    RuleSet() = default;

    std::vector<std::unique_ptr<const Rule>> m_rules;
    std::vector<const Rule*> m_payment;
    std::vector<const Rule*> m_feed;
    std::vector<const Rule*> m_key;
    std::vector<std::vector<ExampleResult>> m_results;
    SlaTable m_sla;
    std::string m_digest;
};

/// The files of the catalogue this program was built with.
std::vector<RuleFile> builtInRuleFiles();

}  // namespace otto
