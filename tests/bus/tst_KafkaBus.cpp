// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaBus.h"
#include "tests/bus/BusConformance.h"
#include "tests/bus/KafkaAdmin.h"
#include "tests/support/kafka/KafkaBroker.h"
#include "tests/support/kafka/RawKafkaClient.h"
#include "tests/support/kafka/ReservedPort.h"

#include <QTest>

#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <map>
#include <optional>
#include <set>

#include <unistd.h>

namespace otto::test {

using namespace std::chrono_literals;

namespace {

OutgoingRecord valueRecord(const std::string& topic, const std::string& value)
{
    return {topic, 0, std::nullopt, {}, value};
}

/// The one child of this process.
pid_t brokerProcess()
{
    const std::string self = std::to_string(::getpid());
    std::ifstream children("/proc/" + self + "/task/" + self + "/children");
    pid_t child = -1;
    children >> child;
    return child;
}

}  // namespace

// What only Kafka can do comes after the conformance suite.
class tst_KafkaBus : public BusConformance
{
    Q_OBJECT

protected:
    std::unique_ptr<Bus> connect() override
    {
        return connectWith(m_broker.bootstrapServers(), {}, 30s);
    }

    Status growTopic(const std::string& name, std::int32_t partitions) override
    {
        return KafkaAdmin(m_broker.bootstrapServers()).growTopic(name, partitions);
    }

    void interrupt() override { m_broker.kill(); }

    void restore() override
    {
        const Status restarted = m_broker.restart();
        QVERIFY2(restarted.has_value(), restarted ? "" : restarted.error().text.c_str());
    }

    [[nodiscard]] const Clock& clock() const override { return m_clock; }

private:
    std::unique_ptr<Bus> connectWith(const std::string& brokers,
                                     std::map<std::string, std::string> properties,
                                     Duration deliveryTimeout);
    /// The reason given when the connection fails.
    std::string downReason(const std::string& brokers,
                           std::map<std::string, std::string> properties = {});

    SystemClock m_clock;
    KafkaBroker m_broker;

private Q_SLOTS:
    void initTestCase();
    void recordOfTenMegabytesOfAnotherClientIsReceived();
    void timestampsBeyondReasonAreHeldInRange();
    void deletedRecordsAreReportedAsAGap();
    void deletedTopicIsNoLongerRead();
    void topicMadeAnewIsReadFromItsBeginning();
    void openTransactionHoldsTheProofBack();
    void refusedConnectionIsTold();
    void unknownHostIsTold();
    void wrongProtocolIsTold();
    void brokerThatFallsSilentIsReported();
    void recordThatNobodyTakesIsReportedInTime();
    void endsInBoundedTimeWhileNobodyAnswers();
    void restartUnderLoadLosesAndDoublesNothing();
};

std::unique_ptr<Bus> tst_KafkaBus::connectWith(const std::string& brokers,
                                               std::map<std::string, std::string> properties,
                                               Duration deliveryTimeout)
{
    KafkaConfig config;
    config.brokers = brokers;
    config.clientId = "otto-test";
    config.properties = std::move(properties);
    config.deliveryTimeout = deliveryTimeout;
    Result<std::unique_ptr<KafkaBus>> bus = KafkaBus::create(config, m_clock);
    if (!bus) {
        qFatal("no bus: %s", bus.error().text.c_str());
    }
    return std::move(*bus);
}

std::string tst_KafkaBus::downReason(const std::string& brokers,
                                     std::map<std::string, std::string> properties)
{
    BusClient bus(connectWith(brokers, std::move(properties), 30s));
    const auto isDown = [&] {
        return bus->statistics().connection.state == ConnectionChange::State::Down;
    };
    if (!bus.pollUntil(isDown, 5s)) {
        return "not reported within 5 s";
    }
    return bus->statistics().connection.reason;
}

void tst_KafkaBus::initTestCase()
{
    const Status started = m_broker.start();
    QVERIFY2(started.has_value(), started ? "" : started.error().text.c_str());
}

void tst_KafkaBus::recordOfTenMegabytesOfAnotherClientIsReceived()
{
    const std::string topic = topicName();
    makeTopic(topic, 2);
    Result<RawKafkaClient> other = RawKafkaClient::create(m_broker.bootstrapServers());
    QVERIFY(other.has_value());
    const std::string large(std::size_t{10} * 1024 * 1024, 'x');
    std::vector<OutgoingRecord> records(50, {topic, 1, "k", {}, std::string(1000, 'y')});
    records.push_back({topic, 0, "k", {}, "before"});
    records.push_back({topic, 0, "k", {}, large});
    records.push_back({topic, 0, "k", {}, "after"});
    const auto written = other->produce(records);
    QVERIFY2(written.has_value(), written ? "" : written.error().text.c_str());

    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    QVERIFY(bus.pollUntil([&] { return bus.records.size() >= records.size(); }));
    std::vector<std::string> first;
    for (const Record& record : bus.records) {
        if (record.partition == 0) {
            first.push_back(record.value.value());
        }
    }
    QCOMPARE(first.size(), std::size_t{3});
    QVERIFY(first == (std::vector<std::string>{"before", large, "after"}));
}

void tst_KafkaBus::timestampsBeyondReasonAreHeldInRange()
{
    const std::string topic = topicName();
    makeTopic(topic);
    KafkaAdmin other(m_broker.bootstrapServers());
    QVERIFY(other.write(topic, "far future", std::int64_t{9'000'000'000'000'000'000}).has_value());
    QVERIFY(other.write(topic, "usual", 1'772'442'000'000).has_value());
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    QVERIFY(bus.pollUntil([&] { return bus.records.size() >= 2; }));
    QCOMPARE(bus.records[0].timestamp.text(), std::string("9999-12-31T23:59:59.999Z"));
    QCOMPARE(bus.records[1].timestamp.text(), std::string("2026-03-02T09:00:00.000Z"));
}

void tst_KafkaBus::deletedRecordsAreReportedAsAGap()
{
    const std::string topic = topicName();
    makeTopic(topic);
    Result<RawKafkaClient> other = RawKafkaClient::create(m_broker.bootstrapServers());
    QVERIFY(other.has_value());
    const std::vector<OutgoingRecord> records(40, {topic, 0, "k", {}, std::string(500'000, 'x')});
    QVERIFY(other->produce(records).has_value());

    // Next to nothing is fetched ahead, so that the reader is still far from the end.
    BusClient bus(connectWith(m_broker.bootstrapServers(),
                              {{"queued.min.messages", "1"}, {"queued.max.messages.kbytes", "1"}},
                              30s));
    bus->startTail(tailOf(StartAt::Beginning));
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    while (bus.records.empty() && std::chrono::steady_clock::now() < deadline) {
        bus.poll(20ms, 1);
    }
    QCOMPARE(bus.records.size(), std::size_t{1});
    const Status deleted = KafkaAdmin(m_broker.bootstrapServers()).deleteRecords(topic, 0, 35);
    QVERIFY2(deleted.has_value(), deleted ? "" : deleted.error().text.c_str());

    QVERIFY(bus.pollUntil([&] { return bus.records.back().offset == 39; }));
    const std::vector<TailGap> gaps = bus.eventsOf<TailGap>();
    QCOMPARE(gaps.size(), std::size_t{1});
    QVERIFY((gaps[0].at == TopicPartition{topic, 0}));
    QCOMPARE(gaps[0].resumedAt, 35);
    QVERIFY(gaps[0].expectedOffset > 0 && gaps[0].expectedOffset < 35);
    QVERIFY(!gaps[0].reason.empty());
    // Everything outside the gap was handed out once, in order.
    std::vector<std::int64_t> wanted;
    for (std::int64_t offset = 0; offset < 40; ++offset) {
        if (offset < gaps[0].expectedOffset || offset >= gaps[0].resumedAt) {
            wanted.push_back(offset);
        }
    }
    std::vector<std::int64_t> offsets;
    for (const Record& record : bus.records) {
        offsets.push_back(record.offset);
    }
    QCOMPARE(offsets, wanted);
    bus->probe();
    QVERIFY(bus.pollUntil([&] { return !bus.eventsOf<CaughtUp>().empty(); }));
}

void tst_KafkaBus::deletedTopicIsNoLongerRead()
{
    const std::string kept = topicName("kept");
    const std::string deleted = topicName("deleted");
    makeTopic(kept);
    makeTopic(deleted, 3);
    std::optional<BusClient> reader(client());
    BusClient& bus = *reader;
    bus->startTail(tailOf(StartAt::Beginning));
    QVERIFY(bus.pollUntil([&] { return bus.hasFound(kept, 1) && bus.hasFound(deleted, 3); }));
    QCOMPARE(bus->statistics().partitionsRead, 4);

    QVERIFY(KafkaAdmin(m_broker.bootstrapServers()).deleteTopic(deleted).has_value());
    QVERIFY(bus.pollUntil([&] { return bus->statistics().partitionsRead == 1; }));
    QCOMPARE(bus->statistics().topicsRead, 1);
    QVERIFY(bus.isUp());
    QCOMPARE(bus.deliver(valueRecord(kept, "still read")).reason, std::string());
    bus->probe();
    QVERIFY(bus.pollUntil([&] { return !bus.eventsOf<CaughtUp>().empty(); }));
    QCOMPARE(bus.values(), std::vector<std::string>{"still read"});

    // librdkafka by itself would hang here (KafkaTail::drainGivenUp).
    const auto start = std::chrono::steady_clock::now();
    reader.reset();
    QVERIFY(std::chrono::steady_clock::now() - start < 4s);
}

void tst_KafkaBus::topicMadeAnewIsReadFromItsBeginning()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    for (int number = 0; number < 5; ++number) {
        QCOMPARE(bus.deliver(valueRecord(topic, "old")).reason, std::string());
    }
    QVERIFY(bus.pollUntil([&] { return bus.records.size() == 5; }));
    QVERIFY(KafkaAdmin(m_broker.bootstrapServers()).deleteTopic(topic).has_value());
    makeTopic(topic);
    Result<RawKafkaClient> other = RawKafkaClient::create(m_broker.bootstrapServers());
    QVERIFY(other.has_value());
    const std::array<OutgoingRecord, 1> records{valueRecord(topic, "new")};
    QVERIFY(other->produce(records).has_value());
    QVERIFY(bus.pollUntil([&] { return bus.records.size() == 6; }));
    QCOMPARE(bus.values().back(), std::string("new"));
    bus->probe();
    QVERIFY(bus.pollUntil([&] { return !bus.eventsOf<CaughtUp>().empty(); }));
    QCOMPARE(bus.records.size(), std::size_t{6});
}

void tst_KafkaBus::openTransactionHoldsTheProofBack()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    QVERIFY(bus.pollUntil([&] { return bus.hasFound(topic, 1); }));

    KafkaAdmin writer(m_broker.bootstrapServers(), topicName("transactions"));
    const std::int64_t now = m_clock.now().ms;
    QVERIFY(writer.beginTransaction().has_value());
    QVERIFY(writer.write(topic, "committed", now).has_value());
    bus->probe();
    // The answer is there once the record counts as not read yet.
    QVERIFY(bus.pollUntil([&] { return bus->statistics().lag == 1; }));
    bus.poll(100ms);
    QVERIFY(bus.records.empty());
    QVERIFY(bus.eventsOf<CaughtUp>().empty());

    QVERIFY(writer.commitTransaction().has_value());
    QVERIFY(bus.pollUntil([&] { return !bus.eventsOf<CaughtUp>().empty(); }));
    QCOMPARE(bus.values(), std::vector<std::string>{"committed"});

    QVERIFY(writer.beginTransaction().has_value());
    QVERIFY(writer.write(topic, "aborted", now).has_value());
    QVERIFY(writer.abortTransaction().has_value());
    bus->probe();
    // The log now ends with a marker that is never handed out, and the proof comes all the same.
    QVERIFY(bus.pollUntil([&] { return bus.eventsOf<CaughtUp>().size() == 2; }));
    QCOMPARE(bus.values(), std::vector<std::string>{"committed"});
}

void tst_KafkaBus::refusedConnectionIsTold()
{
    const ReservedPort nobody;
    const std::string brokers = "127.0.0.1:" + std::to_string(nobody.number());
    QCOMPARE(downReason(brokers), "no broker answers at " + brokers + " (connection refused)");
}

void tst_KafkaBus::unknownHostIsTold()
{
    const std::string reason = downReason("no-such-host.invalid:9092");
    QVERIFY2(reason.starts_with("the host name of broker no-such-host.invalid:9092 is not known ("),
             reason.c_str());
}

void tst_KafkaBus::wrongProtocolIsTold()
{
    const std::string reason =
        downReason(m_broker.bootstrapServers(), {{"security.protocol", "sasl_plaintext"},
                                                 {"sasl.mechanisms", "PLAIN"},
                                                 {"sasl.username", "desk"},
                                                 {"sasl.password", "secret"}});
    QVERIFY2(reason.find(m_broker.bootstrapServers()) != std::string::npos, reason.c_str());
    QVERIFY2(reason.find("SASL") != std::string::npos, reason.c_str());
    QVERIFY2(reason.find("secret") == std::string::npos, reason.c_str());
}

void tst_KafkaBus::brokerThatFallsSilentIsReported()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    QVERIFY(bus.pollUntil([&] { return bus.isUp() && bus.hasFound(topic, 1); }));
    const pid_t broker = brokerProcess();
    QVERIFY(broker > 0);

    // Its connections stay open and nothing is refused, as when a network drops packets.
    QCOMPARE(::kill(broker, SIGSTOP), 0);
    const bool isReported = bus.pollUntil([&] { return !bus.isUp(); }, 5s);
    bus->produce(valueRecord(topic, "written while silent"), 1);
    bus.poll(0ms);
    QCOMPARE(::kill(broker, SIGCONT), 0);
    QVERIFY(isReported);
    const ConnectionChange down = bus.eventsOf<ConnectionChange>().back();
    QVERIFY2(down.reason.starts_with("no broker answers at " + m_broker.bootstrapServers()),
             down.reason.c_str());

    QVERIFY(bus.pollUntil([&] { return bus.isUp() && bus.reportCount(1) == 1; }));
    QVERIFY(bus.pollUntil([&] { return !bus.records.empty(); }));
    QVERIFY(bus.proveCaughtUp());
    QCOMPARE(bus.values(), std::vector<std::string>{"written while silent"});
}

void tst_KafkaBus::recordThatNobodyTakesIsReportedInTime()
{
    const ReservedPort nobody;
    BusClient bus(connectWith("127.0.0.1:" + std::to_string(nobody.number()), {}, 1s));
    const DeliveryReport report = bus.deliver(valueRecord("anything", "x"));
    QVERIFY(report.outcome == DeliveryReport::Outcome::Failed);
    QCOMPARE(report.reason, std::string("no broker confirmed the record in time"));
}

void tst_KafkaBus::endsInBoundedTimeWhileNobodyAnswers()
{
    const ReservedPort nobody;
    const auto start = std::chrono::steady_clock::now();
    {
        BusClient bus(connectWith("127.0.0.1:" + std::to_string(nobody.number()), {}, 30s));
        bus->startTail(tailOf(StartAt::Beginning));
        bus->produce(valueRecord("anything", "x"), 1);
        bus.poll(0ms);
    }
    QVERIFY(std::chrono::steady_clock::now() - start < 8s);
}

void tst_KafkaBus::restartUnderLoadLosesAndDoublesNothing()
{
    const std::string topic = topicName();
    makeTopic(topic, 4);
    BusClient writer = client();
    BusClient reader = client();
    reader->startTail(tailOf(StartAt::Beginning));
    QVERIFY(reader.pollUntil([&] { return reader.hasFound(topic, 4); }));

    constexpr int kCount = 6'000;
    for (int number = 0; number < kCount; ++number) {
        writer->produce({topic, std::nullopt, std::to_string(number), {}, std::to_string(number)},
                        static_cast<ProduceToken>(number));
        if (number % 100 == 0) {
            writer.poll(1ms);
            reader.poll(1ms);
        }
        if (number == kCount / 2) {
            interrupt();
            restore();
        }
    }
    QVERIFY(writer.pollUntil([&] { return writer->statistics().inFlight == 0; }, 40s));

    std::set<std::string> delivered;
    for (const DeliveryReport& report : writer.eventsOf<DeliveryReport>()) {
        QVERIFY2(report.outcome == DeliveryReport::Outcome::Delivered, report.reason.c_str());
        QVERIFY(delivered.insert(std::to_string(report.token)).second);
    }
    QCOMPARE(delivered.size(), std::size_t{kCount});
    QVERIFY(reader.pollUntil([&] { return reader.records.size() >= kCount; }));
    QVERIFY(reader.proveCaughtUp());
    const std::vector<std::string> values = reader.values();
    QCOMPARE(values.size(), std::size_t{kCount});
    QCOMPARE(std::set<std::string>(values.begin(), values.end()), delivered);
    std::map<std::int32_t, std::int64_t> next;
    for (const Record& record : reader.records) {
        QCOMPARE(record.offset, next[record.partition]++);
    }
    QVERIFY(reader.eventsOf<TailGap>().empty());
}

}  // namespace otto::test

QTEST_GUILESS_MAIN(otto::test::tst_KafkaBus)
#include "tst_KafkaBus.moc"
