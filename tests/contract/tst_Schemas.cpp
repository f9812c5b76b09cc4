// SPDX-License-Identifier: Apache-2.0
#include "core/contract/MessageKind.h"
#include "tests/contract/AsyncApiDocument.h"
#include "tests/contract/ContractDocuments.h"
#include "tests/contract/ContractExamples.h"
#include "tests/contract/MessageSchema.h"

#include <QtTest>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace otto;

class tst_Schemas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void committedDocumentsAreUpToDate();
    void noSchemaIsLeftOver();
    void schemasTellRequiredFromOptional();
    void everyKindHasAnExample();
    void everyKindHasAnAsyncApiMessage();
    void questionsNameTheirStaticReplyChannel();
};

namespace {

const std::filesystem::path kSource = OTTO_SOURCE_DIR;
const std::filesystem::path kContract = kSource / "resources/contract";

std::map<std::string, std::string> documents()
{
    return contractDocuments(kSource / "tests/contract/summaries.json", kContract / "README.md");
}

std::string textOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

nlohmann::ordered_json summaries()
{
    return nlohmann::ordered_json::parse(textOf(kSource / "tests/contract/summaries.json"));
}

}  // namespace

void tst_Schemas::committedDocumentsAreUpToDate()
{
    for (const auto& [path, text] : documents()) {
        QVERIFY2(textOf(kContract / path) == text,
                 (path + " differs from the code: build otto_contract_schemas").c_str());
    }
}

void tst_Schemas::noSchemaIsLeftOver()
{
    const auto made = documents();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kContract / "schemas")) {
        if (entry.is_regular_file()) {
            const std::string path = std::filesystem::relative(entry.path(), kContract).string();
            QVERIFY2(made.contains(path), path.c_str());
        }
    }
}

void tst_Schemas::schemasTellRequiredFromOptional()
{
    const MessageKind* kind = findKind(TopicClass::Fact, "PaymentFailed");
    const auto schema = messageSchema(*kind, "s");
    QVERIFY(
        (schema.at("required") == nlohmann::ordered_json{"paymentId", "status", "failedStage"}));
    QCOMPARE(schema.at("properties").size(), std::size_t{8});
    QVERIFY((schema.at("properties").at("retryable").at("type")
             == nlohmann::ordered_json{"boolean", "null"}));
    QVERIFY(schema.at("properties").at("failedStage").at("type") == "string");
    QVERIFY(schema.at("additionalProperties") == true);

    const auto raised = messageSchema(*findKind(TopicClass::Internal, "FlagRaised"), "s");
    const auto& flag = raised.at("properties").at("flag");
    QVERIFY(flag.at("required")
            == messageSchema(*findKind(TopicClass::Fact, "PaymentFlagged"), "s").at("required"));
}

void tst_Schemas::everyKindHasAnExample()
{
    std::set<std::string> seen;
    for (const ContractExample& example : contractExamples()) {
        const std::string& file = example.file;
        const std::size_t slash = file.find('/') + 1;
        const std::size_t name = file.find('-', slash) + 1;
        seen.insert(file.substr(0, slash) + file.substr(name, file.find('.', name) - name));
    }
    for (const MessageKind& kind : messageKinds()) {
        QVERIFY2(seen.contains(schemaStem(kind)), schemaStem(kind).c_str());
    }
    QCOMPARE(seen.size(), messageKinds().size());
}

void tst_Schemas::everyKindHasAnAsyncApiMessage()
{
    const auto document = asyncApiDocument(summaries());
    const auto& messages = document.at("components").at("messages");
    QCOMPARE(messages.size(), messageKinds().size());
    for (const MessageKind& kind : messageKinds()) {
        const auto& message = messages.at(messageKey(kind));
        QCOMPARE(message.at("name").get<std::string>(), std::string(kind.name));
        const std::string payload = message.at("payload").at("$ref");
        QVERIFY(std::filesystem::exists(kContract / payload));
    }
    QCOMPARE(messages.at("GetTrnRq").at("correlationId").at("$ref").get<std::string>(),
             std::string("#/components/correlationIds/asked"));
    QCOMPARE(messages.at("GetTrnRs").at("correlationId").at("$ref").get<std::string>(),
             std::string("#/components/correlationIds/answer"));
}

void tst_Schemas::questionsNameTheirStaticReplyChannel()
{
    const auto document = asyncApiDocument(summaries());
    std::size_t asked = 0;
    for (const MessageKind& kind : messageKinds()) {
        const MessageKind* answer = answerTo(kind);
        if (answer == nullptr) {
            continue;
        }
        ++asked;
        const std::string name(kind.name);
        const std::string operation = kind.role == MessageRole::Question
                                          ? "ask" + name.substr(0, name.size() - 2)
                                          : "order" + name;
        const std::string reference =
            document.at("operations").at(operation).at("reply").at("channel").at("$ref");
        const std::string channel = reference.substr(reference.rfind('/') + 1);
        QCOMPARE(document.at("channels").at(channel).at("address").get<std::string>(),
                 "pc.{env}.pmt.cmd.otto." + std::string(answer->name));
    }
    QCOMPARE(asked, std::size_t{21});
}

QTEST_APPLESS_MAIN(tst_Schemas)
#include "tst_Schemas.moc"
