// SPDX-License-Identifier: Apache-2.0
#include "core/suspenders/SuspenderReader.h"

#include "core/base/TomlTable.h"
#include "core/contract/MessageKind.h"

namespace otto {
namespace {

constexpr Duration kTimeoutMax{3'600'000};
constexpr std::uint64_t kAttemptsMax = 10;

void needText(TomlTable& table, std::string_view key, std::string& out)
{
    table.require(key);
    table.text(key, out);
}

SuspenderParameterSpec readParameter(TomlTable table)
{
    SuspenderParameterSpec spec;
    needText(table, "name", spec.name);
    needText(table, "label", spec.label);
    needText(table, "help", spec.help);
    table.flag("required", spec.isRequired);
    std::string path;
    needText(table, "default", path);
    spec.defaultFrom = PaymentPath::named(path);
    if (!path.empty() && !spec.defaultFrom) {
        std::string known;
        for (const std::string_view name : PaymentPath::names()) {
            known += (known.empty() ? "" : ", ") + std::string(name);
        }
        table.error("default", "expected one of " + known + " for 'default'");
    }
    table.finish();
    return spec;
}

SuspenderSpec readSuspender(TomlTable root)
{
    SuspenderSpec spec;
    needText(root, "name", spec.name);
    const MessageKind* question = findKind(TopicClass::Command, spec.name + "Rq");
    if (question == nullptr || question->role != MessageRole::Question) {
        root.error("name", "expected the name of a question of the contract for 'name'");
    }
    needText(root, "title", spec.title);
    needText(root, "description", spec.description);
    std::string target;
    needText(root, "target", target);
    const auto parsed = ConversationTarget::parse(target);
    if (parsed && parsed->kind != ConversationTarget::Kind::Parameter) {
        spec.target = *parsed;
    } else {
        root.error("target", "expected owner, rail-gateway or a system for 'target'");
    }
    needText(root, "target-text", spec.targetText);
    needText(root, "asks-by", spec.asksBy);
    needText(root, "answers", spec.answers);
    if (const auto subject = root.word("subject", {"payment", "feed"})) {
        spec.isAboutFeed = *subject == 1;
    }
    root.require("timeout");
    root.duration("timeout", Duration{1000}, kTimeoutMax, spec.timeout);
    root.require("attempts");
    root.number("attempts", 1, kAttemptsMax, spec.attempts);
    for (TomlTable& table : root.tables("parameters")) {
        spec.parameters.push_back(readParameter(table));
    }
    root.finish();
    return spec;
}

}  // namespace

Result<SuspenderSpec> readSuspender(std::string_view toml, const std::string& file)
{
    TomlFault fault(file);
    try {
        const toml::table root = toml::parse(toml, file);
        SuspenderSpec spec = readSuspender(TomlTable(root, "the file", fault));
        if (fault.isEmpty()) {
            return spec;
        }
    } catch (const toml::parse_error& error) {
        fault.report(error.source().begin, "expected TOML: " + std::string(error.description()));
    }
    return fail("BAD_SUSPENDER", fault.text());
}

}  // namespace otto
