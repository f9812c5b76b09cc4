// SPDX-License-Identifier: Apache-2.0
#include "core/rules/ExampleMessage.h"

#include "core/contract/Codec.h"
#include "core/contract/MessageKind.h"
#include "core/rules/ParameterReader.h"
#include "core/rules/RuleExample.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace otto {
namespace {

constexpr std::string_view kEnv = "dev";

struct Default
{
    std::string_view kind;
    std::string_view field;
    std::string_view json;
};

constexpr std::string_view kAmount = R"({"amount":"125.50","currency":"USD"})";

/// What an example need not say; the README of the rules lists it.
constexpr std::array<Default, 22> kDefaults{{
    {"PaymentAdded", "rail", R"("ZELLE")"},
    {"PaymentAdded", "direction", R"("OUTBOUND")"},
    {"PaymentAdded", "status", R"("RECEIVED")"},
    {"PaymentAdded", "amount", kAmount},
    {"PaymentFailed", "status", R"("FAILED")"},
    {"PaymentFailed", "failedStage", R"("CORE_DEBIT")"},
    {"LimitsUpdated", "reservationId", R"("RSV-1")"},
    {"LimitsUpdated", "delta", kAmount},
    {"LimitsUpdated", "limits",
     R"([{"limitId":"ZELLE-OUT-DAILY","scope":"CUSTOMER","window":"2026-03-02",)"
     R"("used":{"amount":"125.50","currency":"USD"},)"
     R"("cap":{"amount":"2000.00","currency":"USD"}}])"},
    {"PaymentReconciled", "runId", R"("RUN-1")"},
    {"TrnAdded", "purpose", R"("DEBIT")"},
    {"TrnAdded", "eftTrnId", R"("PMT-1-D1")"},
    {"TrnAdded", "drCr", R"("DEBIT")"},
    {"TrnAdded", "amount", kAmount},
    {"TrnAdded", "trnRcptId", R"("R-1")"},
    {"HeartbeatEmitted", "intervalMs", "10000"},
    {"HeartbeatEmitted", "lastSequence", "1"},
    {"GetTrnRs", "transactions", "[]"},
    {"GetLimitsRs", "reservations", "[]"},
    {"GetLimitsRs", "windows", "[]"},
    {"GetReconItemRs", "runId", R"("RUN-1")"},
    {"GetPaymentRs", "status", R"("RECEIVED")"},
}};

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            constexpr std::string_view kHex = "0123456789abcdef";
            out += "\\u00";
            out += kHex[static_cast<unsigned char>(c) >> 4U];
            out += kHex[static_cast<unsigned char>(c) & 0xFU];
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string textJson(const std::string& text)
{
    if (const auto amount = parseAmount(text)) {
        return "{\"amount\":" + quoted(amount->amountText())
               + ",\"currency\":" + quoted(amount->currency.text()) + "}";
    }
    if (const auto time = parseDuration(text)) {
        return quoted((kExampleStart + *time).text());
    }
    return quoted(text);
}

std::string jsonOf(const toml::node& node)
{
    if (const auto* text = node.as_string()) {
        return textJson(text->get());
    }
    if (const auto* number = node.as_integer()) {
        return std::to_string(number->get());
    }
    if (const auto* flag = node.as_boolean()) {
        return flag->get() ? "true" : "false";
    }
    std::string out;
    if (const toml::array* array = node.as_array()) {
        for (const toml::node& one : *array) {
            out += (out.empty() ? "" : ",") + jsonOf(one);
        }
        return "[" + out + "]";
    }
    if (const toml::table* table = node.as_table()) {
        for (const auto& [key, value] : *table) {
            out += (out.empty() ? "" : ",") + quoted(key.str()) + ":" + jsonOf(value);
        }
        return "{" + out + "}";
    }
    // Dates and floats do not occur in the contract; the decoder refuses the empty text.
    return "\"\"";
}

struct Head
{
    std::string name;
    std::string from;
    std::string payment = "PMT-1";
    Duration at{0};
    bool isAnswer = false;
    std::uint32_t version = 0;
};

std::optional<Head> readHead(TomlTable& table)
{
    Head head;
    const std::size_t before = table.fault().errors().size();
    table.require("at");
    table.require("from");
    table.duration("at", Duration{0}, std::chrono::hours{24 * 400}, head.at);
    const auto& systems = WireNames<System>::names;
    if (const auto index = table.word("from", {systems.begin(), systems.end()})) {
        head.from = systems[*index];
    }
    table.text("payment", head.payment);
    table.number("version", 1, 1'000'000, head.version);
    head.isAnswer = table.has("answer");
    const char* const key = head.isAnswer ? "answer" : "fact";
    table.require(key);
    table.text(key, head.name);
    const TopicClass topicClass = head.isAnswer ? TopicClass::Command : TopicClass::Fact;
    if (!head.name.empty() && findKind(topicClass, head.name) == nullptr) {
        table.error(key,
                    "there is no " + std::string(key) + " '" + head.name + "' in the contract");
    }
    return table.fault().errors().size() > before ? std::nullopt : std::optional(head);
}

bool isHeadKey(std::string_view key)
{
    constexpr std::array<std::string_view, 6> kKeys{"at",     "from",    "fact",
                                                    "answer", "payment", "version"};
    return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

std::map<std::string, std::string> bodyOf(TomlTable& table, const Head& head)
{
    std::map<std::string, std::string> body;
    const std::string time = quoted((kExampleStart + head.at).text());
    if (head.name != "HeartbeatEmitted") {
        body["paymentId"] = quoted(head.payment);
    }
    if (head.isAnswer) {
        body.erase("paymentId");
        body["asOf"] = time;
        body["result"] = quoted("FOUND");
        body["conclusive"] = "true";
    }
    for (const Default& value : kDefaults) {
        if (value.kind == head.name) {
            body[std::string(value.field)] = value.json;
        }
    }
    for (const std::string& key : table.keys()) {
        if (!isHeadKey(key)) {
            body[key] = jsonOf(*table.node(key));
        }
    }
    return body;
}

}  // namespace

std::optional<Message> ExampleMessages::read(TomlTable& table)
{
    auto head = readHead(table);
    if (!head) {
        return std::nullopt;
    }
    const bool isHeartbeat = head->name == "HeartbeatEmitted";
    std::uint32_t version = 0;
    if (!isHeartbeat && !head->isAnswer) {
        std::uint32_t& latest = m_versions[{head->payment, head->from}];
        latest = head->version > 0 ? head->version : latest + 1;
        version = latest;
    }
    const std::string id = "example-" + std::to_string(++m_count);
    const std::string subject = isHeartbeat ? "feed" : head->payment;
    std::string json =
        R"({"specversion":"1.0","datacontenttype":"application/json","id":)" + quoted(id)
        + R"(,"source":)" + quoted("/pc/" + std::string(kEnv) + "/" + head->from) + R"(,"type":)"
        + quoted("pc.pmt." + head->name + ".v1") + R"(,"subject":)" + quoted(subject)
        + R"(,"partitionkey":)" + quoted(subject) + R"(,"correlationid":)" + quoted(subject)
        + R"(,"time":)" + quoted((kExampleStart + head->at).text());
    std::string sequence = std::to_string(m_count);
    sequence.insert(0, 20 - sequence.size(), '0');
    if (head->isAnswer) {
        json += R"(,"causationid":"example-question")";
    } else {
        json += R"(,"sequence":)" + quoted(sequence);
    }
    if (version > 0) {
        json += R"(,"entityversion":)" + std::to_string(version);
    }
    json += R"(,"data":{)";
    bool isFirst = true;
    for (const auto& [key, value] : bodyOf(table, *head)) {
        json += (isFirst ? "" : ",") + quoted(key) + ":" + value;
        isFirst = false;
    }
    json += "}}";

    Record record;
    record.topic = "pc." + std::string(kEnv) + ".pmt."
                   + (head->isAnswer ? "cmd.otto" : "fct." + head->from) + "." + head->name;
    record.key = subject;
    record.value = json;
    record.headers = {{"content-type", "application/cloudevents+json"}};
    Decoder decoder{std::string(kEnv)};
    auto message = decoder.decode(record);
    if (!message) {
        table.fault().report(table.begin(),
                             "expected a sound " + head->name + ": " + message.error().text);
        return std::nullopt;
    }
    // The contract lets unknown fields pass; in an example one is a slip of the pen.
    const std::string known = encodeBody(message->body);
    for (const std::string& key : table.keys()) {
        if (!isHeadKey(key) && known.find(quoted(key) + ":") == std::string::npos) {
            table.error(key, "there is no field '" + key + "' in " + head->name);
            return std::nullopt;
        }
    }
    return *std::move(message);
}

}  // namespace otto
