// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/EngineProcess.h"
#include "tests/support/kafka/KafkaBroker.h"
#include "tests/support/kafka/RawKafkaClient.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTest>

#include <optional>
#include <string>

using otto::Record;
using otto::test::EngineProcess;
using otto::test::KafkaBroker;
using otto::test::RawKafkaClient;

namespace {

constexpr int kSoonMs = 30'000;
constexpr int kKcatMs = 30'000;
const QString kPayment = QStringLiteral("PMT-BY-HAND");

/// Long enough ago that OT04's 30 seconds are over when it is read.
QString timeText(int secondsAgo)
{
    return QDateTime::currentDateTimeUtc().addSecs(-secondsAgo).toString(Qt::ISODateWithMs);
}

QString topic(const char* rest)
{
    return QStringLiteral("pc.qa.pmt.") + QLatin1String(rest);
}

/// A message in CloudEvents' structured mode: the whole event is the record's value.
QByteArray cloudEvent(const QString& name, const QString& system, const QString& id,
                      const QString& time, const QJsonObject& attributes, const QJsonObject& body)
{
    QJsonObject object{{"specversion", "1.0"},
                       {"id", id},
                       {"source", "/pc/qa/" + system},
                       {"type", "pc.pmt." + name + ".v1"},
                       {"subject", kPayment},
                       {"time", time},
                       {"datacontenttype", "application/json"},
                       {"partitionkey", kPayment},
                       {"correlationid", kPayment},
                       {"data", body}};
    for (auto it = attributes.begin(); it != attributes.end(); ++it)
        object.insert(it.key(), it.value());
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// What a publisher of facts must add: its own count per payment and per feed.
QJsonObject counts(int entityVersion, int sequence)
{
    return {{"entityversion", entityVersion},
            {"sequence", QString::number(sequence).rightJustified(20, QLatin1Char('0'))}};
}

/// Body and message id of the newest record of a topic about the payment, with that field.
std::optional<std::pair<std::string, QJsonObject>> newest(const RawKafkaClient& client,
                                                          const QString& topicName,
                                                          const QString& field,
                                                          const QString& value)
{
    const auto records = client.readAll(topicName.toStdString());
    if (!records)
        return std::nullopt;
    std::optional<std::pair<std::string, QJsonObject>> found;
    for (const Record& record : *records) {
        if (record.key != kPayment.toStdString() || !record.value)
            continue;
        const QJsonObject body =
            QJsonDocument::fromJson(QByteArray::fromStdString(*record.value)).object();
        if (body.value(field) == value)
            found.emplace(std::string(record.header("ce_id").value_or("")), body);
    }
    return found;
}

}  // namespace

/// What README's walk-through does: otto-engine on a real broker, and kcat for everybody else.
class tst_ByHand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void missingPostingIsFlaggedAndAskedFor();
    void answerShowsInTheTruthTableAndClearsTheFlag();
    void rubbishIsInQuarantine();
    void otherEnvironmentIsRefusedVisibly();
    void quietEngineEndsByItself();

private:
    /// Publishes with kcat, as a person would.
    void publish(const QString& topicName, const QByteArray& value,
                 const QStringList& headers = {"content-type=application/cloudevents+json"});

    std::optional<std::pair<std::string, QJsonObject>> flagOfOt04() const
    {
        return newest(*m_client, topic("fct.otto.PaymentFlagged"), "ruleId", "OT04");
    }
    std::optional<std::pair<std::string, QJsonObject>> getTrnRequest() const
    {
        return newest(*m_client, topic("cmd.otto.GetTrnRq"), "paymentId", kPayment);
    }

    KafkaBroker m_broker;
    std::optional<RawKafkaClient> m_client;
    EngineProcess m_engine;
};

void tst_ByHand::initTestCase()
{
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : started.error().text.c_str());
    auto client = RawKafkaClient::create(m_broker.bootstrapServers());
    QVERIFY(client);
    m_client.emplace(std::move(*client));
    m_engine.start({"--brokers", QString::fromStdString(m_broker.bootstrapServers()), "--env", "qa",
                    "--create-topics", "--operator", "op-1"});
    QTRY_COMPARE_WITH_TIMEOUT(m_engine.stats().value("duty"), QJsonValue("deciding"), kSoonMs);
}

void tst_ByHand::cleanupTestCase()
{
    if (m_engine.isRunning())
        m_engine.stop();
    if (QTest::currentTestFailed())
        qWarning("%s", m_engine.standardError().constData());
}

void tst_ByHand::publish(const QString& topicName, const QByteArray& value,
                         const QStringList& headers)
{
    QStringList arguments{
        "-P", "-q",      "-b", QString::fromStdString(m_broker.bootstrapServers()),
        "-t", topicName, "-k", kPayment};
    for (const QString& header : headers)
        arguments << "-H" << header;
    QProcess kcat;
    kcat.start("kcat", arguments);
    QVERIFY2(kcat.waitForStarted(kKcatMs), "kcat is not installed");
    kcat.write(value);
    kcat.closeWriteChannel();
    QVERIFY(kcat.waitForFinished(kKcatMs));
    QVERIFY2(kcat.exitCode() == 0, kcat.readAllStandardError().constData());
}

void tst_ByHand::missingPostingIsFlaggedAndAskedFor()
{
    publish(topic("fct.cpr.PaymentAdded"),
            cloudEvent("PaymentAdded", "cpr", "by-hand-1", timeText(40), counts(1, 1),
                       {{"paymentId", kPayment},
                        {"rail", "ZELLE"},
                        {"direction", "OUTBOUND"},
                        {"status", "RECEIVED"},
                        {"amount", QJsonObject{{"amount", "125.50"}, {"currency", "USD"}}}}));
    publish(topic("fct.zelle.PaymentStatusChanged"),
            cloudEvent("PaymentStatusChanged", "zelle", "by-hand-2", timeText(35), counts(1, 1),
                       {{"paymentId", kPayment}, {"status", "DEBIT_PENDING"}}));

    QTRY_VERIFY_WITH_TIMEOUT(flagOfOt04(), kSoonMs);
    QTRY_VERIFY_WITH_TIMEOUT(getTrnRequest(), kSoonMs);
    const auto [flagRecordId, flag] = *flagOfOt04();
    QCOMPARE(flag.value("ruleId"), QJsonValue("OT04"));
    QCOMPARE(flag.value("paymentId"), QJsonValue(kPayment));
    const auto [requestId, request] = *getTrnRequest();
    QCOMPARE(request.value("requestId").toString().toStdString(), requestId);
    QCOMPARE(request.value("target"), QJsonValue("wso2"));

    const QJsonArray flags = m_engine.list("Flags", {{"open", true}, {"ruleId", "OT04"}});
    QCOMPARE(flags.size(), 1);
    QCOMPARE(flags.at(0).toObject().value("flagId"), flag.value("flagId"));
    QCOMPARE(flags.at(0).toObject().value("ruleId"), QJsonValue("OT04"));
    const QJsonArray questions = m_engine.list("Suspenders");
    QCOMPARE(questions.size(), 1);
    QCOMPARE(questions.at(0).toObject().value("name"), QJsonValue("GetTrn"));
    QCOMPARE(questions.at(0).toObject().value("pending"), QJsonValue(true));
}

void tst_ByHand::answerShowsInTheTruthTableAndClearsTheFlag()
{
    const auto request = getTrnRequest();
    QVERIFY(request);
    const QString requestId = QString::fromStdString(request->first);
    const QJsonObject transaction{
        {"trnRcptId", "889120017"},
        {"eftTrnId", kPayment + "-D1"},
        {"drCr", "DEBIT"},
        {"amount", QJsonObject{{"amount", "125.50"}, {"currency", "USD"}}},
        {"postingState", "MEMO_POSTED"}};
    publish(topic("cmd.otto.GetTrnRs"),
            cloudEvent("GetTrnRs", "wso2", "by-hand-3", timeText(0), {{"causationid", requestId}},
                       {{"requestId", requestId},
                        {"result", "FOUND"},
                        {"conclusive", true},
                        {"asOf", timeText(0)},
                        {"transactions", QJsonArray{transaction}}}));

    QTRY_VERIFY_WITH_TIMEOUT(newest(*m_client, topic("fct.otto.FlagCleared"), "ruleId", "OT04"),
                             kSoonMs);
    const auto flag = flagOfOt04();
    const auto cleared = newest(*m_client, topic("fct.otto.FlagCleared"), "ruleId", "OT04");
    QCOMPARE(cleared->second.value("flagId"), flag->second.value("flagId"));
    QCOMPARE(cleared->second.value("clearReason"), QJsonValue("CONDITION_CLEARED"));
    QTRY_VERIFY_WITH_TIMEOUT(m_engine.list("Flags", {{"open", true}, {"ruleId", "OT04"}}).isEmpty(),
                             kSoonMs);

    const QJsonObject payment =
        m_engine.ask({{"query", "Payment"}, {"paymentId", kPayment}}).value("result").toObject();
    QCOMPARE(payment.value("status"), QJsonValue("DEBIT_PENDING"));
    bool isInTruthTable = false;
    const QJsonArray rows = payment.value("truth").toObject().value("rows").toArray();
    for (const QJsonValue& row : rows) {
        const QJsonObject cell = row.toObject().value("cells").toObject().value("wso2").toObject();
        isInTruthTable = isInTruthTable
                         || (cell.value("answer").toBool()
                             && cell.value("text").toString().contains("889120017"));
    }
    QVERIFY2(isInTruthTable, QJsonDocument(payment).toJson().constData());
    const QJsonArray questions = m_engine.list("Suspenders");
    QCOMPARE(questions.size(), 1);
    QCOMPARE(questions.at(0).toObject().value("state"), QJsonValue("answered"));
    QCOMPARE(questions.at(0).toObject().value("conclusive"), QJsonValue(true));
}

void tst_ByHand::rubbishIsInQuarantine()
{
    publish(topic("fct.cpr.PaymentAdded"), "rubbish", {});
    QTRY_COMPARE_WITH_TIMEOUT(m_engine.list("Quarantine").size(), 1, kSoonMs);
    const QJsonObject refused = m_engine.list("Quarantine").at(0).toObject();
    QCOMPARE(refused.value("topic"), QJsonValue(topic("fct.cpr.PaymentAdded")));
    QCOMPARE(refused.value("size"), QJsonValue(7));
    QCOMPARE(refused.value("head"), QJsonValue("rubbish"));
    QCOMPARE(refused.value("reason"), QJsonValue("no CloudEvents envelope"));
    QVERIFY(refused.value("offset").isDouble() && refused.value("partition").isDouble());
    QVERIFY(QDateTime::fromString(refused.value("time").toString(), Qt::ISODateWithMs).isValid());

    const QJsonObject record = m_engine
                                   .ask({{"query", "Record"},
                                         {"topic", refused.value("topic")},
                                         {"partition", refused.value("partition")},
                                         {"offset", refused.value("offset")}})
                                   .value("result")
                                   .toObject();
    QCOMPARE(record.value("value"), QJsonValue("rubbish"));
}

void tst_ByHand::otherEnvironmentIsRefusedVisibly()
{
    // The record says it comes from dev, the topic is of qa.
    QByteArray stray =
        cloudEvent("PaymentAdded", "cpr", "by-hand-9", timeText(0), counts(2, 2),
                   {{"paymentId", kPayment},
                    {"rail", "ZELLE"},
                    {"direction", "OUTBOUND"},
                    {"status", "RECEIVED"},
                    {"amount", QJsonObject{{"amount", "1.00"}, {"currency", "USD"}}}});
    stray.replace("/pc/qa/cpr", "/pc/dev/cpr");
    publish(topic("fct.cpr.PaymentAdded"), stray);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine.list("Quarantine").size(), 2, kSoonMs);
    bool isNamed = false;
    for (const QJsonValue& refused : m_engine.list("Quarantine"))
        isNamed = isNamed || refused.toObject().value("reason").toString().contains("/pc/dev/cpr");
    QVERIFY(isNamed);
}

void tst_ByHand::quietEngineEndsByItself()
{
    QCOMPARE(m_engine.stop(), 0);
    const QJsonObject first = m_engine.summary();
    // OT04, and OT01 for standing in DEBIT_PENDING.
    QCOMPARE(first.value("flagsRaised"), QJsonValue(2));
    QCOMPARE(first.value("flagsCleared"), QJsonValue(1));
    QCOMPARE(first.value("questionsAsked"), QJsonValue(1));
    QCOMPARE(first.value("answered"), QJsonValue(1));
    QCOMPARE(first.value("quarantined"), QJsonValue(2));

    // Another run reads the same history, finds nothing to do and ends when nothing comes.
    QProcess engine;
    engine.start(QStringLiteral(OTTO_ENGINE_PROGRAM),
                 {"--brokers", QString::fromStdString(m_broker.bootstrapServers()), "--env", "qa",
                  "--until-idle", "3"});
    QVERIFY(engine.waitForFinished(kSoonMs + kSoonMs));
    QCOMPARE(engine.exitCode(), 0);
    const QJsonObject summary = QJsonDocument::fromJson(engine.readAllStandardOutput()).object();
    QCOMPARE(summary.value("facts"), first.value("facts"));
    QCOMPARE(summary.value("quarantined"), QJsonValue(2));
    const auto flagged = m_client->readAll(topic("fct.otto.PaymentFlagged").toStdString());
    QVERIFY(flagged);
    QCOMPARE(flagged->size(), std::size_t{2});
    const auto asked = m_client->readAll(topic("cmd.otto.GetTrnRq").toStdString());
    QVERIFY(asked);
    QCOMPARE(asked->size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(tst_ByHand)
#include "tst_ByHand.moc"
