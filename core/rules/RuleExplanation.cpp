// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleExplanation.h"

#include "core/rules/RuleReader.h"
#include "core/rules/RuleText.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

/// Whether a condition is true; nothing when that is not known.
using Truth = std::optional<bool>;

/// The truth of an expression made of `&&`, `||` and `!` over conditions, with one condition turned
/// round.
class Skeleton
{
public:
    /// `truths` by part: what each condition that is not made of others came to.
    Skeleton(const std::vector<cel::Part>& parts, std::vector<Truth> truths)
        : m_parts(parts), m_truths(std::move(truths))
    {}

    /// A condition that is not itself made of others.
    static bool isLeaf(const cel::Part& part)
    {
        return part.type == cel::Type::boolean() && !part.isPerElement && !isLogic(part.kind);
    }
    [[nodiscard]] Truth truthWithFlipped(std::size_t leaf) const { return truth(0, leaf); }

private:
    static bool isLogic(cel::PartKind kind)
    {
        return kind == cel::PartKind::And || kind == cel::PartKind::Or
               || kind == cel::PartKind::Not;
    }
    /// `decisive` decides alone: false in a chain of `&&`, true in one of `||`.
    [[nodiscard]] Truth chain(const cel::Part& part, bool decisive, std::size_t flipped) const
    {
        bool isKnown = true;
        for (const std::size_t child : part.children) {
            const Truth own = truth(child, flipped);
            if (own == decisive) {
                return decisive;
            }
            isKnown = isKnown && own.has_value();
        }
        return isKnown ? Truth(!decisive) : std::nullopt;
    }
    // Recursion is bounded by Limits::kMaxNesting of the expression.
    [[nodiscard]] Truth truth(std::size_t index, std::size_t flipped) const
    {
        const cel::Part& part = m_parts[index];
        if (part.kind == cel::PartKind::And || part.kind == cel::PartKind::Or) {
            return chain(part, part.kind == cel::PartKind::Or, flipped);
        }
        const bool isNot = part.kind == cel::PartKind::Not;
        const Truth own = isNot ? truth(part.children.front(), flipped) : m_truths[index];
        return own && (isNot || index == flipped) ? Truth(!*own) : own;
    }

    const std::vector<cel::Part>& m_parts;
    std::vector<Truth> m_truths;
};

/// What each condition came to; those that short-circuiting skipped are evaluated by themselves.
std::vector<Truth> truthsOf(const cel::Program& program, const std::vector<cel::PartValue>& values,
                            const cel::Schema& schema, RuleScratch& scratch)
{
    const std::vector<cel::Part>& parts = program.parts();
    std::vector<Truth> out(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const cel::Part& part = parts[i];
        if (!Skeleton::isLeaf(part)) {
            continue;
        }
        cel::Value value = values[i].value;
        if (!values[i].wasEvaluated) {
            const auto text =
                std::string_view(program.text()).substr(part.begin, part.end - part.begin);
            const auto alone = cel::Program::compile(text, schema);
            value = alone ? alone->evaluate(scratch.variables, scratch.arena) : cel::Value::null();
        }
        if (value.isTrue() || value.isFalse()) {
            out[i] = value.isTrue();
        }
    }
    return out;
}

std::uint32_t depthOf(const std::vector<cel::Part>& parts, std::size_t index)
{
    std::uint32_t depth = 0;
    for (std::size_t at = parts[index].parent; at != cel::Part::kNone; at = parts[at].parent) {
        ++depth;
    }
    return depth;
}

/// The path a chain of fields reads, as Program::reads() spells it; empty for anything else.
std::string pathOf(const std::vector<cel::Part>& parts, std::size_t index)
{
    const cel::Part& part = parts[index];
    if (part.kind == cel::PartKind::Name) {
        return part.name;
    }
    const bool isField = part.kind == cel::PartKind::Field || part.kind == cel::PartKind::Has;
    if (!isField || part.children.empty()) {
        return {};
    }
    const std::string owner = pathOf(parts, part.children.front());
    return owner.empty() ? std::string() : owner + "." + part.name;
}

void addFacts(std::vector<FactKey>& out, const std::vector<cel::Part>& parts, std::size_t index,
              const PaymentScope& scope)
{
    for (std::size_t i = index; i < parts[index].endOfSubtree; ++i) {
        const std::string path = pathOf(parts, i);
        if (path.empty()) {
            continue;
        }
        for (FactKey& key : factsBehind(path, scope)) {
            if (std::find(out.begin(), out.end(), key) == out.end()) {
                out.push_back(std::move(key));
            }
        }
    }
}

ExplainedExpression explainExpression(const std::string& key, const cel::Program& program,
                                      const cel::Schema& schema, const PaymentScope* scope,
                                      RuleScratch& scratch)
{
    constexpr std::size_t kValueBytes = 400;
    ExplainedExpression out;
    out.key = key;
    out.text = program.text();
    const std::vector<cel::Part>& parts = program.parts();
    const std::vector<cel::PartValue> values =
        program.evaluateParts(scratch.variables, scratch.arena);
    const Skeleton skeleton(parts, truthsOf(program, values, schema, scratch));
    const bool isWholeTrue = !values.empty() && values.front().value.isTrue();
    const bool isWholeCondition = program.resultType() == cel::Type::boolean();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const cel::Part& part = parts[i];
        const bool isVariable = part.kind == cel::PartKind::Name && part.parent != cel::Part::kNone
                                && part.type.tag() == cel::Type::Tag::Record;
        if ((part.kind == cel::PartKind::Literal && i > 0) || isVariable) {
            continue;
        }
        ExplainedPart& explained = out.parts.emplace_back();
        explained.begin = part.begin;
        explained.end = part.end;
        explained.text = out.text.substr(part.begin, part.end - part.begin);
        explained.depth = depthOf(parts, i);
        explained.wasEvaluated = values[i].wasEvaluated;
        explained.isCondition = part.type == cel::Type::boolean();
        if (values[i].wasEvaluated) {
            explained.value = cel::toText(values[i].value, kValueBytes);
            explained.isTrue = values[i].value.isTrue();
        }
        explained.wouldFlip = isWholeCondition && Skeleton::isLeaf(part)
                              && skeleton.truthWithFlipped(i) == !isWholeTrue;
        if (scope != nullptr) {
            addFacts(explained.facts, parts, i, *scope);
        }
    }
    if (!values.empty()) {
        out.value = cel::toText(values.front().value, kValueBytes);
    }
    return out;
}

std::string flips(const ExplainedExpression& when, std::string_view word)
{
    std::string out;
    for (const ExplainedPart& part : when.parts) {
        if (part.wouldFlip) {
            out += (out.empty() ? "" : " or ") + part.text;
        }
    }
    return out.empty() ? std::string()
                       : " It would " + std::string(word) + " if this changed: " + out + ".";
}

std::string sentenceOf(const Verdict& verdict, const ExplainedExpression& when, Instant now)
{
    switch (verdict.state) {
    case RuleState::Holds:
        return "The condition holds"
               + (verdict.since ? " since " + verdict.since->text() + ", for "
                                      + durationText(now - *verdict.since)
                                : std::string())
               + "." + flips(when, "clear");
    case RuleState::Waiting:
        return "The condition holds since " + verdict.since->text()
               + ", but not long enough: it fires after " + verdict.due->text() + " unless "
               + "something changes.";
    case RuleState::Frozen:
        return "It would hold since " + verdict.since->text() + ", but "
               + std::string(wireName(*verdict.frozenBy))
               + " is silent, so nothing is proven: the rule waits until it speaks again.";
    case RuleState::Failed: return "It could not be evaluated: " + verdict.error + ".";
    case RuleState::Quiet: break;
    }
    return "The condition does not hold." + flips(when, "hold");
}

}  // namespace

std::string_view ruleStateName(RuleState state)
{
    constexpr std::array<std::string_view, 5> kNames{"quiet", "waiting", "holds", "frozen",
                                                     "failed"};
    return kNames[static_cast<std::size_t>(state)];
}

RuleExplanation explain(const Rule& rule, const RuleInput& input, const PaymentScope* scope,
                        RuleScratch& scratch)
{
    RuleExplanation out;
    out.ruleId = rule.id();
    out.ruleName = rule.name();
    out.ruleVersion = rule.version();
    out.now = input.now;
    out.verdict = rule.evaluate(input, scope, scratch);
    out.state = ruleStateName(out.verdict.state);
    if (input.payment != nullptr) {
        out.subject = input.payment->id.value;
    } else {
        out.subject = rule.subject() == RuleSubject::Feed
                          ? "feed:" + std::string(wireName(input.feed))
                          : "feed:" + rule.definition().keyName + ":" + std::string(input.key);
    }
    rule.bind(input, scope, scratch);
    const cel::Schema schema = ruleSchema(rule.definition());
    const bool isQuiet = out.verdict.state == RuleState::Quiet;
    for (const auto& [key, program] : rule.programs()) {
        // Times and severity of a condition that does not hold mean nothing.
        if (isQuiet && key != "when" && key != "clear") {
            continue;
        }
        out.expressions.push_back(explainExpression(key, *program, schema, scope, scratch));
    }
    const auto& parameters = rule.definition().parameters;
    const std::size_t first = scratch.variables.size() - parameters.size();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        out.parameters.emplace_back(parameters[i].name,
                                    peopleText(scratch.variables[first + i], scratch.arena));
    }
    out.sentence = sentenceOf(out.verdict, out.expressions.front(), input.now);
    return out;
}

}  // namespace otto
