// SPDX-License-Identifier: Apache-2.0
#include "core/base/Clock.h"
#include "core/bus/kafka/KafkaBus.h"
#include "core/contract/Codec.h"
#include "core/sim/World.h"
#include "tests/sim/SimProcess.h"
#include "tests/support/kafka/KafkaBroker.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <set>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

/// Reads all topics of one environment from their beginning, and what it reads about payments.
class Observer
{
public:
    Observer(const std::string& brokers, std::string env) : m_decoder(std::move(env))
    {
        KafkaConfig config;
        config.brokers = brokers;
        auto bus = KafkaBus::create(config, m_clock);
        if (!bus) {
            qFatal("%s", bus.error().text.c_str());
        }
        m_bus = *std::move(bus);
        m_bus->startTail({[](std::string_view) { return StartAt::Beginning; }, {}});
    }

    void read(Duration wait = 20ms)
    {
        std::vector<Record> records;
        std::vector<BusEvent> events;
        m_bus->poll(wait, 5000, records, events);
        for (const Record& record : records) {
            if (Result<Message> message = m_decoder.decode(record)) {
                note(*message);
            }
        }
    }

    /// Reads until it holds.
    template <typename Condition>
    bool readUntil(Condition condition, Duration patience)
    {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!condition()) {
            if (std::chrono::steady_clock::now() >= end) {
                return false;
            }
            read();
        }
        return true;
    }

    std::map<std::string, int> added;
    std::map<std::string, int> posted;
    std::set<std::string> settled;
    /// By source and payment: its versions.
    std::map<std::pair<System, std::string>, std::set<std::uint32_t>> versions;
    std::map<System, int> heartbeats;
    /// Ids that came with two contents.
    std::set<std::string> contradictions;

private:
    void note(const Message& message)
    {
        const Envelope& envelope = message.envelope;
        const auto [at, isNew] = m_byId.emplace(envelope.id, message.body);
        if (!isNew) {
            if (at->second != message.body) {
                contradictions.insert(envelope.id.value);
            }
            return;
        }
        if (std::holds_alternative<PaymentAdded>(message.body)) {
            ++added[envelope.subject];
        } else if (std::holds_alternative<TrnAdded>(message.body)) {
            ++posted[envelope.subject];
        } else if (std::holds_alternative<HeartbeatEmitted>(message.body)) {
            ++heartbeats[envelope.source];
        } else if (const auto* changed = std::get_if<PaymentStatusChanged>(&message.body);
                   changed != nullptr && changed->status.is(PaymentStatus::Settled)) {
            settled.insert(envelope.subject);
        }
        if (envelope.entityVersion) {
            versions[{envelope.source, envelope.subject}].insert(*envelope.entityVersion);
        }
    }

    SystemClock m_clock;
    Decoder m_decoder;
    std::unique_ptr<KafkaBus> m_bus;
    std::map<MessageId, Body> m_byId;
};

}  // namespace

/// otto-sim as it is used: processes on a real broker.
class tst_SimProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void versionAndHelpEndWithZero();
    void wrongOptionsEndWithTwo_data();
    void wrongOptionsEndWithTwo();
    void scenarioErrorNamesLineAndColumn();
    void unreachableBrokerIsNamed();
    void fiveProcessesSettleEveryPayment();
    void restartWithTheSameSeedGoesOnBehindItsPayments();
    void brokerLostAndBackLosesNothing();
    void stopEndsCleanly();

private:
    QStringList optionsFor(const QString& env, const QStringList& more) const;

    KafkaBroker m_broker;
    QTemporaryDir m_folder;
    /// Nothing goes wrong, and no ACH, whose files take minutes.
    QString m_scenario;
};

QStringList tst_SimProcess::optionsFor(const QString& env, const QStringList& more) const
{
    return QStringList{QStringLiteral("--brokers"),
                       QString::fromStdString(m_broker.bootstrapServers()), QStringLiteral("--env"),
                       env, QStringLiteral("--create-topics")}
           + more;
}

void tst_SimProcess::initTestCase()
{
    const Status started = m_broker.start();
    QVERIFY2(started, started ? "" : started.error().text.c_str());
    m_scenario = m_folder.filePath(QStringLiteral("brisk.toml"));
    QFile file(m_scenario);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("name = \"brisk\"\n"
               "rails = { ZELLE = 3, RTP = 1 }\n"
               "[network]\n"
               "accept = { min = \"50ms\", typical = \"200ms\", max = \"900ms\" }\n"
               "settle = { min = \"50ms\", typical = \"200ms\", max = \"900ms\" }\n");
}

void tst_SimProcess::versionAndHelpEndWithZero()
{
    SimProcess sim;
    sim.start({QStringLiteral("--version")});
    QCOMPARE(sim.waitForEnd(), 0);
    QCOMPARE(sim.standardOutput(), QByteArray("otto-sim " OTTO_VERSION "\n"));
    sim.start({QStringLiteral("--help")});
    QCOMPARE(sim.waitForEnd(), 0);
    for (const char* option :
         {"--brokers", "--env", "--scenario", "--systems", "--rate", "--seed", "--payments",
          "--run-for", "--create-topics", "--log-level", "--version"}) {
        QVERIFY2(sim.standardOutput().contains(option), option);
    }
}

void tst_SimProcess::wrongOptionsEndWithTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("sentence");
    const QStringList brokers{QStringLiteral("--brokers"), QStringLiteral("localhost:9092")};
    const QStringList env{QStringLiteral("--env"), QStringLiteral("qa")};
    QTest::newRow("nothing") << QStringList{} << QByteArray("otto-sim: --brokers");
    QTest::newRow("no env") << brokers << QByteArray("otto-sim: --env");
    QTest::newRow("unknown env")
        << brokers + QStringList{QStringLiteral("--env"), QStringLiteral("test")}
        << QByteArray("otto-sim: --env: \"test\" is not one of dev, qa, stg, uat, prod");
    QTest::newRow("unknown option") << brokers + env + QStringList{QStringLiteral("--fast")}
                                    << QByteArray("otto-sim: \"--fast\" is no option of otto-sim");
    QTest::newRow("bad broker") << QStringList{QStringLiteral("--brokers"), QStringLiteral("a b")}
                                       + env
                                << QByteArray("otto-sim: ");
    QTest::newRow("log level") << brokers + env
                                      + QStringList{QStringLiteral("--log-level"),
                                                    QStringLiteral("loud")}
                               << QByteArray("otto-sim: ");
}

void tst_SimProcess::wrongOptionsEndWithTwo()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, sentence);
    SimProcess sim;
    sim.start(arguments);
    QCOMPARE(sim.waitForEnd(), 2);
    QVERIFY2(sim.standardError().startsWith(sentence), sim.standardError().constData());
    QCOMPARE(sim.standardError().count('\n'), 1);
    QVERIFY(sim.standardOutput().isEmpty());
}

void tst_SimProcess::scenarioErrorNamesLineAndColumn()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("broken.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("name = \"broken\"\nrate = \"fast\"\n");
    file.close();
    SimProcess sim;
    sim.start(optionsFor(QStringLiteral("qa"), {QStringLiteral("--scenario"), file.fileName()}));
    QCOMPARE(sim.waitForEnd(), 2);
    const QByteArray expected = file.fileName().toUtf8() + ":2:8: expected a number";
    QVERIFY2(sim.standardError().contains(expected), sim.standardError().constData());
}

void tst_SimProcess::unreachableBrokerIsNamed()
{
    SimProcess sim;
    sim.start({QStringLiteral("--brokers"), QStringLiteral("127.0.0.1:1"), QStringLiteral("--env"),
               QStringLiteral("qa"), QStringLiteral("--run-for"), QStringLiteral("4")});
    QCOMPARE(sim.waitForEnd(), 3);
    QVERIFY2(sim.standardError().contains("no broker answers at 127.0.0.1:1"),
             sim.standardError().constData());
}

void tst_SimProcess::fiveProcessesSettleEveryPayment()
{
    std::map<System, std::unique_ptr<SimProcess>> processes;
    const auto startSystem = [&](System system) {
        auto& process = processes[system];
        process = std::make_unique<SimProcess>();
        const QString token = QString::fromUtf8(wireName(system).data());
        process->start(optionsFor(QStringLiteral("qa"),
                                  {QStringLiteral("--systems"), token, QStringLiteral("--scenario"),
                                   m_scenario, QStringLiteral("--rate"), QStringLiteral("20"),
                                   QStringLiteral("--payments"), QStringLiteral("100"),
                                   QStringLiteral("--seed"), QStringLiteral("5")}));
    };
    for (const System system : kSimulatedSystems) {
        startSystem(system);
    }
    Observer observer(m_broker.bootstrapServers(), "qa");
    // Two systems crash in the middle of it and come back.
    QVERIFY(observer.readUntil([&] { return observer.added.size() >= 40; }, 60s));
    processes.at(System::Zelle)->kill();
    processes.at(System::Limits)->kill();
    QVERIFY(observer.readUntil([&] { return observer.added.size() == 100; }, 60s));
    startSystem(System::Zelle);
    startSystem(System::Limits);

    // 90 outbound payments.
    QVERIFY2(observer.readUntil([&] { return observer.settled.size() == 90; }, 180s),
             std::to_string(observer.settled.size()).c_str());
    for (const auto& [payment, count] : observer.added) {
        QCOMPARE(count, 1);
    }
    QVERIFY(observer.readUntil([&] { return observer.posted.size() == 100; }, 20s));
    for (const auto& [payment, count] : observer.posted) {
        QCOMPARE(count, 1);
    }
    for (const auto& [key, versions] : observer.versions) {
        QVERIFY2(*versions.begin() == 1 && *versions.rbegin() == versions.size(),
                 key.second.c_str());
    }
    QVERIFY(observer.contradictions.empty());
    QCOMPARE(observer.heartbeats.size(), kSimulatedSystems.size());
    for (const auto& [system, process] : processes) {
        QCOMPARE(process->stop(), 0);
    }
}

void tst_SimProcess::restartWithTheSameSeedGoesOnBehindItsPayments()
{
    Observer observer(m_broker.bootstrapServers(), "stg");
    for (std::size_t run = 1; run <= 2; ++run) {
        SimProcess sim;
        sim.start(
            optionsFor(QStringLiteral("stg"),
                       {QStringLiteral("--scenario"), m_scenario, QStringLiteral("--rate"),
                        QStringLiteral("50"), QStringLiteral("--payments"), QStringLiteral("30"),
                        QStringLiteral("--seed"), QStringLiteral("8")}));
        QVERIFY(observer.readUntil([&] { return observer.added.size() == run * 30; }, 60s));
        QCOMPARE(sim.stop(), 0);
    }
    for (const auto& [payment, count] : observer.added) {
        QCOMPARE(count, 1);
    }
}

void tst_SimProcess::brokerLostAndBackLosesNothing()
{
    SimProcess sim;
    sim.start(
        optionsFor(QStringLiteral("uat"),
                   {QStringLiteral("--scenario"), m_scenario, QStringLiteral("--rate"),
                    QStringLiteral("20"), QStringLiteral("--payments"), QStringLiteral("200")}));
    {
        Observer observer(m_broker.bootstrapServers(), "uat");
        QVERIFY(observer.readUntil([&] { return observer.added.size() >= 50; }, 60s));
    }
    m_broker.kill();
    QTRY_VERIFY_WITH_TIMEOUT(sim.standardError().contains("no broker since"), 15'000);
    const Status started = m_broker.restart();
    QVERIFY2(started, started ? "" : started.error().text.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(sim.standardError().contains("the broker is there"), 30'000);

    Observer observer(m_broker.bootstrapServers(), "uat");
    QVERIFY2(observer.readUntil([&] { return observer.settled.size() == 180; }, 180s),
             std::to_string(observer.settled.size()).c_str());
    QCOMPARE(observer.added.size(), std::size_t{200});
    for (const auto& [key, versions] : observer.versions) {
        QVERIFY2(*versions.begin() == 1 && *versions.rbegin() == versions.size(),
                 key.second.c_str());
    }
    QVERIFY(observer.contradictions.empty());
    QCOMPARE(sim.stop(), 0);
}

void tst_SimProcess::stopEndsCleanly()
{
    SimProcess sim;
    sim.start(optionsFor(QStringLiteral("dev"), {QStringLiteral("--rate"), QStringLiteral("100"),
                                                 QStringLiteral("--seed"), QStringLiteral("3")}));
    Observer observer(m_broker.bootstrapServers(), "dev");
    QVERIFY(observer.readUntil([&] { return observer.added.size() > 300; }, 60s));
    QCOMPARE(sim.stop(), 0);
    const QJsonObject summary = sim.summary();
    QCOMPARE(summary.value(QStringLiteral("scenario")).toString(), QStringLiteral("demo"));
    QCOMPARE(summary.value(QStringLiteral("seed")).toInt(), 3);
    QCOMPARE(summary.value(QStringLiteral("unconfirmed")).toInt(-1), 0);
    const QJsonObject systems = summary.value(QStringLiteral("systems")).toObject();
    QCOMPARE(systems.size(), 5);
    std::size_t added = 0;
    for (const QJsonValue& system : systems) {
        added += static_cast<std::size_t>(
            system.toObject().value(QStringLiteral("paymentsAdded")).toInt());
    }
    // Every payment it says it added is on the broker.
    QVERIFY(observer.readUntil([&] { return observer.added.size() >= added; }, 20s));
    QCOMPARE(observer.added.size(), added);
}

QTEST_GUILESS_MAIN(tst_SimProcess)
#include "tst_SimProcess.moc"
