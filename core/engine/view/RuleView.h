// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Time.h"
#include "core/bus/RecordRef.h"
#include "core/contract/Vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace otto {

/// An example of a rule file and what came of it when the set was taken into use.
struct RuleExampleView
{
    std::string name;
    bool shouldFire = true;
    bool passed = false;
    /// `holds`, `waiting`, `quiet`, `frozen`, `failed`.
    std::string state;
    /// The flag's sentence when it fired, the error when it failed.
    std::string text;
};

/// A rule in force.
struct RuleView
{
    std::string id;
    std::string name;
    std::uint32_t version = 1;
    Severity severity = Severity::Warn;
    /// `payment`, `feed`, or the name of the key: `participant`.
    std::string subject;
    std::string file;
    /// The file's text.
    std::string source;
    std::string when;
    std::string suspender;
    bool asksByItself = false;
    std::vector<std::string> fixers;
    std::string intent;
    std::vector<RuleExampleView> examples;

    std::uint64_t openFlags = 0;
    /// By the desk's UTC day.
    std::uint64_t raisedToday = 0;
    /// Of those cleared today: all, and those that cleared with no fixer sent, so that nobody had
    /// to do anything.
    std::uint64_t clearedToday = 0;
    std::uint64_t clearedByItselfToday = 0;
    /// Since the set was taken into use.
    std::uint64_t evaluations = 0;
    std::uint64_t failures = 0;
    /// Of the latest failure; empty when there was none.
    std::string failure;
    /// Silent feeds that the rule reads: its deadlines wait for them.
    std::vector<System> frozenBy;
};

/// Why a set of rules was not taken into use.
struct RuleErrorView
{
    std::string file;
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    std::string text;
};

struct RulesView
{
    /// A folder, or "built in".
    std::string origin;
    std::string digest;
    Instant activeSince;
    std::vector<RuleView> rules;
    /// Of the latest set that was refused; empty when the latest was taken.
    std::vector<RuleErrorView> errors;
    std::optional<Instant> refusedAt;
};

struct ExplainedFactView
{
    System source = System::Otto;
    MessageId id;
    std::string name;
    Instant time;
    RecordRef at;
};

/// A part of an expression with the value it had.
struct ExplainedPartView
{
    std::string text;
    /// Bytes of the expression.
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint32_t depth = 0;
    /// Empty when it was not evaluated.
    std::string value;
    bool wasEvaluated = false;
    bool isCondition = false;
    bool isTrue = false;
    /// Were this alone the other way round, so would be the whole condition.
    bool wouldFlip = false;
    std::vector<ExplainedFactView> facts;
};

struct ExplainedExpressionView
{
    /// `when`, `since`, `for`, `clear`, `high.when`, `high.after`.
    std::string key;
    std::string text;
    std::string value;
    std::vector<ExplainedPartView> parts;
};

/// Why a rule holds on a subject, or why not.
struct ExplanationView
{
    std::string ruleId;
    std::string ruleName;
    std::uint32_t ruleVersion = 1;
    std::string subject;
    /// `holds`, `waiting`, `quiet`, `frozen`, `failed`.
    std::string state;
    /// Why, and what would change it.
    std::string sentence;
    /// Proven time at which it was so.
    Instant now;
    std::optional<Instant> since;
    /// When it held long enough, or will have.
    std::optional<Instant> due;
    /// When time alone may change it.
    std::optional<Instant> recheckAt;
    std::optional<System> frozenBy;
    /// Names and values of the parameters that apply.
    std::vector<std::pair<std::string, std::string>> parameters;
    std::vector<ExplainedExpressionView> expressions;
};

}  // namespace otto
