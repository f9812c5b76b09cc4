// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Facts.h"
#include "core/model/Feed.h"
#include "core/model/Payment.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// Everything a rule may look at. `now` is proven time (design 3.7), never a clock.
struct RuleInput
{
    /// Null for rules about feeds.
    const Payment* payment = nullptr;
    /// The source in question; only for rules about feeds.
    System feed = System::Otto;
    const FeedTable* feeds = nullptr;
    Instant now;
};

/// Does the rule hold, and when to look again although nothing was heard.
struct Verdict
{
    bool holds = false;
    std::optional<Instant> recheckAt;
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

/// What is to be done about a flag of this rule (domain.md 5, columns suspender and fixer).
struct RuleResponse
{
    /// Empty when none helps.
    std::string suspender;
    /// Ask it without a person.
    bool asksByItself = false;
    std::string fixer;
    std::string intent;
};

enum class RuleSubject : std::uint8_t { Payment, Feed };

/// A condition over one payment or one feed: a pure function of facts and proven time, with id,
/// name and version (domain.md 5). Stateless; any thread.
class Rule
{
public:
    virtual ~Rule() = default;

    [[nodiscard]] virtual std::string_view id() const = 0;
    [[nodiscard]] virtual std::string_view name() const = 0;
    [[nodiscard]] virtual std::uint32_t version() const { return 1; }
    [[nodiscard]] virtual RuleSubject subject() const { return RuleSubject::Payment; }
    [[nodiscard]] virtual RuleResponse response() const = 0;

    [[nodiscard]] virtual Verdict evaluate(const RuleInput& input) const = 0;
    /// @pre evaluate(input).holds
    [[nodiscard]] virtual Finding describe(const RuleInput& input) const = 0;
};

}  // namespace otto
