// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerPlanner.h"

#include <algorithm>
#include <charconv>

namespace otto {
namespace {

std::uint32_t versionAt(const Payment& payment, System target)
{
    const SourceView& source = payment.source(target);
    std::uint32_t version = source.versionMax();
    if (source.status) {
        version = std::max(version, source.status.key.version);
    }
    if (target == System::Limits) {
        for (const LimitSlot& slot : payment.limits) {
            version = std::max(version, slot.key.version);
        }
    }
    return version;
}

std::vector<std::string> split(const std::string& text)
{
    std::vector<std::string> out;
    std::size_t from = 0;
    while (from <= text.size() && !text.empty()) {
        const std::size_t to = std::min(text.find(',', from), text.size());
        if (to > from) {
            out.push_back(text.substr(from, to - from));
        }
        from = to + 1;
    }
    return out;
}

std::optional<Money> parseMoney(const std::string& text)
{
    const std::size_t gap = text.find(' ');
    if (gap == std::string::npos) {
        return std::nullopt;
    }
    const auto money = Money::parse(text.substr(0, gap), text.substr(gap + 1));
    return money ? std::optional(*money) : std::nullopt;
}

std::optional<std::uint64_t> parseNumber(const std::string& text)
{
    std::uint64_t number = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

}  // namespace

FixerPlanner::FixerPlanner(const FixerSpec& spec, const Payment& payment,
                           const std::map<std::string, std::string>& given, Instant now)
    : m_spec(spec), m_payment(payment), m_given(given), m_now(now)
{
    m_plan.form = fixerParameters(spec);
    fillIn();
    takeInput();
    chooseTarget();
    m_plan.expectedVersion = versionAt(payment, m_plan.target);
    for (std::size_t i = 0; i < spec.parameters.size(); ++i) {
        check(spec.parameters[i], m_plan.form[i]);
    }
}

const FixerParameter* FixerPlanner::find(std::string_view name) const
{
    const auto it = std::find_if(m_plan.form.begin(), m_plan.form.end(),
                                 [name](const FixerParameter& one) { return one.name == name; });
    return it == m_plan.form.end() ? nullptr : &*it;
}

FixerParameter* FixerPlanner::find(std::string_view name)
{
    return const_cast<FixerParameter*>(std::as_const(*this).find(name));
}

void FixerPlanner::fillIn()
{
    for (std::size_t i = 0; i < m_spec.parameters.size(); ++i) {
        const FixerParameterSpec& described = m_spec.parameters[i];
        FixerParameter& parameter = m_plan.form[i];
        if (described.choicesFrom) {
            parameter.choices = described.choicesFrom->values(m_payment);
        }
        if (described.defaultFrom) {
            parameter.value = described.defaultFrom->text(m_payment);
        }
    }
}

void FixerPlanner::takeInput()
{
    for (const auto& [name, value] : m_given) {
        FixerParameter* known = find(name);
        if (known == nullptr) {
            refuseParameter("\"" + name + "\" is no parameter of this fixer.");
        } else if (!known->isLocked && !value.empty()) {
            known->value = value;
        }
    }
}

void FixerPlanner::chooseTarget()
{
    m_plan.target = m_spec.target.of(m_payment);
    if (m_spec.target.kind == ConversationTarget::Kind::Parameter) {
        const auto chosen = Open<System>::fromText(value(m_spec.target.parameter));
        if (chosen.isKnown()) {
            m_plan.target = chosen.known();
        }
    }
}

void FixerPlanner::check(const FixerParameterSpec& spec, const FixerParameter& parameter)
{
    const std::string& value = parameter.value;
    const std::string name = "\"" + parameter.name + "\"";
    if (value.empty()) {
        // A locked one that the payment does not tell is a matter of the preconditions.
        if (parameter.isRequired && !parameter.isLocked) {
            refuseParameter(name + " is missing.");
        }
        return;
    }
    const auto mustBe = [&](bool isSound, const std::string& what) {
        if (!isSound) {
            refuseParameter(name + " must be " + what + ".");
        }
    };
    const auto isChoice = [&](const std::string& one) {
        const auto& choices = parameter.choices;
        return std::find(choices.begin(), choices.end(), one) != choices.end();
    };
    switch (parameter.type) {
    case ParameterType::Text:
        mustBe(value.size() <= spec.maxLength,
               "at most " + std::to_string(spec.maxLength) + " bytes");
        break;
    case ParameterType::StatusName:
        mustBe(Open<PaymentStatus>::fromText(value).isKnown(), "a status");
        break;
    case ParameterType::Choice: mustBe(isChoice(value), "one of its choices"); break;
    case ParameterType::LimitWindows: {
        const std::vector<std::string> chosen = split(value);
        const std::set<std::string> distinct(chosen.begin(), chosen.end());
        mustBe(!chosen.empty() && std::all_of(chosen.begin(), chosen.end(), isChoice),
               "a list of windows that are held back");
        mustBe(distinct.size() == chosen.size(), "a list without repeats");
        break;
    }
    case ParameterType::Money: {
        const auto amount = parseMoney(value);
        mustBe(amount && amount->minor > 0, "an amount such as 125.50 USD");
        const auto most = spec.atMost ? parseMoney(spec.atMost->text(m_payment)) : std::nullopt;
        if (amount && most) {
            mustBe(amount->currency == most->currency && amount->minor <= most->minor,
                   "at most " + moneyText(*most));
        }
        break;
    }
    case ParameterType::Date: mustBe(Date::parse(value).has_value(), "a date"); break;
    case ParameterType::Time:
        mustBe(Instant::parse(value).has_value(), "a time such as 2026-03-02T17:00:00Z");
        break;
    case ParameterType::Number: {
        const auto number = parseNumber(value);
        mustBe(number && *number >= spec.min && *number <= spec.max,
               "a whole number from " + std::to_string(spec.min) + " on");
        break;
    }
    }
}

const std::string& FixerPlanner::value(std::string_view name) const
{
    static const std::string kNone;
    const FixerParameter* parameter = find(name);
    return parameter != nullptr ? parameter->value : kNone;
}

std::optional<Money> FixerPlanner::money(std::string_view name) const
{
    return parseMoney(value(name));
}

std::optional<Date> FixerPlanner::date(std::string_view name) const
{
    const auto parsed = Date::parse(value(name));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

std::optional<Instant> FixerPlanner::time(std::string_view name) const
{
    const auto parsed = Instant::parse(value(name));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

std::optional<std::uint64_t> FixerPlanner::number(std::string_view name) const
{
    return parseNumber(value(name));
}

std::vector<std::string> FixerPlanner::list(std::string_view name) const
{
    return split(value(name));
}

void FixerPlanner::set(std::string_view name, std::string value)
{
    if (FixerParameter* parameter = find(name)) {
        parameter->value = std::move(value);
    }
}

void FixerPlanner::require(std::string_view key, bool holds)
{
    m_held[std::string(key)] = holds;
}

std::set<std::string> FixerPlanner::judged() const
{
    std::set<std::string> keys;
    for (const auto& [key, holds] : m_held) {
        keys.insert(key);
    }
    return keys;
}

bool FixerPlanner::hasEvidence() const
{
    if (!m_spec.evidence) {
        return true;
    }
    const auto& search = m_payment.trnSearch;
    return search && search->value.conclusive && search->value.result.is(m_spec.evidence->result)
           && m_now - search->key.time < m_spec.evidence->youngerThan;
}

void FixerPlanner::refuseParameter(const std::string& text)
{
    if (!m_badParameter) {
        m_badParameter = Error{"BAD_PARAMETER", text};
    }
}

void FixerPlanner::requireSecondPerson(const std::string& what)
{
    if (!m_secondPerson) {
        m_secondPerson =
            Error{"SECOND_PERSON_REQUIRED",
                  what
                      + " needs a second person (risk class B), and approvals do not exist yet, so "
                        "it is refused."};
    }
}

void FixerPlanner::requireSecondPersonAbove(const std::optional<Money>& amount,
                                            const std::string& what)
{
    const std::optional<Money>& limit = m_spec.secondPersonAbove;
    const bool isBelow =
        amount && limit && amount->currency == limit->currency && amount->minor <= limit->minor;
    if (!isBelow) {
        requireSecondPerson(amount ? what + " " + moneyText(*amount) : what);
    }
}

std::string FixerPlanner::filledText(std::string text) const
{
    for (const FixerParameter& parameter : m_plan.form) {
        const std::string mark = "{" + parameter.name + "}";
        const std::size_t at = text.find(mark);
        if (at != std::string::npos) {
            text.replace(at, mark.size(), parameter.value.empty() ? "?" : parameter.value);
        }
    }
    return text;
}

FixerPlan FixerPlanner::finish(Body command)
{
    m_plan.command = std::move(command);
    for (const auto& [name, value] : m_given) {
        const FixerParameter* known = find(name);
        if (known != nullptr && known->isLocked && !value.empty() && value != known->value) {
            refuseParameter("\"" + name + "\" is fixed by the model to \"" + known->value + "\".");
        }
    }
    std::optional<Error> unknown;
    if (m_spec.needsVersion) {
        const std::string target(wireName(m_plan.target));
        const bool isKnown = m_plan.expectedVersion > 0;
        m_plan.preconditions.push_back(
            {"The payment's version at " + target + " is known", isKnown});
        if (!isKnown) {
            unknown = Error{"VERSION_UNKNOWN", "Nothing was heard from " + target
                                                   + " about this payment, so its version there is "
                                                     "not known; ask it first."};
        }
    }
    std::optional<Error> unmet;
    for (const PreconditionSpec& one : m_spec.preconditions) {
        const auto judged = m_held.find(one.key);
        const bool holds = judged != m_held.end() && judged->second;
        m_plan.preconditions.push_back({filledText(one.text), holds});
        if (!holds && !unmet) {
            unmet =
                Error{"PRECONDITION", "It may not be sent: \"" + m_plan.preconditions.back().text
                                          + "\" does not hold."};
        }
    }
    for (const auto& fault : {unknown, m_badParameter, unmet, m_secondPerson}) {
        if (fault && !m_plan.refusal) {
            m_plan.refusal = fault;
        }
    }
    return std::move(m_plan);
}

}  // namespace otto
