// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/AsyncApiDocument.h"

#include "tests/contract/MessageSchema.h"

#include <string>
#include <vector>

namespace otto {
namespace {

using Json = nlohmann::ordered_json;

Json reference(const std::string& target)
{
    return {{"$ref", target}};
}

std::string lowerFirst(std::string_view name)
{
    std::string out(name);
    out[0] = static_cast<char>(out[0] - 'A' + 'a');
    return out;
}

bool isAsked(const MessageKind& kind)
{
    return answerTo(kind) != nullptr;
}

std::string headersOf(const MessageKind& kind)
{
    if (kind.role == MessageRole::JournalEntry) {
        return "CommonHeaders";
    }
    if (isAsked(kind)) {
        return "AskedHeaders";
    }
    if (kind.role != MessageRole::Fact) {
        return "AnswerHeaders";
    }
    return kind.versionsPayment ? "PaymentFactHeaders" : "FactHeaders";
}

Json message(const MessageKind& kind, const Json& summaries)
{
    const bool answer = kind.role == MessageRole::Answer || kind.role == MessageRole::Outcome;
    Json out{{"name", kind.name},
             {"title", kind.name},
             {"summary", summaries.at(schemaStem(kind)).at("summary")},
             {"contentType", "application/json"},
             {"headers", reference("#/components/schemas/" + headersOf(kind))}};
    if (isAsked(kind) || answer) {
        out["correlationId"] =
            reference(std::string("#/components/correlationIds/") + (answer ? "answer" : "asked"));
    }
    out["payload"] = reference("./schemas/" + schemaStem(kind) + ".schema.json");
    return out;
}

Json channel(const std::string& address, const Json& systems,
             const std::vector<const MessageKind*>& kinds)
{
    Json out{{"address", address},
             {"parameters", {{"env", reference("#/components/parameters/env")}}}};
    if (!systems.is_null()) {
        out["parameters"]["system"] = {{"enum", systems}, {"description", "The publisher."}};
    }
    for (const MessageKind* kind : kinds) {
        const std::string key = messageKey(*kind);
        out["messages"][key] = reference("#/components/messages/" + key);
    }
    return out;
}

Json channels(const Json& summaries)
{
    Json out = Json::object();
    std::vector<const MessageKind*> journal;
    for (const MessageKind& kind : messageKinds()) {
        const std::string name(kind.name);
        if (kind.role == MessageRole::JournalEntry) {
            journal.push_back(&kind);
        } else if (kind.role == MessageRole::Fact) {
            out[lowerFirst(name)] =
                channel("pc.{env}.pmt.fct.{system}." + name, summaries.at(name).at("by"), {&kind});
        } else {
            out[lowerFirst(name)] = channel("pc.{env}.pmt.cmd.otto." + name, nullptr, {&kind});
        }
    }
    out["journal"] = channel("pc.{env}.pmt.sys.otto.Journal", nullptr, journal);
    return out;
}

Json operations(const Json& summaries)
{
    Json out = Json::object();
    for (const MessageKind& kind : messageKinds()) {
        const std::string name(kind.name);
        const Json here = reference("#/channels/" + lowerFirst(name));
        if (kind.role == MessageRole::Fact) {
            const bool own = summaries.at(name).at("by") == Json::array({"otto"});
            out[(own ? "publish" : "receive") + name] = {{"action", own ? "send" : "receive"},
                                                         {"channel", here}};
        } else if (isAsked(kind)) {
            const std::string answer(answerTo(kind)->name);
            const bool question = kind.role == MessageRole::Question;
            const std::string bare = question ? name.substr(0, name.size() - 2) : name;
            out[(question ? "ask" : "order") + bare] = {
                {"action", "send"},
                {"channel", here},
                {"summary", summaries.at(name).at("summary")},
                {"reply", {{"channel", reference("#/channels/" + lowerFirst(answer))}}}};
        }
    }
    const Json journal = reference("#/channels/journal");
    out["writeJournal"] = {{"action", "send"}, {"channel", journal}};
    out["readJournal"] = {{"action", "receive"}, {"channel", journal}};
    return out;
}

/// Binary mode: attributes are headers, all of them text.
Json headersSchema(const std::vector<std::string>& more)
{
    Json properties{{"content-type", {{"type", "string"}, {"const", "application/json"}}},
                    {"ce_specversion", {{"type", "string"}, {"const", "1.0"}}}};
    Json required{"ce_specversion"};
    std::vector<std::string> names{"ce_id",      "ce_source", "ce_type",
                                   "ce_subject", "ce_time",   "ce_correlationid"};
    names.insert(names.end(), more.begin(), more.end());
    for (const std::string& name : names) {
        properties[name] = {{"type", "string"}};
        required.push_back(name);
    }
    for (const char* name : {"ce_dataschema", "ce_partitionkey", "ce_causationid", "ce_traceparent",
                             "ce_recordedtime"}) {
        if (!properties.contains(name)) {
            properties[name] = {{"type", "string"}};
        }
    }
    return {{"type", "object"}, {"required", required}, {"properties", properties}};
}

}  // namespace

std::string messageKey(const MessageKind& kind)
{
    return (kind.role == MessageRole::JournalEntry ? "Journal" : "") + std::string(kind.name);
}

Json asyncApiDocument(const Json& summaries)
{
    Json messages = Json::object();
    for (const MessageKind& kind : messageKinds()) {
        messages[messageKey(kind)] = message(kind, summaries);
    }
    return {
        {"asyncapi", "3.0.0"},
        {"info",
         {{"title", "Otto message contract"},
          {"version", "1.0.0"},
          {"description",
           "Facts, questions, commands and the journal between Otto and the participating systems, "
           "over Kafka. README.md beside this file has the rules that a schema cannot say."},
          {"license",
           {{"name", "Apache-2.0"}, {"url", "https://www.apache.org/licenses/LICENSE-2.0"}}}}},
        {"defaultContentType", "application/json"},
        {"channels", channels(summaries)},
        {"operations", operations(summaries)},
        {"components",
         {{"parameters",
           {{"env",
             {{"enum", {"dev", "qa", "stg", "uat", "prod"}},
              {"description", "The environment."}}}}},
          {"correlationIds",
           {{"asked",
             {{"description", "The id of the question or command."},
              {"location", "$message.header#/ce_id"}}},
            {"answer",
             {{"description", "The id of the question or command that is answered."},
              {"location", "$message.header#/ce_causationid"}}}}},
          {"messages", messages},
          {"schemas",
           {{"CommonHeaders", headersSchema({})},
            {"FactHeaders", headersSchema({"ce_sequence"})},
            {"PaymentFactHeaders", headersSchema({"ce_sequence", "ce_entityversion"})},
            {"AskedHeaders", headersSchema({"ce_expirytime", "ce_replytopic", "ce_authtype",
                                            "ce_authid", "kafka_correlationId"})},
            {"AnswerHeaders", headersSchema({"ce_causationid"})}}}}}};
}

}  // namespace otto
