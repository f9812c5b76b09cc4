// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/fixers/FixerPlan.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// Makes one plan from a fixer's description: fills and checks the form, and lets the fixer's code
/// say what only it knows.
class FixerPlanner
{
public:
    FixerPlanner(const FixerSpec& spec, const Payment& payment,
                 const std::map<std::string, std::string>& given, Instant now);

    [[nodiscard]] const Payment& payment() const { return m_payment; }
    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] System target() const { return m_plan.target; }

    /// The value after defaults and input; empty when there is none.
    /// @pre the description has such a parameter
    [[nodiscard]] const std::string& value(std::string_view name) const;
    /// The same read as its type; nothing when it is empty or was refused.
    [[nodiscard]] std::optional<Money> money(std::string_view name) const;
    [[nodiscard]] std::optional<Date> date(std::string_view name) const;
    [[nodiscard]] std::optional<Instant> time(std::string_view name) const;
    [[nodiscard]] std::optional<std::uint64_t> number(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
    /// A locked value that follows from another parameter.
    void set(std::string_view name, std::string value);

    /// Says whether a precondition of the description holds.
    /// @pre the description has one of that key
    void require(std::string_view key, bool holds);
    /// Keys judged so far.
    [[nodiscard]] std::set<std::string> judged() const;
    /// The evidence that the description asks for is at hand and fresh.
    [[nodiscard]] bool hasEvidence() const;
    void refuseParameter(const std::string& text);
    /// A second person must agree; `what` begins the sentence.
    void requireSecondPerson(const std::string& what);
    /// The same where `amount` is above the description's threshold. Another currency always is,
    /// because no exchange rate is known here.
    void requireSecondPersonAbove(const std::optional<Money>& amount, const std::string& what);

    /// The finished plan.
    FixerPlan finish(Body command);

private:
    [[nodiscard]] const FixerParameter* find(std::string_view name) const;
    FixerParameter* find(std::string_view name);
    void fillIn();
    void takeInput();
    void chooseTarget();
    void check(const FixerParameterSpec& spec, const FixerParameter& parameter);
    [[nodiscard]] std::string filledText(std::string text) const;

    const FixerSpec& m_spec;
    const Payment& m_payment;
    const std::map<std::string, std::string>& m_given;
    const Instant m_now;
    FixerPlan m_plan;
    std::map<std::string, bool, std::less<>> m_held;
    std::optional<Error> m_badParameter;
    std::optional<Error> m_secondPerson;
};

}  // namespace otto
