// SPDX-License-Identifier: Apache-2.0
#include "core/rules/ExampleReader.h"

#include "core/rules/ExampleMessage.h"

namespace otto {
namespace {

constexpr Duration kLongest = std::chrono::hours{24 * 400};

void readTime(TomlTable& table, std::string_view key, Instant& out)
{
    Duration at{0};
    table.duration(key, Duration{0}, kLongest, at);
    out = kExampleStart + at;
}

void readTime(TomlTable& table, std::string_view key, std::optional<Instant>& out)
{
    if (table.has(key)) {
        readTime(table, key, out.emplace());
    }
}

void readSurroundings(TomlTable& table, PaymentSurroundings& out)
{
    for (TomlTable& one : table.tables("questions")) {
        QuestionSeen question;
        one.require("name");
        one.text("name", question.name);
        one.number("attempt", 1, 100, question.attempt);
        readTime(one, "asked-at", question.askedAt);
        one.flag("answered", question.isAnswered);
        one.flag("given-up", question.hasGivenUp);
        readTime(one, "over-at", question.overAt);
        one.finish();
        out.questions.push_back(std::move(question));
    }
    for (TomlTable& one : table.tables("fixes")) {
        FixSeen fix;
        one.require("name");
        one.text("name", fix.name);
        readTime(one, "issued-at", fix.issuedAt);
        one.text("outcome", fix.outcome);
        readTime(one, "outcome-at", fix.outcomeAt);
        readTime(one, "outcome-due", fix.outcomeDue);
        one.flag("verified", fix.isVerified);
        one.finish();
        out.fixes.push_back(std::move(fix));
    }
    for (TomlTable& one : table.tables("orphans")) {
        OrphanSeen orphan;
        one.require("name");
        one.text("name", orphan.name);
        const auto& systems = WireNames<System>::names;
        if (const auto index = one.word("source", {systems.begin(), systems.end()})) {
            orphan.source = static_cast<System>(*index);
        }
        readTime(one, "at", orphan.at);
        orphan.id = MessageId("orphan-" + std::to_string(out.orphans.size() + 1));
        one.finish();
        out.orphans.push_back(std::move(orphan));
    }
}

RuleExample readExample(TomlTable& table)
{
    RuleExample example;
    example.line = static_cast<std::uint32_t>(table.begin().line);
    example.column = static_cast<std::uint32_t>(table.begin().column);
    example.subject = "PMT-1";
    for (const char* key : {"name", "expect", "now"}) {
        table.require(key);
    }
    table.text("name", example.name);
    if (const auto index = table.word("expect", {"fires", "quiet"})) {
        example.fires = *index == 0;
    }
    readTime(table, "now", example.now);
    table.text("subject", example.subject);
    ExampleMessages messages;
    for (TomlTable& one : table.tables("facts")) {
        if (auto message = messages.read(one)) {
            example.messages.push_back(*std::move(message));
        }
    }
    readSurroundings(table, example.surroundings);
    table.finish();
    return example;
}

}  // namespace

void readExamples(TomlTable& root, Rule::Definition& definition)
{
    for (TomlTable& table : root.tables("examples")) {
        definition.examples.push_back(readExample(table));
    }
}

}  // namespace otto
