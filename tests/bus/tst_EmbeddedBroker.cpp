// SPDX-License-Identifier: Apache-2.0
#include "core/bus/embedded/EmbeddedBroker.h"
#include "core/bus/embedded/EmbeddedBus.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <iterator>
#include <map>
#include <set>
#include <thread>

namespace otto::test {

using namespace std::chrono_literals;

namespace {

constexpr Instant kStart{1'772'442'000'000};

TailOptions everything(StartAt startAt)
{
    return {[startAt](std::string_view) { return startAt; }, {}};
}

OutgoingRecord keyed(const std::string& topic, const std::string& key, const std::string& value)
{
    return {topic, std::nullopt, key, {{"h", value}}, value};
}

struct Output
{
    std::vector<Record> records;
    std::vector<BusEvent> events;
};

Output polled(Bus& bus, std::size_t maxRecords = 1'000'000)
{
    Output output;
    bus.poll(0ms, maxRecords, output.records, output.events);
    return output;
}

template <typename Event>
std::vector<Event> eventsOf(const Output& output)
{
    std::vector<Event> found;
    for (const BusEvent& event : output.events) {
        if (const Event* wanted = std::get_if<Event>(&event)) {
            found.push_back(*wanted);
        }
    }
    return found;
}

std::vector<std::string> valuesOf(const std::vector<Record>& records)
{
    std::vector<std::string> values;
    std::transform(records.begin(), records.end(), std::back_inserter(values),
                   [](const Record& record) { return record.value.value_or("(none)"); });
    return values;
}

}  // namespace

class tst_EmbeddedBroker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameCallsGiveTheSameResults();
    void recordsComeInTheOrderTheyWereWritten();
    void timestampIsTheTimeOfTheClock();
    void keylessRecordsGoRound();
    void retentionReportsTheGap();
    void retentionBoundsTheMemory();
    void topicWithUnlimitedRetentionKeepsAll();
    void topicSettingLimitsTheRecordSize();
    void heldRecordFailsAfterTheDeliveryTimeout();
    void fullQueueFailsAtOnce();
    void outageBetweenTwoPollsDropsTheProbe();
    void lostAcknowledgementIsUnknownAndWritten();
    void unavailableBrokerMakesNoTopics();
    void topicCannotLosePartitions();
    void clientMayOutliveTheOthers();
    void manyThreadsLoseNothing();
};

void tst_EmbeddedBroker::sameCallsGiveTheSameResults()
{
    const auto run = [] {
        ManualClock clock(kStart);
        const auto broker = std::make_shared<EmbeddedBroker>(clock);
        EmbeddedBus writer(broker);
        EmbeddedBus reader(broker);
        const std::array<TopicSpec, 2> topics{TopicSpec{"a", 3, {}}, TopicSpec{"b", 5, {}}};
        if (!writer.createTopics(topics)) {
            return Output{};
        }
        reader.startTail(everything(StartAt::Beginning));
        Output all;
        for (int number = 0; number < 1000; ++number) {
            clock.advance(7ms);
            writer.produce(keyed(number % 3 == 0 ? "a" : "b", std::to_string(number * 7919 % 101),
                                 std::to_string(number)),
                           static_cast<ProduceToken>(number));
            if (number % 100 == 40) {
                broker->setAvailable(false, "switched off");
            }
            if (number % 100 == 60) {
                broker->setAvailable(true);
            }
            if (number % 10 == 0) {
                reader.probe();
                reader.poll(0ms, 17, all.records, all.events);
                writer.poll(0ms, 17, all.records, all.events);
            }
        }
        writer.poll(0ms, 0, all.records, all.events);
        reader.poll(0ms, 1'000'000, all.records, all.events);
        return all;
    };
    const auto shape = [](const Output& output) {
        std::vector<std::vector<std::string>> lines;
        for (const BusEvent& event : output.events) {
            std::vector<std::string> words{std::to_string(event.index())};
            if (const auto* report = std::get_if<DeliveryReport>(&event)) {
                words.insert(words.end(),
                             {std::to_string(report->token), std::to_string(report->partition),
                              std::to_string(report->offset)});
            } else if (const auto* change = std::get_if<ConnectionChange>(&event)) {
                words.insert(words.end(), {change->since.text(), change->reason});
            } else if (const auto* proof = std::get_if<CaughtUp>(&event)) {
                words.push_back(proof->asOf.text());
            }
            lines.push_back(std::move(words));
        }
        return lines;
    };
    const Output first = run();
    const Output second = run();
    QCOMPARE(first.records.size(), std::size_t{1000});
    QVERIFY(first.records == second.records);
    QVERIFY(first.events.size() > 1000);
    QCOMPARE(shape(first), shape(second));
}

void tst_EmbeddedBroker::recordsComeInTheOrderTheyWereWritten()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    EmbeddedBus writer(broker);
    EmbeddedBus reader(broker);
    const std::array<TopicSpec, 2> topics{TopicSpec{"a", 4, {}}, TopicSpec{"b", 1, {}}};
    QVERIFY(writer.createTopics(topics).has_value());
    reader.startTail(everything(StartAt::Beginning));
    std::vector<std::string> written;
    for (int number = 0; number < 200; ++number) {
        written.push_back(std::to_string(number));
        writer.produce(keyed(number % 5 == 0 ? "b" : "a", std::to_string(number), written.back()),
                       0);
    }
    Output output;
    while (output.records.size() < written.size()) {
        const std::size_t before = output.records.size();
        reader.poll(0ms, 13, output.records, output.events);
        QVERIFY(output.records.size() > before && output.records.size() <= before + 13);
    }
    QCOMPARE(valuesOf(output.records), written);
}

void tst_EmbeddedBroker::timestampIsTheTimeOfTheClock()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    EmbeddedBus bus(broker);
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 1, {}}};
    QVERIFY(bus.createTopics(topics).has_value());
    bus.startTail(everything(StartAt::End));
    clock.advance(1500ms);
    bus.produce(keyed("a", "k", "v"), 1);
    const Output output = polled(bus);
    QVERIFY(output.records.at(0).timestamp == kStart + 1500ms);
}

void tst_EmbeddedBroker::keylessRecordsGoRound()
{
    ManualClock clock(kStart);
    EmbeddedBroker broker(clock);
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 3, {}}};
    QVERIFY(broker.createTopics(topics).has_value());
    for (const std::int32_t partition : {0, 1, 2, 0, 1}) {
        const auto appended = broker.append({"a", std::nullopt, std::nullopt, {}, "v"});
        QVERIFY(appended.has_value());
        QCOMPARE(appended->partition, partition);
    }
}

void tst_EmbeddedBroker::retentionReportsTheGap()
{
    ManualClock clock(kStart);
    const auto broker =
        std::make_shared<EmbeddedBroker>(clock, EmbeddedBrokerLimits{10, 1'000'000});
    EmbeddedBus bus(broker);
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 1, {}}};
    QVERIFY(bus.createTopics(topics).has_value());
    bus.startTail(everything(StartAt::Beginning));
    for (int number = 0; number < 4; ++number) {
        bus.produce(keyed("a", "k", std::to_string(number)), 0);
    }
    QCOMPARE(polled(bus).records.size(), std::size_t{4});
    for (int number = 4; number < 34; ++number) {
        bus.produce(keyed("a", "k", std::to_string(number)), 0);
    }
    bus.probe();
    const Output output = polled(bus);
    const std::vector<TailGap> gaps = eventsOf<TailGap>(output);
    QCOMPARE(gaps.size(), std::size_t{1});
    QVERIFY((gaps[0].at == TopicPartition{"a", 0}));
    QCOMPARE(gaps[0].expectedOffset, 4);
    QCOMPARE(gaps[0].resumedAt, 24);
    QVERIFY(!gaps[0].reason.empty());
    QCOMPARE(output.records.size(), std::size_t{10});
    QCOMPARE(output.records.front().offset, 24);
    QCOMPARE(eventsOf<CaughtUp>(output).size(), std::size_t{1});
}

void tst_EmbeddedBroker::retentionBoundsTheMemory()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock, EmbeddedBrokerLimits{5, 1'000'000});
    EmbeddedBus bus(broker);
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 2, {}}};
    QVERIFY(bus.createTopics(topics).has_value());
    for (int number = 0; number < 1000; ++number) {
        bus.produce(keyed("a", std::to_string(number), "v"), 0);
        polled(bus);
    }
    EmbeddedBus reader(broker);
    reader.startTail(everything(StartAt::Beginning));
    const Output output = polled(reader);
    QCOMPARE(output.records.size(), std::size_t{10});
    // It began at the oldest record there is, so nothing it was promised is missing.
    QVERIFY(eventsOf<TailGap>(output).empty());
}

void tst_EmbeddedBroker::topicWithUnlimitedRetentionKeepsAll()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock, EmbeddedBrokerLimits{5, 1'000'000});
    EmbeddedBus bus(broker);
    const std::array<TopicSpec, 1> topics{TopicSpec{"journal", 1, {{"retention.ms", "-1"}}}};
    QVERIFY(bus.createTopics(topics).has_value());
    for (int number = 0; number < 50; ++number) {
        bus.produce(keyed("journal", "k", "v"), 0);
    }
    bus.startTail(everything(StartAt::Beginning));
    QCOMPARE(polled(bus).records.size(), std::size_t{50});
}

void tst_EmbeddedBroker::topicSettingLimitsTheRecordSize()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    const std::array<TopicSpec, 1> topics{TopicSpec{"small", 1, {{"max.message.bytes", "10"}}}};
    QVERIFY(broker->createTopics(topics).has_value());
    QVERIFY(broker->append({"small", {}, {}, {}, std::string(10, 'x')}).has_value());
    const auto refused = broker->append({"small", {}, {}, {}, std::string(11, 'x')});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code, std::string("RECORD_TOO_LARGE"));
}

void tst_EmbeddedBroker::heldRecordFailsAfterTheDeliveryTimeout()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    EmbeddedBus bus(broker);
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 1, {}}};
    QVERIFY(bus.createTopics(topics).has_value());
    bus.startTail(everything(StartAt::Beginning));
    broker->setAvailable(false, "cable pulled");
    bus.produce(keyed("a", "k", "too late"), 1);
    clock.advance(20s);
    bus.produce(keyed("a", "k", "in time"), 2);
    QVERIFY(eventsOf<DeliveryReport>(polled(bus)).empty());
    clock.advance(10s);
    const std::vector<DeliveryReport> failed = eventsOf<DeliveryReport>(polled(bus));
    QCOMPARE(failed.size(), std::size_t{1});
    QCOMPARE(failed[0].token, ProduceToken{1});
    QVERIFY(failed[0].outcome == DeliveryReport::Outcome::Failed);
    QVERIFY(failed[0].reason.find("cable pulled") != std::string::npos);

    broker->setAvailable(true);
    const Output output = polled(bus);
    QCOMPARE(valuesOf(output.records), std::vector<std::string>{"in time"});
    const std::vector<DeliveryReport> delivered = eventsOf<DeliveryReport>(output);
    QCOMPARE(delivered.size(), std::size_t{1});
    QCOMPARE(delivered[0].token, ProduceToken{2});
    QVERIFY(delivered[0].outcome == DeliveryReport::Outcome::Delivered);
}

void tst_EmbeddedBroker::fullQueueFailsAtOnce()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    EmbeddedBus bus(broker, EmbeddedBusLimits{3, 30s});
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 1, {}}};
    QVERIFY(bus.createTopics(topics).has_value());
    broker->setAvailable(false, "cable pulled");
    for (ProduceToken token = 0; token < 5; ++token) {
        bus.produce(keyed("a", "k", "v"), token);
    }
    std::set<ProduceToken> failed;
    for (const DeliveryReport& report : eventsOf<DeliveryReport>(polled(bus))) {
        QVERIFY(report.outcome == DeliveryReport::Outcome::Failed);
        failed.insert(report.token);
    }
    QCOMPARE(failed, (std::set<ProduceToken>{3, 4}));
    QCOMPARE(bus.statistics().inFlight, 3);
}

void tst_EmbeddedBroker::outageBetweenTwoPollsDropsTheProbe()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    EmbeddedBus bus(broker);
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 1, {}}};
    QVERIFY(bus.createTopics(topics).has_value());
    bus.startTail(everything(StartAt::Beginning));
    polled(bus);
    bus.probe();
    broker->setAvailable(false, "cable pulled");
    broker->setAvailable(true);
    QVERIFY(eventsOf<CaughtUp>(polled(bus)).empty());
    bus.probe();
    QCOMPARE(eventsOf<CaughtUp>(polled(bus)).size(), std::size_t{1});
}

void tst_EmbeddedBroker::lostAcknowledgementIsUnknownAndWritten()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    EmbeddedBus bus(broker);
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 1, {}}};
    QVERIFY(bus.createTopics(topics).has_value());
    bus.startTail(everything(StartAt::Beginning));
    broker->loseAcknowledgements(true);
    bus.produce(keyed("a", "k", "v"), 9);
    const Output output = polled(bus);
    QCOMPARE(output.records.size(), std::size_t{1});
    const std::vector<DeliveryReport> reports = eventsOf<DeliveryReport>(output);
    QCOMPARE(reports.size(), std::size_t{1});
    QVERIFY(reports[0].outcome == DeliveryReport::Outcome::Unknown);
    QVERIFY(!reports[0].reason.empty());
}

void tst_EmbeddedBroker::unavailableBrokerMakesNoTopics()
{
    ManualClock clock(kStart);
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    EmbeddedBus bus(broker);
    broker->setAvailable(false, "cable pulled");
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 1, {}}};
    const Status made = bus.createTopics(topics);
    QVERIFY(!made.has_value());
    QCOMPARE(made.error().text, std::string("cable pulled"));
    QVERIFY(broker->topics().empty());
}

void tst_EmbeddedBroker::topicCannotLosePartitions()
{
    ManualClock clock(kStart);
    EmbeddedBroker broker(clock);
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 4, {}}};
    QVERIFY(broker.createTopics(topics).has_value());
    QVERIFY(!broker.growTopic("a", 3).has_value());
    QVERIFY(!broker.growTopic("b", 3).has_value());
    QCOMPARE(broker.topics().at(0).partitions, 4);
}

void tst_EmbeddedBroker::clientMayOutliveTheOthers()
{
    ManualClock clock(kStart);
    auto broker = std::make_shared<EmbeddedBroker>(clock);
    EmbeddedBus reader(broker);
    {
        EmbeddedBus writer(std::move(broker));
        const std::array<TopicSpec, 1> topics{TopicSpec{"a", 1, {}}};
        QVERIFY(writer.createTopics(topics).has_value());
        writer.produce(keyed("a", "k", "v"), 1);
    }
    reader.startTail(everything(StartAt::Beginning));
    QCOMPARE(polled(reader).records.size(), std::size_t{1});
}

void tst_EmbeddedBroker::manyThreadsLoseNothing()
{
    constexpr int kWriters = 3;
    constexpr int kReaders = 2;
    constexpr int kRecords = 3000;
    constexpr std::size_t kAll = std::size_t{kWriters} * kRecords;
    const SystemClock clock;
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    const std::array<TopicSpec, 1> topics{TopicSpec{"a", 4, {}}};
    QVERIFY(broker->createTopics(topics).has_value());

    std::array<std::map<std::string, int>, kReaders> seen;
    std::array<bool, kReaders> ordered{};
    std::array<std::atomic<int>, kWriters> reports{};
    std::vector<std::thread> threads;
    for (std::size_t index = 0; index < kReaders; ++index) {
        threads.emplace_back([&, index] {
            EmbeddedBus reader(broker);
            reader.startTail(everything(StartAt::Beginning));
            const auto deadline = std::chrono::steady_clock::now() + 60s;
            std::size_t count = 0;
            std::map<std::int32_t, std::int64_t> next;
            ordered[index] = true;
            while (count < kAll && std::chrono::steady_clock::now() < deadline) {
                Output output;
                reader.poll(100ms, 500, output.records, output.events);
                for (const Record& record : output.records) {
                    ++seen[index][record.value.value()];
                    ordered[index] = ordered[index] && next[record.partition]++ == record.offset;
                }
                count += output.records.size();
            }
        });
    }
    for (std::size_t index = 0; index < kWriters; ++index) {
        threads.emplace_back([&, index] {
            EmbeddedBus writer(broker);
            for (int number = 0; number < kRecords; ++number) {
                const std::string value = std::to_string(index) + "/" + std::to_string(number);
                writer.produce(keyed("a", value, value), static_cast<ProduceToken>(number));
                const Output output = polled(writer);
                reports[index] += static_cast<int>(eventsOf<DeliveryReport>(output).size());
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (std::size_t index = 0; index < kReaders; ++index) {
        QVERIFY(ordered[index]);
        QCOMPARE(seen[index].size(), kAll);
        QVERIFY(std::all_of(seen[index].begin(), seen[index].end(),
                            [](const auto& entry) { return entry.second == 1; }));
    }
    for (const std::atomic<int>& count : reports) {
        QCOMPARE(count.load(), kRecords);
    }
}

}  // namespace otto::test

QTEST_APPLESS_MAIN(otto::test::tst_EmbeddedBroker)
#include "tst_EmbeddedBroker.moc"
