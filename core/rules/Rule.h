// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Program.h"
#include "core/contract/Facts.h"
#include "core/rules/FeedScope.h"
#include "core/rules/PaymentScope.h"
#include "core/rules/RefutedStatuses.h"
#include "core/rules/RuleExample.h"
#include "core/rules/RuleInput.h"
#include "core/rules/RuleReads.h"
#include "core/rules/TextTemplate.h"

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace otto {

/// Buffers that evaluations reuse; one thread at a time. What an evaluation gives out as text is
/// copied, so a scratch may be used again at once.
struct RuleScratch
{
    cel::Arena arena;
    /// By the slots of the rule that was bound last.
    std::vector<cel::Value> variables;
    FeedScope feed;
};

enum class RuleState : std::uint8_t {
    /// The condition does not hold.
    Quiet,
    /// It holds, but not long enough yet.
    Waiting,
    Holds,
    /// It would hold, but a feed that it reads is silent: nothing is proven (design 3.7).
    Frozen,
    /// An expression failed on this subject. Neither raises nor clears.
    Failed,
};

struct Verdict
{
    RuleState state = RuleState::Quiet;
    /// An open flag is to be cleared.
    bool clears = false;
    /// The raised severity applies.
    bool isHigh = false;
    /// When the condition began, and when it held long enough.
    std::optional<Instant> since;
    std::optional<Instant> due;
    /// When to look again although nothing was heard.
    std::optional<Instant> recheckAt;
    /// Look again when this one speaks.
    std::optional<System> frozenBy;
    /// Of Failed: the expression's key and the error.
    std::string error;

    [[nodiscard]] bool holds() const { return state == RuleState::Holds; }
};

/// What a person is told when a rule holds.
struct Finding
{
    Severity severity = Severity::Warn;
    /// One sentence with the actual values.
    std::string sentence;
    Observed observed;
    std::string expected;
    std::optional<Money> exposure;
    std::vector<FactKey> evidence;
    std::optional<Instant> dueAt;
};

/// What is to be done about a flag of a rule (domain.md 5, columns suspender and fixer).
struct RuleResponse
{
    /// Empty when none helps.
    std::string suspender;
    /// Ask it without a person.
    bool asksByItself = false;
    /// In the order in which to try them.
    std::vector<std::string> fixers;
    std::string intent;
};

/// Key: a participant, a debtor ... named by the rule's windows.
enum class RuleSubject : std::uint8_t { Payment, Feed, Key };

/// Counts payments by key over a span of time. Each payment counts at most once in a window, at the
/// time that `at` gives, so a window is a function of the payments and the time.
struct WindowDefinition
{
    std::string name;
    cel::Program at;
    std::optional<cel::Program> where;
    cel::Program key;
    std::optional<cel::Program> value;
    Duration over{0};
    /// So many slices of `over` before this one give mean and sigma; 0: none.
    std::uint32_t baseline = 0;
};

/// A value the expressions of a rule refer to as `params.<name>`, by rail.
struct RuleParameter
{
    std::string name;
    cel::Type type;
    cel::Value value;
    std::array<std::optional<cel::Value>, WireNames<Rail>::names.size()> byRail;
    /// Where the file names it.
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

/// A condition over one payment, feed or key: a pure function of facts and proven time, compiled
/// from a rule file (resources/rules/README.md, domain.md 5). Immutable after reading; any thread,
/// each with its own scratch.
class Rule
{
public:
    /// Everything a rule file says, compiled. Values of parameters refer to `texts`.
    struct Definition
    {
        std::string id;
        std::string name;
        std::uint32_t version = 1;
        RuleSubject subject = RuleSubject::Payment;
        /// What a key is: "participant", "debtor". Subjects of flags are `<keyName>:<key>`.
        std::string keyName;
        Severity severity = Severity::Warn;
        Severity highSeverity = Severity::Error;

        std::optional<cel::Program> when;
        std::optional<cel::Program> since;
        std::optional<cel::Program> wait;
        std::optional<cel::Program> clear;
        std::optional<cel::Program> highWhen;
        std::optional<cel::Program> highAfter;
        std::optional<cel::Program> exposure;
        std::optional<cel::Program> resolveWithin;
        TextTemplate text;
        TextTemplate expected;
        std::vector<std::pair<std::string, cel::Program>> observed;

        std::vector<RuleParameter> parameters;
        std::deque<std::string> texts;
        std::vector<WindowDefinition> windows;
        RuleResponse response;
        std::vector<RuleExample> examples;

        std::string file;
        std::string source;
    };

    explicit Rule(Definition definition);
    Rule(const Rule&) = delete;
    Rule& operator=(const Rule&) = delete;

    [[nodiscard]] const std::string& id() const { return m_definition.id; }
    [[nodiscard]] const std::string& name() const { return m_definition.name; }
    [[nodiscard]] std::uint32_t version() const { return m_definition.version; }
    [[nodiscard]] RuleSubject subject() const { return m_definition.subject; }
    [[nodiscard]] const RuleResponse& response() const { return m_definition.response; }
    [[nodiscard]] const Definition& definition() const { return m_definition; }
    [[nodiscard]] const RuleReads& reads() const { return m_reads; }
    /// Whether time alone can change its verdict.
    [[nodiscard]] bool usesTime() const { return m_definition.wait || m_usesNow; }

    /// Binds what all rules about payments share, forgetting what the scratch held.
    static void bindPayment(const RuleInput& input, const PaymentScope& scope,
                            RuleScratch& scratch);
    /// evaluate() for one rule about payments after the other. @pre bindPayment() with the same
    /// input and scope; since then only evaluateBound() and describe() used the scratch
    [[nodiscard]] Verdict evaluateBound(const RuleInput& input, const PaymentScope& scope,
                                        RuleScratch& scratch) const;
    /// `scope` is that of input.payment; null for rules about feeds and keys.
    [[nodiscard]] Verdict evaluate(const RuleInput& input, const PaymentScope* scope,
                                   RuleScratch& scratch) const;
    /// The merged statuses in which a payment cannot hold nor wait, whatever else there is to it:
    /// such a payment need not be evaluated unless it has an open flag.
    [[nodiscard]] const StatusSet& refuted() const { return m_refuted; }
    /// @pre the verdict on this input holds
    [[nodiscard]] Finding describe(const RuleInput& input, const PaymentScope* scope,
                                   const Verdict& verdict, RuleScratch& scratch) const;

    /// The feeds without which a deadline of this rule proves nothing, for that payment.
    [[nodiscard]] std::vector<System> feedsRead(const Payment& payment) const;
    /// Fills the scratch's variables for this rule's programs, forgetting what it held.
    void bind(const RuleInput& input, const PaymentScope* scope, RuleScratch& scratch) const;
    /// The same for the programs of its windows, which look at a payment.
    void bindWindow(const RuleInput& input, const PaymentScope& scope, RuleScratch& scratch) const;
    /// Every program of the rule but those of windows and texts.
    [[nodiscard]] std::vector<std::pair<std::string, const cel::Program*>> programs() const;

private:
    static void bindFeed(const RuleInput& input, System system, RuleScratch& scratch);
    void bindParameters(std::optional<Rail> rail, RuleScratch& scratch) const;
    [[nodiscard]] Verdict judgeBound(const RuleInput& input, RuleScratch& scratch) const;
    [[nodiscard]] Verdict judge(const RuleInput& input, RuleScratch& scratch) const;
    void judgeTime(const RuleInput& input, Verdict& verdict, RuleScratch& scratch) const;
    [[nodiscard]] std::optional<System> silentFeed(const RuleInput& input) const;
    void raiseSeverity(const RuleInput& input, Verdict& verdict, RuleScratch& scratch) const;

    Definition m_definition;
    RuleReads m_reads;
    StatusSet m_refuted;
    bool m_usesNow = false;
};

}  // namespace otto
