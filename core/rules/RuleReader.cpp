// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleReader.h"

#include "core/rules/BankingFunctions.h"
#include "core/rules/ExampleReader.h"
#include "core/rules/ExpressionReader.h"
#include "core/rules/ParameterReader.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace otto {
namespace {

constexpr std::array<std::string_view, 3> kSubjects{"payment", "feed", "key"};

bool isRuleId(std::string_view id)
{
    return id.size() == 4 && id.starts_with("OT") && std::isdigit(static_cast<unsigned char>(id[2]))
           && std::isdigit(static_cast<unsigned char>(id[3]));
}

bool isRuleName(std::string_view name)
{
    return std::all_of(name.begin(), name.end(), [](char c) {
        return std::isupper(static_cast<unsigned char>(c)) || c == '_';
    });
}

void readSeverity(TomlTable& table, Severity& out)
{
    const auto& names = WireNames<Severity>::names;
    if (const auto index = table.word("severity", {names.begin(), names.end()})) {
        out = static_cast<Severity>(*index);
    }
}

void readHead(TomlTable& root, Rule::Definition& definition)
{
    for (const char* key : {"id", "name", "version", "severity", "text", "when", "expected"}) {
        root.require(key);
    }
    root.text("id", definition.id);
    if (!definition.id.empty() && !isRuleId(definition.id)) {
        root.error("id", "expected an id such as OT05 for 'id'");
    }
    root.text("name", definition.name);
    if (!isRuleName(definition.name)) {
        root.error("name", "expected capital letters and underscores for 'name'");
    }
    root.number("version", 1, 1'000'000, definition.version);
    readSeverity(root, definition.severity);
    definition.highSeverity = definition.severity;
    if (const auto index = root.word("subject", {kSubjects.begin(), kSubjects.end()})) {
        definition.subject = static_cast<RuleSubject>(*index);
    }
    root.text("key-name", definition.keyName);
}

void readTimes(TomlTable& root, const ExpressionReader& reader, Rule::Definition& definition)
{
    definition.since = reader.expression(root, "since", cel::Type::timestamp());
    definition.wait = reader.expression(root, "for", cel::Type::duration());
    if (root.has("for") && !root.has("since")) {
        root.error("for", "expected 'since' beside 'for': the time at which the condition began");
    }
    definition.resolveWithin = reader.expression(root, "resolve-within", cel::Type::duration());
    if (auto high = root.table("high")) {
        high->require("severity");
        readSeverity(*high, definition.highSeverity);
        definition.highWhen = reader.expression(*high, "when", cel::Type::boolean());
        definition.highAfter = reader.expression(*high, "after", cel::Type::duration());
        if (!high->has("when") && !high->has("after")) {
            high->require("when");
        }
        if (high->has("after") && !root.has("since")) {
            high->error("after", "expected 'since' in the file beside 'after'");
        }
        high->finish();
    }
}

void readResponse(TomlTable& root, Rule::Definition& definition)
{
    RuleResponse& response = definition.response;
    auto table = root.table("response");
    if (!table) {
        return;
    }
    table->text("ask", response.suspender);
    table->flag("asks-by-itself", response.asksByItself);
    if (response.asksByItself && response.suspender.empty()) {
        table->error("asks-by-itself", "expected 'ask' beside 'asks-by-itself'");
    }
    if (response.asksByItself && definition.subject == RuleSubject::Feed) {
        table->error("asks-by-itself", "expected a rule about payments or keys for "
                                       "'asks-by-itself': a question names a payment");
    }
    table->texts("fixers", response.fixers);
    table->text("intent", response.intent);
    table->finish();
}

bool isVariableName(std::string_view name)
{
    return !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) != 0
           && std::all_of(name.begin(), name.end(), [](char c) {
                  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
              });
}

/// What a window may not look at: it counts a payment when a fact of it arrives and not again.
std::string beyondFacts(const std::vector<cel::Part>& parts, std::size_t index)
{
    const cel::Part& part = parts[index];
    if (part.kind == cel::PartKind::Name && (part.name == "now" || part.name == "source")) {
        return part.name;
    }
    const bool isField = part.kind == cel::PartKind::Field || part.kind == cel::PartKind::Has;
    constexpr std::array<std::string_view, 5> kAround{"questions", "fixes", "orphans", "lookalikes",
                                                      "isStartRead"};
    const bool isAround =
        isField && !part.children.empty()
        && parts[part.children.front()].type == cel::Type::record(&paymentRecord())
        && std::find(kAround.begin(), kAround.end(), part.name) != kAround.end();
    return isAround ? "payment." + part.name : std::string();
}

/// Reports each such place.
void refuseBeyondFacts(const ExpressionReader& reader, TomlTable& table, const std::string& key,
                       const std::optional<cel::Program>& program)
{
    cel::CompileErrors errors;
    for (std::size_t i = 0; program && i < program->parts().size(); ++i) {
        if (const std::string name = beyondFacts(program->parts(), i); !name.empty()) {
            const cel::Part& part = program->parts()[i];
            errors.push_back(cel::compileErrorAt(program->text(), part.begin, part.end,
                                                 "a window counts by the payment's own facts, so '"
                                                     + name + "' has no place in it"));
        }
    }
    reader.report(table, key, errors);
}

/// Appends the window's name to `names`, so that an error in it is not reported once more wherever
/// it is used.
void readWindow(TomlTable& table, std::string_view source, Rule::Definition& definition,
                std::vector<std::string>& names)
{
    for (const char* key : {"name", "at", "key", "over"}) {
        table.require(key);
    }
    const cel::Schema schema = windowSchema(definition);
    const ExpressionReader reader(source, schema);
    std::string name;
    table.text("name", name);
    if (table.has("name") && !isVariableName(name)) {
        table.error("name", "expected letters, digits and underscores for 'name'");
    } else if (std::find(names.begin(), names.end(), name) != names.end()) {
        table.error("name", "expected another name: there is a window '" + name + "' already");
    }
    auto at = reader.expression(table, "at", cel::Type::timestamp());
    auto key = reader.expression(table, "key", cel::Type::string());
    auto where = reader.expression(table, "where", cel::Type::boolean());
    auto value = reader.expression(table, "value", cel::Type::money());
    refuseBeyondFacts(reader, table, "at", at);
    refuseBeyondFacts(reader, table, "key", key);
    refuseBeyondFacts(reader, table, "where", where);
    refuseBeyondFacts(reader, table, "value", value);
    Duration over{0};
    table.duration("over", std::chrono::seconds{1}, std::chrono::hours{24}, over);
    std::uint32_t baseline = 0;
    table.number("baseline", 0, 100, baseline);
    table.finish();
    names.push_back(name);
    if (at && key) {
        definition.windows.push_back({name, *std::move(at), std::move(where), *std::move(key),
                                      std::move(value), over, baseline});
    }
}

/// Gives the names of all windows, also of faulty ones.
std::vector<std::string> readWindows(TomlTable& root, std::string_view source,
                                     Rule::Definition& definition)
{
    std::vector<std::string> names;
    for (TomlTable& table : root.tables("windows")) {
        readWindow(table, source, definition, names);
    }
    if (definition.subject == RuleSubject::Key && !root.has("windows")) {
        root.error("subject", "expected [[windows]] in a rule about keys");
    }
    if (definition.subject == RuleSubject::Key && definition.keyName.empty()) {
        root.error("subject", "expected 'key-name', such as \"participant\", in a rule about keys");
    }
    if (definition.subject != RuleSubject::Key && root.has("windows")) {
        root.error("windows", "expected subject = \"key\" for a rule with windows");
    }
    return names;
}

}  // namespace

cel::Schema windowSchema(const Rule::Definition& definition)
{
    cel::Schema schema;
    addBankingFunctions(schema);
    schema.addRecordType(&paymentRecord());
    schema.addVariable("payment", cel::Type::record(&paymentRecord()));
    schema.addVariable("source", cel::Type::record(&feedRecord()));
    schema.addVariable("now", cel::Type::timestamp());
    for (const RuleParameter& parameter : definition.parameters) {
        schema.addVariable("params." + parameter.name, parameter.type);
    }
    return schema;
}

cel::Schema ruleSchema(const Rule::Definition& definition)
{
    if (definition.subject == RuleSubject::Payment) {
        return windowSchema(definition);
    }
    cel::Schema schema;
    addBankingFunctions(schema);
    schema.addRecordType(&feedRecord());
    if (definition.subject == RuleSubject::Feed) {
        schema.addVariable("feed", cel::Type::record(&feedRecord()));
    } else {
        schema.addVariable("key", cel::Type::string());
        for (const WindowDefinition& window : definition.windows) {
            schema.addVariable("windows." + window.name, cel::Type::record(&windowRecord()));
        }
    }
    schema.addVariable("now", cel::Type::timestamp());
    for (const RuleParameter& parameter : definition.parameters) {
        schema.addVariable("params." + parameter.name, parameter.type);
    }
    return schema;
}

std::unique_ptr<const Rule> readRule(TomlTable root, std::string_view source,
                                     const std::string& file)
{
    Rule::Definition definition;
    definition.source = source;
    definition.file = file;
    readHead(root, definition);
    if (auto table = root.table("params")) {
        readParameters(*table, definition);
    }
    const std::vector<std::string> windows = readWindows(root, source, definition);
    cel::Schema schema = ruleSchema(definition);
    for (const std::string& name : windows) {
        if (definition.subject == RuleSubject::Key) {
            schema.addVariable("windows." + name, cel::Type::record(&windowRecord()));
        }
    }
    const ExpressionReader reader(source, schema);
    definition.when = reader.expression(root, "when", cel::Type::boolean());
    definition.clear = reader.expression(root, "clear", cel::Type::boolean());
    readTimes(root, reader, definition);
    definition.exposure = reader.expression(root, "exposure", cel::Type::money());
    definition.text = reader.text(root, "text");
    definition.expected = reader.text(root, "expected");
    if (auto observed = root.table("observed")) {
        for (const std::string& name : observed->keys()) {
            if (auto program = reader.expressionOfAnyType(*observed, name)) {
                definition.observed.emplace_back(name, *std::move(program));
            }
        }
    }
    readResponse(root, definition);
    readExamples(root, definition);
    root.finish();
    if (!root.isFileSound()) {
        return nullptr;
    }
    return std::make_unique<const Rule>(std::move(definition));
}

}  // namespace otto
