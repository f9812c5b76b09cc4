// SPDX-License-Identifier: Apache-2.0
#include "core/bus/Record.h"
#include "tests/e2e/EngineProcess.h"
#include "tests/support/kafka/KafkaBroker.h"
#include "tests/support/kafka/RawKafkaClient.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using otto::Record;
using otto::test::EngineProcess;
using otto::test::KafkaBroker;
using otto::test::RawKafkaClient;

namespace {

constexpr int kSoonMs = 30'000;
/// OT04 waits 30 s, OT05 two minutes; both count from when a payment came to be so.
constexpr int kAmbiguousMs = 90'000;
constexpr int kLimitsMs = 240'000;
/// A dead engine's duty is free after its lease of 10 s.
constexpr int kTakeOverMs = 60'000;
constexpr int kReportedWithinMs = 5'000;
constexpr std::array kSystems{"cpr", "zelle", "wso2", "limits", "recon"};

QString topic(const char* rest)
{
    return QStringLiteral("pc.qa.pmt.") + QLatin1String(rest);
}

QString text(const QJsonValue& object, const char* field)
{
    return object.toObject().value(QLatin1String(field)).toString();
}

/// The first entry for which the test holds.
template <typename Holds>
std::optional<QJsonObject> findIn(const QJsonArray& list, Holds holds)
{
    for (const QJsonValue& entry : list) {
        if (holds(entry.toObject()))
            return entry.toObject();
    }
    return std::nullopt;
}

}  // namespace

/// The whole product as processes on a real broker: one otto-sim for each system, and otto-engine.
/// The tests build on each other, in this order, and share the two waiting times of the rules.
class tst_EndToEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void everySystemIsHeard();
    void flagIsRaisedAskedAboutAndCleared();
    void fixerSentByHandIsVerified();
    void secondEngineIsReadOnlyAndSaysSo();
    void killedEngineRepeatsNothing();
    void restoredLimitClearsItsFlag();
    void brokerOutageIsReportedAndSurvived();
    void enginesEndCleanly();

private:
    [[nodiscard]] QStringList engineArguments(const QString& operatorId) const;
    void startSystem(const char* system);
    /// All records of a topic as [message id, body].
    [[nodiscard]] std::vector<std::pair<std::string, QJsonObject>> bodies(const char* name) const;
    /// Message ids, or that field of the bodies, that stand in the topic more than once.
    [[nodiscard]] QStringList repeated(const char* name, const char* field = nullptr) const;
    void verifyNothingIsRepeated() const;
    /// Sends a fixer with the parameters that its form suggests; gives the command id.
    QString sendFixer(const QString& name, const QString& paymentId, const QString& reasonCode);
    [[nodiscard]] QString fixState(const QString& commandId);

    KafkaBroker m_broker;
    std::optional<RawKafkaClient> m_client;
    EngineProcess m_engine;
    EngineProcess m_second;
    std::vector<std::unique_ptr<QProcess>> m_systems;
};

void tst_EndToEnd::initTestCase()
{
    const auto started = m_broker.start();
    QVERIFY2(started, started ? "" : started.error().text.c_str());
    auto client = RawKafkaClient::create(m_broker.bootstrapServers());
    QVERIFY(client);
    m_client.emplace(std::move(*client));
    m_engine.start(engineArguments("op-1") << "--create-topics");
    QTRY_COMPARE_WITH_TIMEOUT(m_engine.stats().value("duty"), QJsonValue("deciding"), kSoonMs);
    for (const char* system : kSystems)
        startSystem(system);
}

void tst_EndToEnd::cleanupTestCase()
{
    if (QTest::currentTestFailed())
        qWarning("%s", m_engine.standardError().constData());
    for (const auto& system : m_systems) {
        system->kill();
        system->waitForFinished(kSoonMs);
    }
}

QStringList tst_EndToEnd::engineArguments(const QString& operatorId) const
{
    return {"--brokers",  QString::fromStdString(m_broker.bootstrapServers()),
            "--env",      "qa",
            "--operator", operatorId};
}

void tst_EndToEnd::startSystem(const char* system)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QStringLiteral(OTTO_SIM_PROGRAM),
                   {"--brokers", QString::fromStdString(m_broker.bootstrapServers()), "--env", "qa",
                    "--systems", system, "--scenario",
                    QStringLiteral(OTTO_SOURCE_DIR "/tests/e2e/troubles.toml"), "--seed", "7",
                    "--payments", "120"});
    QVERIFY(process->waitForStarted(kSoonMs));
    m_systems.push_back(std::move(process));
}

std::vector<std::pair<std::string, QJsonObject>> tst_EndToEnd::bodies(const char* name) const
{
    std::vector<std::pair<std::string, QJsonObject>> found;
    const auto records = m_client->readAll(topic(name).toStdString());
    if (!records) {
        qWarning("%s", records.error().text.c_str());
        return found;
    }
    for (const Record& record : *records) {
        found.emplace_back(
            record.header("ce_id").value_or(""),
            QJsonDocument::fromJson(QByteArray::fromStdString(record.value.value_or(""))).object());
    }
    return found;
}

QStringList tst_EndToEnd::repeated(const char* name, const char* field) const
{
    std::map<QString, int> counts;
    for (const auto& [id, body] : bodies(name))
        ++counts[field != nullptr ? text(body, field) : QString::fromStdString(id)];
    QStringList more;
    for (const auto& [value, count] : counts) {
        if (count > 1)
            more += QString::fromLatin1(name) + ' ' + value;
    }
    return more;
}

void tst_EndToEnd::verifyNothingIsRepeated() const
{
    const QStringList more = repeated("fct.otto.PaymentFlagged", "flagId")
                             + repeated("fct.otto.FlagCleared", "flagId")
                             + repeated("cmd.otto.GetTrnRq") + repeated("cmd.otto.GetLimitsRq")
                             + repeated("cmd.otto.GetPaymentStatusRq")
                             + repeated("cmd.otto.LinkTransaction", "commandId")
                             + repeated("cmd.otto.RestoreLimits", "commandId");
    QVERIFY2(more.isEmpty(), qPrintable(more.join("; ")));
}

QString tst_EndToEnd::sendFixer(const QString& name, const QString& paymentId,
                                const QString& reasonCode)
{
    QJsonObject request{{"query", "PreviewFixer"},
                        {"name", name},
                        {"paymentId", paymentId},
                        {"reasonCode", reasonCode},
                        {"comment", "end-to-end test"}};
    const QJsonObject form = m_engine.ask(request).value("result").toObject();
    QJsonObject parameters;
    for (const QJsonValue& parameter :
         form.value("form").toObject().value("parameters").toArray()) {
        if (!text(parameter, "value").isEmpty())
            parameters.insert(text(parameter, "name"), text(parameter, "value"));
    }
    request.remove("query");
    request.insert("command", "SendFixer");
    request.insert("parameters", parameters);
    const QJsonObject reply = m_engine.ask(request);
    if (!reply.value("ok").toBool())
        qWarning("%s", QJsonDocument(reply).toJson().constData());
    return text(reply.value("result"), "commandId");
}

QString tst_EndToEnd::fixState(const QString& commandId)
{
    const auto fix = findIn(m_engine.list("Fixers"), [&](const QJsonObject& entry) {
        return entry.value("commandId") == commandId;
    });
    return fix ? text(*fix, "state") : QString();
}

void tst_EndToEnd::everySystemIsHeard()
{
    const auto silent = [this] {
        QStringList names;
        const QJsonObject overview =
            m_engine.ask({{"query", "Overview"}}).value("result").toObject();
        for (const QJsonValue& system : overview.value("systems").toArray()) {
            const QString name = text(system, "system");
            const bool isSimulated =
                std::find(kSystems.begin(), kSystems.end(), name.toLatin1()) != kSystems.end();
            if (isSimulated && text(system, "state") != "live")
                names += name;
        }
        return overview.isEmpty() ? QStringList("no reply") : names;
    };
    QTRY_COMPARE_WITH_TIMEOUT(silent(), QStringList(), kSoonMs);
}

void tst_EndToEnd::flagIsRaisedAskedAboutAndCleared()
{
    // OT04 asks GetTrn by itself; FOUND clears it.
    const auto cleared = [this] {
        return findIn(m_engine.list("Flags", {{"open", false}, {"ruleId", "OT04"}}),
                      [](const QJsonObject&) { return true; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(cleared(), kAmbiguousMs);
    const QJsonObject flag = *cleared();
    QCOMPARE(flag.value("state"), QJsonValue("cleared"));
    QVERIFY(!text(flag, "raisedAt").isEmpty() && !text(flag, "clearedAt").isEmpty());
    const auto question = findIn(m_engine.list("Suspenders"), [&](const QJsonObject& entry) {
        return entry.value("flagId") == flag.value("flagId");
    });
    QVERIFY(question);
    QCOMPARE(text(*question, "name"), QString("GetTrn"));
    QCOMPARE(text(*question, "state"), QString("answered"));
    QVERIFY(text(*question, "answer").startsWith("FOUND"));

    const auto isOfFlag = [&](const auto& record) {
        return record.second.value("flagId") == flag.value("flagId");
    };
    for (const char* name : {"fct.otto.PaymentFlagged", "fct.otto.FlagCleared"}) {
        const auto records = bodies(name);
        QVERIFY2(std::any_of(records.begin(), records.end(), isOfFlag), name);
    }
}

void tst_EndToEnd::fixerSentByHandIsVerified()
{
    const auto found = findIn(m_engine.list("Suspenders"), [](const QJsonObject& entry) {
        return text(entry, "name") == "GetTrn" && text(entry, "answer").startsWith("FOUND");
    });
    QVERIFY(found);
    const QString paymentId = text(*found, "paymentId");
    const QString commandId = sendFixer("LinkTransaction", paymentId, "CORE_POSTING_CONFIRMED");
    QVERIFY(!commandId.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(fixState(commandId), QString("verified"), kSoonMs);

    const auto fix = findIn(m_engine.list("Fixers"), [&](const QJsonObject& entry) {
        return entry.value("commandId") == commandId;
    });
    for (const char* tick : {"sent", "answered", "verified"})
        QCOMPARE(text(fix->value(QLatin1String(tick)), "state"), QString("done"));
    const QJsonObject payment =
        m_engine.ask({{"query", "Payment"}, {"paymentId", paymentId}}).value("result").toObject();
    QVERIFY(text(payment, "status") != "DEBIT_PENDING");
    QCOMPARE(bodies("cmd.otto.LinkTransaction").size(), std::size_t{1});
}

void tst_EndToEnd::secondEngineIsReadOnlyAndSaysSo()
{
    m_second.start(engineArguments("op-2"));
    QTRY_COMPARE_WITH_TIMEOUT(m_second.stats().value("duty"), QJsonValue("read-only"), kSoonMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_second.standardError().contains("read-only"), kSoonMs);
    QVERIFY(text(m_second.stats(), "dutyText").contains("op-1"));

    // It sees what the other one decided, and changes nothing.
    const QJsonArray cleared = m_second.list("Flags", {{"open", false}});
    QVERIFY(!cleared.isEmpty());
    const QString paymentId = text(cleared.at(0), "paymentId");
    const QJsonObject refused = m_second.ask(
        {{"command", "AskSuspender"}, {"name", "GetPaymentStatus"}, {"paymentId", paymentId}});
    QCOMPARE(refused.value("ok"), QJsonValue(false));
    QCOMPARE(text(refused.value("error"), "code"), QString("READ_ONLY"));
    QCOMPARE(m_second.stop(), 0);
}

void tst_EndToEnd::killedEngineRepeatsNothing()
{
    const qsizetype known = m_engine.list("Flags").size();
    m_engine.kill();
    m_engine.start(engineArguments("op-1"));
    // Until the dead engine's lease is over somebody else seems to decide.
    QTRY_COMPARE_WITH_TIMEOUT(m_engine.stats().value("duty"), QJsonValue("deciding"), kTakeOverMs);
    QVERIFY(m_engine.list("Flags").size() >= known);
    verifyNothingIsRepeated();
}

void tst_EndToEnd::restoredLimitClearsItsFlag()
{
    const auto open = [this] {
        return findIn(m_engine.list("Flags", {{"open", true}, {"ruleId", "OT05"}}),
                      [](const QJsonObject& flag) { return text(flag, "nextStep") == "fix"; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(open(), kLimitsMs);
    const QJsonObject flag = *open();
    const QString paymentId = text(flag, "paymentId");
    QVERIFY(m_engine.ask({{"command", "ClaimFlag"}, {"flagId", flag.value("flagId")}})
                .value("ok")
                .toBool());

    // Exactly as in the documentation: no parameters, the operator named in the request.
    const QJsonObject sent = m_engine.ask({{"command", "SendFixer"},
                                           {"name", "RestoreLimits"},
                                           {"paymentId", paymentId},
                                           {"parameters", QJsonObject()},
                                           {"reasonCode", "LIMIT_NOT_RESTORED"},
                                           {"comment", "end-to-end test"},
                                           {"operator", "op-1"}});
    QVERIFY2(sent.value("ok").toBool(), QJsonDocument(sent).toJson().constData());
    const QString commandId = text(sent.value("result"), "commandId");
    QTRY_COMPARE_WITH_TIMEOUT(fixState(commandId), QString("verified"), kSoonMs);
    const auto isCleared = [&] {
        return findIn(m_engine.list("Flags", {{"open", false}, {"paymentId", paymentId}}),
                      [&](const QJsonObject& entry) {
                          return entry.value("flagId") == flag.value("flagId");
                      });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isCleared(), kSoonMs);
    const auto records = bodies("cmd.otto.RestoreLimits");
    QCOMPARE(records.size(), std::size_t{1});
    QCOMPARE(text(records.front().second, "commandId"), commandId);
}

void tst_EndToEnd::brokerOutageIsReportedAndSurvived()
{
    const double factsBefore = m_engine.stats().value("facts").toDouble();
    m_broker.kill();
    QElapsedTimer elapsed;
    elapsed.start();
    QTRY_COMPARE_WITH_TIMEOUT(m_engine.stats().value("connection"), QJsonValue("down"),
                              kReportedWithinMs);
    qInfo("reported after %lld ms", static_cast<long long>(elapsed.elapsed()));
    const QJsonObject down = m_engine.stats();
    QVERIFY(!text(down, "connectionReason").isEmpty());
    QVERIFY(!text(down, "connectionSince").isEmpty());
    QVERIFY(m_engine.standardError().contains(text(down, "connectionReason").toUtf8()));
    // What was known stays known.
    QVERIFY(!m_engine.list("Flags").isEmpty());

    const auto restarted = m_broker.restart();
    QVERIFY2(restarted, restarted ? "" : restarted.error().text.c_str());
    QTRY_COMPARE_WITH_TIMEOUT(m_engine.stats().value("connection"), QJsonValue("up"), kTakeOverMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_engine.stats().value("facts").toDouble() > factsBefore, kTakeOverMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine.stats().value("duty"), QJsonValue("deciding"), kTakeOverMs);
    verifyNothingIsRepeated();
}

void tst_EndToEnd::enginesEndCleanly()
{
    QCOMPARE(m_engine.stop(), 0);
    const QJsonObject summary = m_engine.summary();
    for (const char* count : {"facts", "flagsRaised", "flagsCleared", "questionsAsked", "answered",
                              "fixersSent", "verified"})
        QVERIFY2(summary.value(QLatin1String(count)).toInt() > 0, count);
    for (const auto& system : m_systems) {
        system->terminate();
        QVERIFY(system->waitForFinished(kSoonMs));
        QCOMPARE(system->exitCode(), 0);
    }
}

QTEST_GUILESS_MAIN(tst_EndToEnd)
#include "tst_EndToEnd.moc"
