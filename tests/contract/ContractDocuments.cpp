// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/ContractDocuments.h"

#include "tests/contract/AsyncApiDocument.h"
#include "tests/contract/MessageSchema.h"
#include "tests/contract/Yaml.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace otto {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kTableBegin = "<!-- messages: made by otto_contract_schemas -->\n";
constexpr std::string_view kTableEnd = "<!-- end of messages -->\n";

std::string textOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw std::runtime_error("cannot read " + file.string());
    }
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

std::string joined(const Json& words)
{
    std::string out;
    for (const Json& word : words) {
        out += (out.empty() ? "" : ", ") + word.get<std::string>();
    }
    return out;
}

std::string topicPattern(const MessageKind& kind, const Json& writers)
{
    if (kind.role == MessageRole::JournalEntry) {
        return "sys.otto.Journal";
    }
    if (kind.role == MessageRole::Fact) {
        const std::string system =
            writers.size() == 1 ? writers[0].get<std::string>() : "&lt;system&gt;";
        return "fct." + system + "." + std::string(kind.name);
    }
    return "cmd.otto." + std::string(kind.name);
}

std::string messageTable(const Json& summaries)
{
    std::string out = "| message | topic `pc.<env>.pmt.` | from | to | what it says | schema |\n"
                      "|---|---|---|---|---|---|\n";
    for (const MessageKind& kind : messageKinds()) {
        const Json& row = summaries.at(schemaStem(kind));
        const bool asked = answerTo(kind) != nullptr;
        const bool answer = kind.role == MessageRole::Answer || kind.role == MessageRole::Outcome;
        const Json writers = asked ? Json::array({"otto"}) : row.at("by");
        out += "| " + std::string(kind.name) + " | " + topicPattern(kind, writers) + " | "
               + joined(writers) + " | "
               + (asked                                              ? joined(row.at("to"))
                  : answer || kind.role == MessageRole::JournalEntry ? "otto"
                                                                     : "all")
               + " | " + row.at("summary").get<std::string>() + " | [schema](schemas/"
               + schemaStem(kind) + ".schema.json) |\n";
    }
    return out;
}

std::string withTable(const std::string& readme, const std::string& table)
{
    const std::size_t begin = readme.find(kTableBegin);
    const std::size_t end = readme.find(kTableEnd);
    if (begin == std::string::npos || end == std::string::npos || end < begin) {
        throw std::runtime_error("README.md has no place for the message table");
    }
    return readme.substr(0, begin + kTableBegin.size()) + table + readme.substr(end);
}

}  // namespace

std::map<std::string, std::string> contractDocuments(const std::filesystem::path& summariesFile,
                                                     const std::filesystem::path& readmeFile)
{
    const Json summaries = Json::parse(textOf(summariesFile));
    std::map<std::string, std::string> out;
    for (const MessageKind& kind : messageKinds()) {
        const std::string stem = schemaStem(kind);
        const Json schema =
            messageSchema(kind, summaries.at(stem).at("summary").get<std::string>());
        out["schemas/" + stem + ".schema.json"] = schema.dump(2) + "\n";
    }
    out["schemas/envelope.schema.json"] = envelopeSchema().dump(2) + "\n";
    out["asyncapi.yaml"] = "# SPDX-License-Identifier: Apache-2.0\n"
                           "# Made by otto_contract_schemas from the types of core/contract.\n"
                           + yamlText(asyncApiDocument(summaries));
    out["README.md"] = withTable(textOf(readmeFile), messageTable(summaries));
    return out;
}

}  // namespace otto
