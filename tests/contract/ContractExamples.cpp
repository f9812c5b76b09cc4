// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/ContractExamples.h"

#include "core/contract/MessageKind.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace otto {
namespace {

using Json = nlohmann::ordered_json;

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

std::string topicOf(const Json& event, bool journal)
{
    if (journal) {
        return "pc.qa.pmt.sys.otto.Journal";
    }
    const std::string type = event.at("type");
    const std::string name = type.substr(7, type.rfind(".v") - 7);
    const std::string source = event.at("source");
    return findKind(TopicClass::Fact, name) != nullptr
               ? "pc.qa.pmt.fct." + source.substr(source.rfind('/') + 1) + "." + name
               : "pc.qa.pmt.cmd.otto." + name;
}

ContractExample example(const std::filesystem::path& file, bool journal)
{
    const std::string text = textOf(file);
    const Json event = Json::parse(text);
    ContractExample out;
    out.file = (journal ? "journal/" : "") + file.filename().string();
    out.structured.topic = topicOf(event, journal);
    out.structured.key = event.at("subject").get<std::string>();
    out.structured.headers = {{"content-type", "application/cloudevents+json; charset=UTF-8"}};
    out.structured.value = text;
    out.binary = out.structured;
    out.binary.headers = {{"content-type", "application/json"}};
    for (const auto& [name, value] : event.items()) {
        if (name != "data" && name != "datacontenttype") {
            out.binary.headers.push_back(
                {"ce_" + name, value.is_string() ? value.get<std::string>() : value.dump()});
        }
    }
    out.binary.value = event.at("data").dump();
    return out;
}

}  // namespace

std::vector<ContractExample> contractExamples()
{
    const std::filesystem::path folder =
        std::filesystem::path(OTTO_SOURCE_DIR) / "resources/contract/examples";
    std::vector<ContractExample> out;
    for (const bool journal : {false, true}) {
        for (const auto& entry :
             std::filesystem::directory_iterator(journal ? folder / "journal" : folder)) {
            if (entry.path().extension() == ".json") {
                out.push_back(example(entry.path(), journal));
            }
        }
    }
    std::sort(out.begin(), out.end(),
              [](const ContractExample& a, const ContractExample& b) { return a.file < b.file; });
    return out;
}

namespace {

const ContractExample& exampleNamed(const std::string& file)
{
    static const std::vector<ContractExample> examples = contractExamples();
    const auto it = std::find_if(examples.begin(), examples.end(),
                                 [&file](const ContractExample& e) { return e.file == file; });
    if (it == examples.end()) {
        throw std::runtime_error("no example " + file);
    }
    return *it;
}

}  // namespace

Record binaryExample(const std::string& file)
{
    return exampleNamed(file).binary;
}

Record structuredExample(const std::string& file)
{
    return exampleNamed(file).structured;
}

void setHeader(Record& record, const std::string& name, const std::string& value)
{
    removeHeader(record, name);
    record.headers.push_back({name, value});
}

void removeHeader(Record& record, const std::string& name)
{
    std::erase_if(record.headers, [&name](const Header& header) { return header.name == name; });
}

void replaceInValue(Record& record, const std::string& from, const std::string& to)
{
    const std::size_t at = record.value->find(from);
    if (at == std::string::npos) {
        throw std::runtime_error("no " + from + " in " + *record.value);
    }
    record.value->replace(at, from.size(), to);
}

Record delivered(const OutgoingRecord& record)
{
    Record out;
    out.topic = record.topic;
    out.partition = record.partition.value_or(0);
    out.key = record.key;
    out.headers = record.headers;
    out.value = record.value;
    return out;
}

}  // namespace otto
