// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerReader.h"

#include "core/base/TomlTable.h"
#include "core/contract/MessageKind.h"

#include <algorithm>
#include <array>
#include <limits>

namespace otto {
namespace {

constexpr std::array<std::string_view, 8> kTypes{"text",   "status", "money", "limit-windows",
                                                 "choice", "date",   "time",  "number"};
constexpr std::array<std::string_view, 4> kRisks{"A", "B", "B>", "A/B"};
constexpr std::array<std::string_view, 2> kVersions{"known", "zero-allowed"};
constexpr std::array<std::string_view, 2> kResults{"FOUND", "NOT_FOUND"};
constexpr Duration kTimeoutMax{3'600'000};

template <std::size_t N>
std::vector<std::string_view> words(const std::array<std::string_view, N>& names)
{
    return {names.begin(), names.end()};
}

void needText(TomlTable& table, std::string_view key, std::string& out)
{
    table.require(key);
    table.text(key, out);
}

void readPath(TomlTable& table, std::string_view key, std::optional<PaymentPath>& out)
{
    std::string name;
    table.text(key, name);
    if (name.empty()) {
        return;
    }
    out = PaymentPath::named(name);
    if (!out) {
        std::string known;
        for (const std::string_view path : PaymentPath::names()) {
            known += (known.empty() ? "" : ", ") + std::string(path);
        }
        table.error(key, "expected one of " + known + " for '" + std::string(key) + "'");
    }
}

FixerParameterSpec readParameter(TomlTable table)
{
    FixerParameterSpec spec;
    FixerParameter& form = spec.form;
    form.isRequired = false;
    needText(table, "name", form.name);
    needText(table, "label", form.label);
    needText(table, "help", form.help);
    table.require("type");
    if (const auto type = table.word("type", words(kTypes))) {
        form.type = static_cast<ParameterType>(*type);
    }
    table.flag("required", form.isRequired);
    table.flag("locked", form.isLocked);
    table.texts("choices", form.choices);
    readPath(table, "choices-from", spec.choicesFrom);
    readPath(table, "default", spec.defaultFrom);
    table.text("value", form.value);
    if (form.type == ParameterType::Money) {
        readPath(table, "at-most", spec.atMost);
    }
    if (form.type == ParameterType::Text) {
        table.number("max-length", 1, 4096, spec.maxLength);
    }
    if (form.type == ParameterType::Number) {
        constexpr auto kMax = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
        table.number("min", 0, kMax, spec.min);
        table.number("max", spec.min, kMax, spec.max);
    }
    table.finish();
    const bool mustChoose = form.type == ParameterType::Choice
                            || form.type == ParameterType::StatusName
                            || form.type == ParameterType::LimitWindows;
    if (mustChoose && !form.isLocked && !table.has("choices") && !spec.choicesFrom) {
        table.error("type", "expected 'choices' or 'choices-from' for a parameter to choose");
    }
    if (form.isLocked && form.value.empty() && !spec.defaultFrom) {
        table.error("locked", "expected 'default' or 'value' for a locked parameter");
    }
    return spec;
}

/// `1000.00 USD`.
std::optional<Money> readMoney(TomlTable& table, std::string_view key)
{
    std::string text;
    table.text(key, text);
    const std::size_t gap = text.find(' ');
    if (text.empty()) {
        return std::nullopt;
    }
    const auto money =
        Money::parse(text.substr(0, gap), gap == std::string::npos ? "" : text.substr(gap + 1));
    if (!money || money->minor <= 0) {
        table.error(key,
                    "expected an amount such as \"1000.00 USD\" for '" + std::string(key) + "'");
        return std::nullopt;
    }
    return *money;
}

void readRisk(TomlTable& root, FixerSpec& spec)
{
    root.require("risk");
    if (const auto risk = root.word("risk", words(kRisks))) {
        constexpr std::array<RiskClass, 4> kClasses{RiskClass::A, RiskClass::B,
                                                    RiskClass::BAboveThreshold, RiskClass::AOrB};
        spec.risk = kClasses[*risk];
    }
    if (spec.risk == RiskClass::BAboveThreshold) {
        root.require("second-person-above");
        spec.secondPersonAbove = readMoney(root, "second-person-above");
    }
    needText(root, "risk-text", spec.riskText);
}

void readMessages(TomlTable& root, FixerSpec& spec)
{
    needText(root, "name", spec.name);
    needText(root, "outcome", spec.outcomeName);
    const MessageKind* command = findKind(TopicClass::Command, spec.name);
    if (command == nullptr || command->role != MessageRole::Command) {
        root.error("name", "expected the name of a command of the contract for 'name'");
    } else if (answerTo(*command)->name != spec.outcomeName) {
        root.error("outcome",
                   "expected " + std::string(answerTo(*command)->name) + " for 'outcome'");
    }
    std::string target;
    needText(root, "target", target);
    if (const auto parsed = ConversationTarget::parse(target)) {
        spec.target = *parsed;
    } else {
        root.error("target", "expected owner, rail-gateway, a system or parameter:<name> for "
                             "'target'");
    }
    needText(root, "target-text", spec.targetText);
}

void readLists(TomlTable& root, FixerSpec& spec)
{
    for (TomlTable& table : root.tables("parameters")) {
        spec.parameters.push_back(readParameter(table));
        const auto& last = spec.parameters.back().form.name;
        const auto same = std::count_if(spec.parameters.begin(), spec.parameters.end(),
                                        [&](const auto& one) { return one.form.name == last; });
        if (same > 1) {
            table.error("name", "expected another name than '" + last + "', which is taken");
        }
    }
    for (TomlTable& table : root.tables("preconditions")) {
        PreconditionSpec& one = spec.preconditions.emplace_back();
        needText(table, "key", one.key);
        needText(table, "text", one.text);
        table.finish();
    }
    root.require("reasons");
    for (TomlTable& table : root.tables("reasons")) {
        auto& [code, text] = spec.reasonCodes.emplace_back();
        needText(table, "code", code);
        needText(table, "text", text);
        table.finish();
    }
    const auto isParameter = [&](const FixerParameterSpec& one) {
        return one.form.name == spec.target.parameter;
    };
    if (spec.target.kind == ConversationTarget::Kind::Parameter
        && std::none_of(spec.parameters.begin(), spec.parameters.end(), isParameter)) {
        root.error("target", "expected a parameter '" + spec.target.parameter + "'");
    }
}

FixerSpec readFixer(TomlTable root)
{
    FixerSpec spec;
    needText(root, "id", spec.id);
    readMessages(root, spec);
    needText(root, "title", spec.title);
    needText(root, "description", spec.description);
    readRisk(root, spec);
    needText(root, "confirming-fact", spec.confirmingFact);
    root.require("timeout");
    root.duration("timeout", Duration{1000}, kTimeoutMax, spec.timeout);
    if (const auto version = root.word("version", words(kVersions))) {
        spec.needsVersion = *version == 0;
    }
    if (std::optional<TomlTable> table = root.table("evidence")) {
        EvidenceSpec& evidence = spec.evidence.emplace();
        needText(*table, "suspender", evidence.suspender);
        if (evidence.suspender != "GetTrn") {
            table->error("suspender", "expected GetTrn for 'suspender'");
        }
        table->require("result");
        if (const auto result = table->word("result", words(kResults))) {
            evidence.result = static_cast<AnswerResult>(*result);
        }
        table->require("younger-than");
        table->duration("younger-than", Duration{1000}, kTimeoutMax, evidence.youngerThan);
        table->finish();
    }
    readLists(root, spec);
    root.finish();
    return spec;
}

}  // namespace

Result<FixerSpec> readFixer(std::string_view toml, const std::string& file)
{
    TomlFault fault(file);
    try {
        const toml::table root = toml::parse(toml, file);
        FixerSpec spec = readFixer(TomlTable(root, "the file", fault));
        if (fault.isEmpty()) {
            return spec;
        }
    } catch (const toml::parse_error& error) {
        fault.report(error.source().begin, "expected TOML: " + std::string(error.description()));
    }
    return fail("BAD_FIXER", fault.text());
}

}  // namespace otto
