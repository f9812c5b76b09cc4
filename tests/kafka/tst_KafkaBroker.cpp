// SPDX-License-Identifier: Apache-2.0
#include "tests/support/kafka/KafkaBroker.h"
#include "tests/support/kafka/RawKafkaClient.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using otto::Duration;
using otto::OutgoingRecord;
using otto::test::KafkaBroker;
using otto::test::RawKafkaClient;

namespace {

constexpr Duration kAnswerWait{10'000};
constexpr std::size_t kHostileBytes = 10'000'000;

#define REQUIRE_OK(result) QVERIFY2((result), (result) ? "" : (result).error().text.c_str())

OutgoingRecord keyed(const std::string& topic, const std::string& key, const std::string& value)
{
    OutgoingRecord record;
    record.topic = topic;
    record.key = key;
    record.value = value;
    return record;
}

}  // namespace

class tst_KafkaBroker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsComeBackAsWritten();
    void unknownTopicIsNotMade();
    void recordOfTenMegabytesIsTaken();
    void oldRecordsSurviveAKill();
    void orderlyStopKeepsRecordsToo();
    void brokersRunSideBySide();
    void brokerDiesWithItsParent();
    void missingArtifactsAreNamed();
};

void tst_KafkaBroker::recordsComeBackAsWritten()
{
    KafkaBroker broker;
    QElapsedTimer elapsed;
    elapsed.start();
    const auto started = broker.start();
    REQUIRE_OK(started);
    qInfo("broker answers %lld ms after start()", static_cast<long long>(elapsed.elapsed()));

    auto client = RawKafkaClient::create(broker.bootstrapServers());
    REQUIRE_OK(client);
    const auto created = client->createTopic("facts", 3);
    REQUIRE_OK(created);

    OutgoingRecord first = keyed("facts", "PMT-1", "one");
    first.headers = {{"ce_id", "1"}, {"ce_id", "2"}, {"empty", ""}};
    first.partition = 2;
    OutgoingRecord second = keyed("facts", "PMT-1", "");
    second.partition = 2;
    OutgoingRecord tombstone;
    tombstone.topic = "facts";
    tombstone.key = "PMT-2";
    tombstone.partition = 0;
    const std::vector records{first, second, tombstone};
    const auto offsets = client->produce(records);
    REQUIRE_OK(offsets);
    QCOMPARE(*offsets, (std::vector<std::int64_t>{0, 1, 0}));

    const auto read = client->readAll("facts");
    REQUIRE_OK(read);
    QCOMPARE(read->size(), std::size_t{3});
    QCOMPARE(read->at(0).key, std::optional<std::string>("PMT-2"));
    QCOMPARE(read->at(0).value, std::optional<std::string>());
    QCOMPARE(read->at(1).value, std::optional<std::string>("one"));
    QCOMPARE(read->at(1).headers, first.headers);
    QCOMPARE(read->at(2).partition, 2);
    QCOMPARE(read->at(2).offset, std::int64_t{1});
    QCOMPARE(read->at(2).value, std::optional<std::string>(""));
}

void tst_KafkaBroker::unknownTopicIsNotMade()
{
    KafkaBroker broker;
    const auto started = broker.start();
    REQUIRE_OK(started);
    auto client = RawKafkaClient::create(broker.bootstrapServers());
    REQUIRE_OK(client);
    const auto read = client->readAll("nobody.made.this");
    QVERIFY(!read);
    QCOMPARE(read.error().code, std::string("KAFKA"));
}

void tst_KafkaBroker::recordOfTenMegabytesIsTaken()
{
    KafkaBroker broker;
    const auto started = broker.start();
    REQUIRE_OK(started);
    auto client = RawKafkaClient::create(broker.bootstrapServers());
    REQUIRE_OK(client);
    const auto created = client->createTopic("hostile");
    REQUIRE_OK(created);
    const std::vector records{keyed("hostile", "k", std::string(kHostileBytes, '['))};
    const auto offsets = client->produce(records);
    REQUIRE_OK(offsets);
    const auto read = client->readAll("hostile");
    REQUIRE_OK(read);
    QCOMPARE(read->size(), std::size_t{1});
    QVERIFY(read->front().value == records.front().value);
}

void tst_KafkaBroker::oldRecordsSurviveAKill()
{
    KafkaBroker broker;
    const auto started = broker.start();
    REQUIRE_OK(started);
    const std::string servers = broker.bootstrapServers();
    auto client = RawKafkaClient::create(servers);
    REQUIRE_OK(client);
    const auto created = client->createTopic("facts");
    REQUIRE_OK(created);
    const std::vector before{keyed("facts", "PMT-1", "before")};
    const auto produced = client->produce(before);
    REQUIRE_OK(produced);

    broker.kill();
    QVERIFY(!broker.isRunning());
    QVERIFY(!client->isAnswered(Duration{200}));

    QElapsedTimer elapsed;
    elapsed.start();
    const auto restarted = broker.restart();
    REQUIRE_OK(restarted);
    qInfo("broker answers %lld ms after restart()", static_cast<long long>(elapsed.elapsed()));
    QCOMPARE(broker.bootstrapServers(), servers);
    // The client of before finds the broker again at the same address.
    QVERIFY(client->isAnswered(kAnswerWait));
    const std::vector after{keyed("facts", "PMT-1", "after")};
    const auto offsets = client->produce(after);
    REQUIRE_OK(offsets);
    QCOMPARE(offsets->front(), std::int64_t{1});
    const auto read = client->readAll("facts");
    REQUIRE_OK(read);
    QCOMPARE(read->size(), std::size_t{2});
    QCOMPARE(read->front().value, std::optional<std::string>("before"));
}

void tst_KafkaBroker::orderlyStopKeepsRecordsToo()
{
    KafkaBroker broker;
    const auto started = broker.start();
    REQUIRE_OK(started);
    auto client = RawKafkaClient::create(broker.bootstrapServers());
    REQUIRE_OK(client);
    const auto created = client->createTopic("facts");
    REQUIRE_OK(created);
    const std::vector records{keyed("facts", "PMT-1", "kept")};
    const auto produced = client->produce(records);
    REQUIRE_OK(produced);
    const auto again = broker.start();
    QVERIFY(!again);
    QCOMPARE(again.error().code, std::string("BROKER_RUNNING"));

    const auto restarted = broker.restart();
    REQUIRE_OK(restarted);
    const auto read = client->readAll("facts");
    REQUIRE_OK(read);
    QCOMPARE(read->size(), std::size_t{1});
}

void tst_KafkaBroker::brokersRunSideBySide()
{
    KafkaBroker one;
    KafkaBroker two;
    const auto firstStarted = one.start();
    REQUIRE_OK(firstStarted);
    const auto secondStarted = two.start();
    REQUIRE_OK(secondStarted);
    QVERIFY(one.bootstrapServers() != two.bootstrapServers());
    auto client = RawKafkaClient::create(one.bootstrapServers());
    REQUIRE_OK(client);
    const auto created = client->createTopic("facts");
    REQUIRE_OK(created);
    auto other = RawKafkaClient::create(two.bootstrapServers());
    REQUIRE_OK(other);
    QVERIFY(!other->readAll("facts"));
}

void tst_KafkaBroker::brokerDiesWithItsParent()
{
    // A child process starts a broker and is killed; as subreaper this process then inherits the
    // JVM and sees it end.
    QCOMPARE(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
    const QTemporaryDir leftovers;
    int channel[2] = {-1, -1};
    QCOMPARE(::pipe(channel), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        qputenv("TMPDIR", leftovers.path().toUtf8());
        KafkaBroker broker;
        const char started = broker.start() ? 'y' : 'n';
        std::ignore = ::write(channel[1], &started, 1);
        while (true)
            ::pause();
    }
    char started = 'n';
    QCOMPARE(::read(channel[0], &started, 1), ssize_t{1});
    QCOMPARE(started, 'y');
    ::kill(child, SIGKILL);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);

    // Blocks until the orphan has ended; ctest's timeout is the only other way out.
    const pid_t orphan = ::waitpid(-1, &status, 0);
    QVERIFY(orphan > 0);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGKILL);
    ::prctl(PR_SET_CHILD_SUBREAPER, 0);
    ::close(channel[0]);
    ::close(channel[1]);
}

void tst_KafkaBroker::missingArtifactsAreNamed()
{
    const QByteArray before = qgetenv("OTTO_KAFKA_HOME");
    qputenv("OTTO_KAFKA_HOME", "/nowhere");
    KafkaBroker broker;
    const auto started = broker.start();
    if (before.isEmpty())
        qunsetenv("OTTO_KAFKA_HOME");
    else
        qputenv("OTTO_KAFKA_HOME", before);
    QVERIFY(!started);
    QCOMPARE(started.error().code, std::string("BROKER_NOT_FETCHED"));
    QVERIFY(started.error().text.find("fetch-broker.sh") != std::string::npos);
}

QTEST_GUILESS_MAIN(tst_KafkaBroker)
#include "tst_KafkaBroker.moc"
