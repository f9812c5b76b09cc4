// SPDX-License-Identifier: Apache-2.0
#include "core/base/Clock.h"
#include "core/bus/kafka/KafkaProducer.h"
#include "tests/support/kafka/KafkaBroker.h"
#include "tests/support/kafka/RawKafkaClient.h"

#include <QTest>

#include <chrono>
#include <map>
#include <set>

namespace otto::test {

using namespace std::chrono_literals;
using Outcome = DeliveryReport::Outcome;

namespace {

constexpr const char* kTopic = "producer";

OutgoingRecord recordOf(const std::string& value)
{
    return {kTopic, 0, std::nullopt, {}, value};
}

}  // namespace

/// What a KafkaProducer does when librdkafka declares the producer dead.
class tst_KafkaProducer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void failedProducerIsRenewed();
    void everyRecordInFlightIsReportedOnceAndHonestly();
    void recordBetweenTwoProducersFails();

private:
    /// Serves until the token has its report.
    DeliveryReport reportOf(kafka::KafkaProducer& producer, ProduceToken token);

    SystemClock m_clock;
    KafkaBroker m_broker;
    kafka::Doorbell m_doorbell;
    kafka::BrokerErrors m_errors{m_clock, m_doorbell};
    kafka::HandleReaper m_reaper;
};

void tst_KafkaProducer::initTestCase()
{
    const Status started = m_broker.start();
    QVERIFY2(started.has_value(), started ? "" : started.error().text.c_str());
    Result<RawKafkaClient> client = RawKafkaClient::create(m_broker.bootstrapServers());
    QVERIFY(client.has_value());
    QVERIFY(client->createTopic(kTopic).has_value());
}

DeliveryReport tst_KafkaProducer::reportOf(kafka::KafkaProducer& producer, ProduceToken token)
{
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (std::chrono::steady_clock::now() < deadline) {
        const std::uint64_t rings = m_doorbell.rings();
        std::vector<BusEvent> events;
        producer.serve(events);
        for (const BusEvent& event : events) {
            const auto& report = std::get<DeliveryReport>(event);
            if (report.token == token) {
                return report;
            }
        }
        m_doorbell.wait(rings, std::chrono::steady_clock::now() + 50ms);
    }
    return {token, Outcome::Unknown, -1, -1, "the test saw no report"};
}

void tst_KafkaProducer::failedProducerIsRenewed()
{
    KafkaConfig config;
    config.brokers = m_broker.bootstrapServers();
    auto producer = kafka::KafkaProducer::create(config, m_doorbell, m_errors, m_reaper);
    QVERIFY(producer.has_value());
    for (ProduceToken token = 1; token <= 3; ++token) {
        (*producer)->produce(recordOf("round " + std::to_string(token)), token);
        const DeliveryReport report = reportOf(**producer, token);
        QVERIFY2(report.outcome == Outcome::Delivered, report.reason.c_str());
        rd_kafka_test_fatal_error((*producer)->client(),
                                  RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "for the test");
        // The pause between two renewals must not lose a record either.
        std::vector<BusEvent> none;
        const auto deadline = std::chrono::steady_clock::now() + 5s;
        do {
            (*producer)->serve(none);
        } while ((*producer)->client() == nullptr && std::chrono::steady_clock::now() < deadline);
        QVERIFY(none.empty());
    }
}

void tst_KafkaProducer::everyRecordInFlightIsReportedOnceAndHonestly()
{
    KafkaConfig config;
    config.brokers = m_broker.bootstrapServers();
    auto producer = kafka::KafkaProducer::create(config, m_doorbell, m_errors, m_reaper);
    QVERIFY(producer.has_value());
    (*producer)->produce(recordOf("first"), 0);
    QVERIFY(reportOf(**producer, 0).outcome == Outcome::Delivered);
    for (ProduceToken token = 1; token <= 2'000; ++token) {
        (*producer)->produce(recordOf("in flight " + std::to_string(token)), token);
        if (token == 1'000) {
            rd_kafka_test_fatal_error((*producer)->client(),
                                      RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER,
                                      "for the test");
        }
    }
    std::map<ProduceToken, Outcome> outcomes;
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (outcomes.size() < 2'000 && std::chrono::steady_clock::now() < deadline) {
        std::vector<BusEvent> events;
        (*producer)->serve(events);
        for (const BusEvent& event : events) {
            const auto& report = std::get<DeliveryReport>(event);
            QVERIFY(outcomes.emplace(report.token, report.outcome).second);
            QCOMPARE(report.reason.empty(), report.outcome == Outcome::Delivered);
        }
    }
    QCOMPARE(outcomes.size(), std::size_t{2'000});
    QCOMPARE((*producer)->inFlight(), 0);

    Result<RawKafkaClient> witness = RawKafkaClient::create(m_broker.bootstrapServers());
    QVERIFY(witness.has_value());
    const auto written = witness->readAll(kTopic);
    QVERIFY(written.has_value());
    std::multiset<std::string> values;
    for (const Record& record : *written) {
        values.insert(record.value.value());
    }
    for (const auto& [token, outcome] : outcomes) {
        const std::size_t count = values.count("in flight " + std::to_string(token));
        if (outcome == Outcome::Delivered) {
            QCOMPARE(count, std::size_t{1});
        } else if (outcome == Outcome::Failed) {
            QCOMPARE(count, std::size_t{0});
        } else {
            QVERIFY(count <= 1);
        }
    }
}

void tst_KafkaProducer::recordBetweenTwoProducersFails()
{
    KafkaConfig config;
    config.brokers = m_broker.bootstrapServers();
    auto producer = kafka::KafkaProducer::create(config, m_doorbell, m_errors, m_reaper);
    QVERIFY(producer.has_value());
    // The second failure comes before a new start is due.
    std::vector<BusEvent> events;
    for (int round = 0; round < 2; ++round) {
        QVERIFY((*producer)->client() != nullptr);
        rd_kafka_test_fatal_error((*producer)->client(),
                                  RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "for the test");
        (*producer)->serve(events);
    }
    QVERIFY((*producer)->client() == nullptr);
    (*producer)->produce(recordOf("nobody sends it"), 7);
    const DeliveryReport report = reportOf(**producer, 7);
    QVERIFY(report.outcome == Outcome::Failed);
    QCOMPARE(report.reason,
             std::string("the producer has stopped: test_fatal_error: for the test"));
}

}  // namespace otto::test

QTEST_GUILESS_MAIN(otto::test::tst_KafkaProducer)
#include "tst_KafkaProducer.moc"
