// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaConnection.h"
#include "core/bus/kafka/KafkaReason.h"

#include <QTest>

#include <chrono>

namespace otto::test {

using namespace std::chrono_literals;
using kafka::KafkaConnection;
using State = ConnectionChange::State;

namespace {

constexpr Instant kStart{1'772'442'000'000};
constexpr const char* kRefused =
    "10.0.0.7:9092/bootstrap: Connect to ipv4#10.0.0.7:9092 failed: Connection refused "
    "(after 0ms in state CONNECT)";

}  // namespace

class tst_KafkaConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstAnswerIsUp();
    void lossThatIsCertainIsDownAtTheNextFailure();
    void silenceIsDownAfterThreeSeconds();
    void silenceOfPartitionLeadersIsTold();
    void downBeganWithTheFirstSign();
    void answerAfterwardsForgetsTheTrouble();
    void otherReasonIsTold();
    void partitionThatCannotBeReadIsTold();
    void reasonsAreSentences_data();
    void reasonsAreSentences();
};

void tst_KafkaConnection::firstAnswerIsUp()
{
    KafkaConnection connection("10.0.0.7:9092", kStart);
    QVERIFY(connection.current().state == State::Connecting);
    QVERIFY(!connection.takeChange().has_value());
    connection.answered(kStart + 2s);
    connection.answered(kStart + 4s);
    const auto change = connection.takeChange();
    QVERIFY(change.has_value());
    QVERIFY(change->state == State::Up);
    QVERIFY(change->since == kStart + 2s);
    QVERIFY(!connection.takeChange().has_value());
}

void tst_KafkaConnection::lossThatIsCertainIsDownAtTheNextFailure()
{
    KafkaConnection connection("10.0.0.7:9092", kStart);
    connection.answered(kStart);
    connection.takeChange();
    connection.brokerError(kStart + 100ms, RD_KAFKA_RESP_ERR__TRANSPORT, kRefused);
    connection.brokerError(kStart + 101ms, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
                           "1/1 brokers are down");
    QVERIFY(!connection.takeChange().has_value());
    connection.failed(kStart + 0s, kStart + 1s, RD_KAFKA_RESP_ERR__TRANSPORT);
    const auto change = connection.takeChange();
    QVERIFY(change.has_value());
    QVERIFY(change->state == State::Down);
    QCOMPARE(change->reason,
             std::string("no broker answers at 10.0.0.7:9092 (connection refused)"));
}

void tst_KafkaConnection::silenceIsDownAfterThreeSeconds()
{
    KafkaConnection connection("a:1,b:2", kStart);
    connection.answered(kStart);
    connection.takeChange();
    connection.failed(kStart + 1s, kStart + 2s, RD_KAFKA_RESP_ERR__TIMED_OUT);
    QVERIFY(connection.isUp());
    connection.failed(kStart + 2s, kStart + 3s, RD_KAFKA_RESP_ERR__TIMED_OUT);
    QVERIFY(connection.current().state == State::Down);
    QCOMPARE(connection.current().reason, std::string("no broker answers at a:1,b:2"));
    // Since the first question that got no answer.
    QVERIFY(connection.current().since == kStart + 1s);
}

void tst_KafkaConnection::silenceOfPartitionLeadersIsTold()
{
    KafkaConnection connection("a:1", kStart);
    connection.answered(kStart);
    connection.leadersFailed(kStart + 1s, kStart + 2s, RD_KAFKA_RESP_ERR__TIMED_OUT);
    QVERIFY(connection.isUp());
    connection.leadersFailed(kStart + 3s, kStart + 4s, RD_KAFKA_RESP_ERR__TIMED_OUT);
    QCOMPARE(connection.current().reason,
             std::string("the brokers that lead some partitions do not answer (Local: Timed out)"));
}

void tst_KafkaConnection::downBeganWithTheFirstSign()
{
    KafkaConnection connection("a:1", kStart);
    connection.answered(kStart);
    connection.brokerError(kStart + 700ms, RD_KAFKA_RESP_ERR__TRANSPORT, kRefused);
    connection.failed(kStart + 2s, kStart + 3s, RD_KAFKA_RESP_ERR__TRANSPORT);
    QVERIFY(connection.current().since == kStart + 700ms);
    connection.failed(kStart + 8s, kStart + 9s, RD_KAFKA_RESP_ERR__TRANSPORT);
    QVERIFY(connection.current().since == kStart + 700ms);
}

void tst_KafkaConnection::answerAfterwardsForgetsTheTrouble()
{
    KafkaConnection connection("a:1", kStart);
    connection.answered(kStart);
    connection.brokerError(kStart + 1s, RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN,
                           "1/1 brokers are down");
    connection.failed(kStart + 1s, kStart + 2s, RD_KAFKA_RESP_ERR__TRANSPORT);
    QVERIFY(!connection.isUp());
    connection.answered(kStart + 5s);
    QVERIFY(connection.isUp());
    QVERIFY(connection.current().reason.empty());
    QVERIFY(connection.current().since == kStart + 5s);
    // One slow answer is no outage again.
    connection.failed(kStart + 5s, kStart + 6s, RD_KAFKA_RESP_ERR__TIMED_OUT);
    QVERIFY(connection.isUp());
}

void tst_KafkaConnection::otherReasonIsTold()
{
    KafkaConnection connection("a:1", kStart);
    connection.brokerError(kStart, RD_KAFKA_RESP_ERR__TRANSPORT, kRefused);
    connection.failed(kStart + 2s, kStart + 3s, RD_KAFKA_RESP_ERR__TRANSPORT);
    connection.takeChange();
    connection.brokerError(kStart + 4s, RD_KAFKA_RESP_ERR__AUTHENTICATION,
                           "a:1/bootstrap: SASL authentication error: Authentication failed "
                           "(after 3ms in state AUTH_REQ)");
    connection.failed(kStart + 4s, kStart + 5s, RD_KAFKA_RESP_ERR__TRANSPORT);
    const auto change = connection.takeChange();
    QVERIFY(change.has_value());
    QCOMPARE(change->reason,
             std::string("the broker at a:1 refuses the login (SASL authentication error: "
                         "Authentication failed)"));
    QVERIFY(change->since == kStart);
}

void tst_KafkaConnection::partitionThatCannotBeReadIsTold()
{
    KafkaConnection connection("a:1", kStart);
    connection.answered(kStart);
    connection.setReadingTrouble(kStart + 1s, "this login may not read topic t");
    QVERIFY(connection.current().state == State::Down);
    QCOMPARE(connection.current().reason, std::string("this login may not read topic t"));
    connection.answered(kStart + 2s);
    QVERIFY(connection.current().state == State::Down);
    connection.setReadingTrouble(kStart + 3s, std::nullopt);
    QVERIFY(connection.isUp());
    QVERIFY(connection.current().since == kStart + 3s);
}

void tst_KafkaConnection::reasonsAreSentences_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("reason");
    QTest::newRow("refused") << int{RD_KAFKA_RESP_ERR__TRANSPORT} << std::string(kRefused)
                             << std::string("no broker answers at k:1 (connection refused)");
    QTest::newRow("closed") << int{RD_KAFKA_RESP_ERR__TRANSPORT}
                            << std::string(
                                   "10.0.0.7:9092/1: Disconnected (after 5012ms in state UP)")
                            << std::string("no broker answers at k:1 (the connection was closed)");
    QTest::newRow("silent") << int{RD_KAFKA_RESP_ERR__TRANSPORT}
                            << std::string("10.0.0.7:9092/bootstrap: Connection setup timed out in "
                                           "state CONNECT (after 5000ms in state CONNECT)")
                            << std::string("no broker answers at k:1 (no answer)");
    QTest::newRow("unknown host")
        << int{RD_KAFKA_RESP_ERR__RESOLVE}
        << std::string("nohost:9092/bootstrap: Failed to resolve 'nohost:9092': Name or service "
                       "not known (after 2ms in state CONNECT)")
        << std::string(
               "the host name of broker nohost:9092 is not known (name or service not known)");
    QTest::newRow("TLS with scheme")
        << int{RD_KAFKA_RESP_ERR__SSL}
        << std::string("ssl://b.bank.example:9093/bootstrap: SSL handshake failed: certificate "
                       "verify failed (after 9ms in state SSL_HANDSHAKE)")
        << std::string("no secure connection to the broker at b.bank.example:9093 (SSL handshake "
                       "failed: certificate verify failed)");
    QTest::newRow("nothing said") << int{RD_KAFKA_RESP_ERR__TRANSPORT} << std::string()
                                  << std::string("no broker answers at k:1");
}

void tst_KafkaConnection::reasonsAreSentences()
{
    QFETCH(int, code);
    QFETCH(std::string, text);
    QFETCH(std::string, reason);
    QCOMPARE(kafka::connectionReason(static_cast<rd_kafka_resp_err_t>(code), text, "k:1"), reason);
}

}  // namespace otto::test

QTEST_APPLESS_MAIN(otto::test::tst_KafkaConnection)
#include "tst_KafkaConnection.moc"
