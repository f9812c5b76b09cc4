// SPDX-License-Identifier: Apache-2.0
#include "tests/bus/BusConformance.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <thread>
#include <utility>

namespace otto::test {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

void BusClient::poll(Duration wait, std::size_t maxRecords)
{
    m_bus->poll(wait, maxRecords, records, events);
}

bool BusClient::pollUntil(const std::function<bool()>& condition, Duration patience)
{
    const auto deadline = SteadyClock::now() + patience;
    while (!condition()) {
        if (SteadyClock::now() >= deadline) {
            return false;
        }
        poll(20ms);
    }
    return true;
}

bool BusClient::proveCaughtUp()
{
    const std::size_t before = eventsOf<CaughtUp>().size();
    return pollUntil([&] {
        m_bus->probe();
        return eventsOf<CaughtUp>().size() > before;
    });
}

DeliveryReport BusClient::deliver(OutgoingRecord record)
{
    const ProduceToken token = ++m_lastToken;
    m_bus->produce(std::move(record), token);
    if (!pollUntil([&] { return reportCount(token) > 0; }, 40s)) {
        return {token, DeliveryReport::Outcome::Unknown, -1, -1, "the test saw no report"};
    }
    for (const DeliveryReport& report : eventsOf<DeliveryReport>()) {
        if (report.token == token) {
            return report;
        }
    }
    return {};
}

std::size_t BusClient::reportCount(ProduceToken token) const
{
    const std::vector<DeliveryReport> reports = eventsOf<DeliveryReport>();
    return static_cast<std::size_t>(std::count_if(
        reports.begin(), reports.end(), [&](const auto& report) { return report.token == token; }));
}

bool BusClient::hasFound(std::string_view topic, std::int32_t partitions) const
{
    for (const TopicsFound& found : eventsOf<TopicsFound>()) {
        for (const TopicSpec& spec : found.topics) {
            if (spec.name == topic && spec.partitions == partitions) {
                return true;
            }
        }
    }
    return false;
}

bool BusClient::isUp() const
{
    const std::vector<ConnectionChange> changes = eventsOf<ConnectionChange>();
    return !changes.empty() && changes.back().state == ConnectionChange::State::Up;
}

std::vector<std::string> BusClient::values() const
{
    std::vector<std::string> values;
    for (const Record& record : records) {
        values.push_back(record.value.value_or("(none)"));
    }
    return values;
}

std::vector<Record> BusClient::recordsOf(std::string_view topic) const
{
    std::vector<Record> found;
    std::copy_if(records.begin(), records.end(), std::back_inserter(found),
                 [&](const Record& record) { return record.topic == topic; });
    return found;
}

namespace {

OutgoingRecord valueRecord(const std::string& topic, const std::string& value,
                           std::optional<std::int32_t> partition = std::nullopt)
{
    return {topic, partition, std::nullopt, {}, value};
}

std::string numbered(int number)
{
    return "value " + std::to_string(number);
}

std::vector<std::string> numberedUpTo(int count)
{
    std::vector<std::string> values;
    values.reserve(static_cast<std::size_t>(count));
    for (int number = 0; number < count; ++number) {
        values.push_back(numbered(number));
    }
    return values;
}

/// Produces "value 0" to "value count-1" to partition 0 and waits for all reports.
void deliverNumbered(BusClient& writer, const std::string& topic, int count)
{
    for (int number = 0; number < count; ++number) {
        writer->produce(valueRecord(topic, numbered(number), 0), static_cast<ProduceToken>(number));
    }
    const auto wanted = static_cast<std::size_t>(count);
    QVERIFY(writer.pollUntil([&] { return writer.eventsOf<DeliveryReport>().size() >= wanted; }));
}

}  // namespace

std::string BusConformance::topicName(std::string_view suffix)
{
    return std::string("conformance.") + QTest::currentTestFunction() + "." + std::string(suffix);
}

TailOptions BusConformance::tailOf(StartAt startAt, Instant lookbackFrom)
{
    const std::string prefix = topicName("");
    return {[=](std::string_view topic) {
                return topic.starts_with(prefix) ? startAt : StartAt::Ignore;
            },
            lookbackFrom};
}

BusClient BusConformance::client()
{
    return BusClient(connect());
}

void BusConformance::makeTopic(const std::string& name, std::int32_t partitions)
{
    BusClient maker = client();
    const std::array<TopicSpec, 1> specs{TopicSpec{name, partitions, {}}};
    const Status made = maker->createTopics(specs);
    QVERIFY2(made.has_value(), made ? "" : made.error().text.c_str());
}

Instant BusConformance::instantBetween()
{
    const auto nextMillisecond = [this] {
        const Instant before = clock().now();
        while (clock().now() <= before) {
            std::this_thread::yield();
        }
        return clock().now();
    };
    const Instant between = nextMillisecond();
    nextMillisecond();
    return between;
}

void BusConformance::recordsAreReadBackByteForByte()
{
    const std::string topic = topicName();
    makeTopic(topic);
    const std::string binary("\x00\xff\xc3\x28 <b>\n\x7f", 9);
    const std::vector<OutgoingRecord> written{
        {topic, 0, "key", {{"name", "value"}}, "plain"},
        {topic, 0, std::nullopt, {}, "no key"},
        {topic, 0, "no value", {}, std::nullopt},
        {topic, 0, std::nullopt, {}, std::nullopt},
        {topic, 0, "", {}, ""},
        {topic, 0, binary, {{"bytes", binary}}, binary},
        {topic, 0, "repeated", {{"h", "1"}, {"g", ""}, {"h", "2"}, {"", "no name"}}, "headers"},
    };
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    for (const OutgoingRecord& record : written) {
        const DeliveryReport report = bus.deliver(record);
        QCOMPARE(report.reason, std::string());
    }
    QVERIFY(bus.pollUntil([&] { return bus.records.size() >= written.size(); }));

    QCOMPARE(bus.records.size(), written.size());
    for (std::size_t at = 0; at < written.size(); ++at) {
        const Record& record = bus.records[at];
        QCOMPARE(record.topic, topic);
        QCOMPARE(record.partition, 0);
        QCOMPARE(record.offset, static_cast<std::int64_t>(at));
        QVERIFY(record.key == written[at].key);
        QVERIFY(record.value == written[at].value);
        QVERIFY(record.headers == written[at].headers);
        QVERIFY(clock().now() - record.timestamp < 60s && record.timestamp <= clock().now());
    }
    QVERIFY(bus.records.back().header("h") == "2");
}

void BusConformance::recordsOfAPartitionKeepTheirOrder()
{
    const std::string topic = topicName();
    makeTopic(topic, 3);
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    constexpr int kCount = 600;
    for (int number = 0; number < kCount; ++number) {
        bus->produce(valueRecord(topic, std::to_string(number), number % 3),
                     static_cast<ProduceToken>(number));
    }
    QVERIFY(bus.pollUntil([&] { return bus.records.size() >= kCount; }));

    std::map<std::int32_t, int> lastNumber;
    std::map<std::int32_t, std::int64_t> lastOffset;
    for (const Record& record : bus.records) {
        const int number = std::stoi(record.value.value());
        const auto [number_at, isFirst] = lastNumber.try_emplace(record.partition, number);
        QVERIFY(isFirst || number > number_at->second);
        number_at->second = number;
        const auto [offset_at, _] = lastOffset.try_emplace(record.partition, -1);
        QCOMPARE(record.offset, offset_at->second + 1);
        offset_at->second = record.offset;
    }
    QCOMPARE(lastOffset, (std::map<std::int32_t, std::int64_t>{{0, 199}, {1, 199}, {2, 199}}));
}

void BusConformance::aKeyGoesToThePartitionOfMurmur2()
{
    const std::string topic = topicName();
    makeTopic(topic, 7);
    BusClient bus = client();
    for (int number = 0; number < 40; ++number) {
        const std::string key = "PMT-" + std::to_string(number % 20);
        const DeliveryReport report = bus.deliver({topic, std::nullopt, key, {}, "x"});
        QCOMPARE(report.partition, partitionFor(key, 7));
    }
}

void BusConformance::beginningReadsWhatIsThere()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient writer = client();
    deliverNumbered(writer, topic, 20);

    BusClient reader = client();
    reader->startTail(tailOf(StartAt::Beginning));
    QVERIFY(reader.pollUntil([&] { return reader.records.size() >= 20; }));
    QCOMPARE(reader.values(), numberedUpTo(20));
    QVERIFY(reader.hasFound(topic, 1));
}

void BusConformance::endReadsOnlyWhatComesAfterwards()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient writer = client();
    writer.deliver(valueRecord(topic, "before"));

    BusClient reader = client();
    reader->startTail(tailOf(StartAt::End));
    QVERIFY(reader.pollUntil([&] { return reader.hasFound(topic, 1); }));
    writer.deliver(valueRecord(topic, "after"));
    QVERIFY(reader.pollUntil([&] { return !reader.records.empty(); }));
    QCOMPARE(reader.values(), std::vector<std::string>{"after"});
}

void BusConformance::lookbackReadsFromTheInstantOn()
{
    const std::string topic = topicName();
    makeTopic(topic, 2);
    BusClient writer = client();
    writer.deliver(valueRecord(topic, "early 0", 0));
    writer.deliver(valueRecord(topic, "early 1", 1));
    const Instant between = instantBetween();
    writer.deliver(valueRecord(topic, "late 0", 0));

    BusClient reader = client();
    reader->startTail(tailOf(StartAt::Lookback, between));
    QVERIFY(reader.pollUntil([&] { return !reader.records.empty(); }));
    reader->probe();
    QVERIFY(reader.pollUntil([&] { return !reader.eventsOf<CaughtUp>().empty(); }));
    QCOMPARE(reader.values(), std::vector<std::string>{"late 0"});
}

void BusConformance::lookbackAfterTheLastRecordReadsWhatComes()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient writer = client();
    writer.deliver(valueRecord(topic, "early"));

    BusClient reader = client();
    reader->startTail(tailOf(StartAt::Lookback, clock().now() + 1h));
    QVERIFY(reader.pollUntil([&] { return reader.hasFound(topic, 1); }));
    writer.deliver(valueRecord(topic, "later"));
    QVERIFY(reader.pollUntil([&] { return !reader.records.empty(); }));
    QCOMPARE(reader.values(), std::vector<std::string>{"later"});
}

void BusConformance::ignoredTopicIsNotRead()
{
    const std::string read = topicName("read");
    const std::string ignored = topicName("ignored");
    makeTopic(read);
    makeTopic(ignored);
    BusClient writer = client();
    writer.deliver(valueRecord(ignored, "ignored"));
    writer.deliver(valueRecord(read, "read"));

    std::map<std::string, int> asked;
    BusClient reader = client();
    reader->startTail({[&](std::string_view topic) {
                           ++asked[std::string(topic)];
                           return topic == read ? StartAt::Beginning : StartAt::Ignore;
                       },
                       {}});
    QVERIFY(reader.pollUntil([&] { return !reader.records.empty(); }));
    reader->probe();
    QVERIFY(reader.pollUntil([&] { return !reader.eventsOf<CaughtUp>().empty(); }));
    QCOMPARE(reader.values(), std::vector<std::string>{"read"});
    QCOMPARE(asked[read], 1);
    QCOMPARE(asked[ignored], 1);
    QVERIFY(!reader.hasFound(ignored, 1));
}

void BusConformance::everyClientReadsEverything()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient first = client();
    BusClient second = client();
    first->startTail(tailOf(StartAt::Beginning));
    second->startTail(tailOf(StartAt::Beginning));
    deliverNumbered(first, topic, 50);
    QVERIFY(first.pollUntil([&] { return first.records.size() >= 50; }));
    QVERIFY(second.pollUntil([&] { return second.records.size() >= 50; }));
    QCOMPARE(first.values(), numberedUpTo(50));
    QCOMPARE(second.values(), numberedUpTo(50));
}

void BusConformance::newTopicIsFoundWhileRunning()
{
    const std::string known = topicName("known");
    const std::string added = topicName("added");
    makeTopic(known);
    BusClient reader = client();
    reader->startTail(tailOf(StartAt::End));
    QVERIFY(reader.pollUntil([&] { return reader.hasFound(known, 1); }));

    makeTopic(added, 2);
    BusClient writer = client();
    writer.deliver(valueRecord(added, "first", 1));
    QVERIFY(reader.pollUntil([&] { return !reader.records.empty(); }));
    QCOMPARE(reader.values(), std::vector<std::string>{"first"});
    QVERIFY(reader.hasFound(added, 2));
}

void BusConformance::newPartitionIsFoundWhileRunning()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient reader = client();
    reader->startTail(tailOf(StartAt::End));
    QVERIFY(reader.pollUntil([&] { return reader.hasFound(topic, 1); }));

    const Status grown = growTopic(topic, 3);
    QVERIFY2(grown.has_value(), grown ? "" : grown.error().text.c_str());
    BusClient writer = client();
    const DeliveryReport report = writer.deliver(valueRecord(topic, "in the new one", 2));
    QCOMPARE(report.reason, std::string());
    QVERIFY(reader.pollUntil([&] { return !reader.records.empty(); }));
    QCOMPARE(reader.records.front().partition, 2);
    QCOMPARE(reader.records.front().offset, 0);
    QVERIFY(reader.hasFound(topic, 3));
}

void BusConformance::deliveryIsReportedOnceWithItsOffset()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    deliverNumbered(bus, topic, 100);
    QVERIFY(bus.pollUntil([&] { return bus.records.size() >= 100; }));

    const std::vector<DeliveryReport> reports = bus.eventsOf<DeliveryReport>();
    QCOMPARE(reports.size(), std::size_t{100});
    for (const DeliveryReport& report : reports) {
        QCOMPARE(bus.reportCount(report.token), std::size_t{1});
        QVERIFY(report.outcome == DeliveryReport::Outcome::Delivered);
        QCOMPARE(report.reason, std::string());
        QCOMPARE(report.partition, 0);
        const Record& record = bus.records.at(static_cast<std::size_t>(report.offset));
        QCOMPARE(record.value.value(), numbered(static_cast<int>(report.token)));
        QCOMPARE(record.offset, report.offset);
    }
}

void BusConformance::unknownTopicIsReportedAsFailed()
{
    BusClient bus = client();
    const DeliveryReport report = bus.deliver(valueRecord(topicName("nowhere"), "x"));
    QVERIFY(report.outcome == DeliveryReport::Outcome::Failed);
    QCOMPARE(report.reason, "topic " + topicName("nowhere") + " does not exist");
    QCOMPARE(report.offset, -1);

    // The client does not go on believing so.
    const std::array<TopicSpec, 1> specs{TopicSpec{topicName("nowhere"), 1, {}}};
    QVERIFY(bus->createTopics(specs).has_value());
    QCOMPARE(bus.deliver(valueRecord(topicName("nowhere"), "x")).reason, std::string());
}

void BusConformance::unknownPartitionIsReportedAsFailed()
{
    const std::string topic = topicName();
    makeTopic(topic, 2);
    BusClient bus = client();
    const DeliveryReport report = bus.deliver(valueRecord(topic, "x", 9));
    QVERIFY(report.outcome == DeliveryReport::Outcome::Failed);
    QCOMPARE(report.reason, "topic " + topic + " has no partition 9");
}

void BusConformance::existingTopicIsNoErrorWhenMadeAgain()
{
    const std::array<TopicSpec, 2> first{TopicSpec{topicName("a"), 2, {}},
                                         TopicSpec{topicName("b"), 1, {}}};
    const std::array<TopicSpec, 2> second{TopicSpec{topicName("a"), 2, {}},
                                          TopicSpec{topicName("c"), 1, {}}};
    BusClient bus = client();
    QVERIFY(bus->createTopics(first).has_value());
    QVERIFY(bus->createTopics(second).has_value());
    QCOMPARE(bus.deliver(valueRecord(topicName("c"), "x")).reason, std::string());
}

void BusConformance::badTopicNameIsRefused()
{
    const std::array<TopicSpec, 1> specs{TopicSpec{"no blanks", 1, {}}};
    BusClient bus = client();
    const Status made = bus->createTopics(specs);
    QVERIFY(!made.has_value());
    QVERIFY(!made.error().text.empty());
}

void BusConformance::caughtUpComesAfterAllRecordsHeldThen()
{
    const std::string topic = topicName();
    makeTopic(topic, 4);
    BusClient writer = client();
    BusClient reader = client();
    reader->startTail(tailOf(StartAt::Beginning));
    std::set<std::string> written;
    for (int round = 0; round < 5; ++round) {
        for (int number = 0; number < 40; ++number) {
            const std::string value = std::to_string(round) + "/" + std::to_string(number);
            written.insert(value);
            writer->produce(valueRecord(topic, value, number % 4),
                            static_cast<ProduceToken>(written.size()));
        }
        writer->flush(20s);
        const Instant before = clock().now();
        const std::size_t proofsBefore = reader.eventsOf<CaughtUp>().size();
        reader->probe();
        QVERIFY(
            reader.pollUntil([&] { return reader.eventsOf<CaughtUp>().size() > proofsBefore; }));
        const Instant asOf = reader.eventsOf<CaughtUp>().back().asOf;
        QVERIFY(asOf >= before && asOf <= clock().now());
        const std::vector<std::string> values = reader.values();
        QCOMPARE(std::set<std::string>(values.begin(), values.end()), written);
    }
}

void BusConformance::caughtUpDoesNotComeWhileBehind()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient writer = client();
    deliverNumbered(writer, topic, 30);
    BusClient reader = client();
    reader->startTail(tailOf(StartAt::Beginning));
    reader->probe();
    const auto deadline = SteadyClock::now() + 20s;
    while (reader.eventsOf<CaughtUp>().empty() && SteadyClock::now() < deadline) {
        reader.poll(20ms, 1);
    }
    QCOMPARE(reader.eventsOf<CaughtUp>().size(), std::size_t{1});
    QCOMPARE(reader->statistics().recordsRead, 30);
}

void BusConformance::emptyTopicsAreProven()
{
    makeTopic(topicName("empty"), 3);
    BusClient reader = client();
    reader->startTail(tailOf(StartAt::Beginning));
    QVERIFY(reader.pollUntil([&] { return reader.hasFound(topicName("empty"), 3); }));
    for (std::size_t proofs = 1; proofs <= 3; ++proofs) {
        reader->probe();
        QVERIFY(reader.pollUntil([&] { return reader.eventsOf<CaughtUp>().size() == proofs; }));
    }
    QVERIFY(reader.records.empty());
}

void BusConformance::topicMadeBeforeTheProbeIsCovered()
{
    makeTopic(topicName("known"));
    BusClient reader = client();
    reader->startTail(tailOf(StartAt::End));
    QVERIFY(reader.pollUntil([&] { return reader.hasFound(topicName("known"), 1); }));

    BusClient writer = client();
    for (int round = 0; round < 3; ++round) {
        const std::string added = topicName("added" + std::to_string(round));
        makeTopic(added);
        writer.deliver(valueRecord(added, "must be read first"));
        const std::size_t proofsBefore = reader.eventsOf<CaughtUp>().size();
        reader->probe();
        QVERIFY(
            reader.pollUntil([&] { return reader.eventsOf<CaughtUp>().size() > proofsBefore; }));
        QCOMPARE(reader.recordsOf(added).size(), std::size_t{1});
    }
}

void BusConformance::wakeEndsALongPoll()
{
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::End));
    QVERIFY(bus.pollUntil([&] { return bus.isUp(); }));
    bus.events.clear();

    // Several times, because something else may end one poll by chance.
    constexpr int kRounds = 8;
    std::atomic<int> polls{0};
    std::thread waker([&] {
        for (int round = 1; round <= kRounds; ++round) {
            while (polls.load() < round) {
                std::this_thread::yield();
            }
            // By now the poll has most likely begun to wait.
            const auto soon = SteadyClock::now() + 10ms;
            while (SteadyClock::now() < soon) {
                std::this_thread::yield();
            }
            bus->wake();
        }
    });
    const auto start = SteadyClock::now();
    while (polls.load() < kRounds) {
        ++polls;
        bus.poll(3s);
    }
    const auto waited = SteadyClock::now() - start;
    waker.join();
    QVERIFY(waited < 4s);
    QVERIFY(bus.records.empty());
    QVERIFY(bus.events.empty());
}

void BusConformance::flushWaitsForTheReports()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient bus = client();
    for (ProduceToken token = 0; token < 200; ++token) {
        bus->produce(valueRecord(topic, "x"), token);
    }
    bus->flush(20s);
    QCOMPARE(bus->statistics().inFlight, 0);
    bus.poll(0ms);
    QCOMPARE(bus.eventsOf<DeliveryReport>().size(), std::size_t{200});
}

void BusConformance::largeRecordArrives()
{
    const std::string topic = topicName();
    makeTopic(topic);
    std::string value(std::size_t{900} * 1024, 'x');
    for (std::size_t at = 0; at < value.size(); at += 997) {
        value[at] = static_cast<char>(at % 251);
    }
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    const DeliveryReport report = bus.deliver(valueRecord(topic, value));
    QCOMPARE(report.reason, std::string());
    QVERIFY(bus.pollUntil([&] { return !bus.records.empty(); }));
    QVERIFY(bus.records.front().value == value);
}

void BusConformance::tooLargeRecordIsReportedAsFailed()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient bus = client();
    const DeliveryReport report =
        bus.deliver(valueRecord(topic, std::string(std::size_t{32} * 1024 * 1024, 'x')));
    QVERIFY(report.outcome == DeliveryReport::Outcome::Failed);
    QVERIFY(!report.reason.empty());
}

void BusConformance::statisticsCountAndShowTheLag()
{
    const std::string topic = topicName();
    makeTopic(topic, 2);
    BusClient writer = client();
    deliverNumbered(writer, topic, 10);
    QCOMPARE(writer->statistics().recordsProduced, 10);

    BusClient reader = client();
    QCOMPARE(reader->statistics().lag, -1);
    reader->startTail(tailOf(StartAt::Beginning));
    reader->probe();
    const auto deadline = SteadyClock::now() + 20s;
    while (reader.records.empty() && SteadyClock::now() < deadline) {
        reader.poll(20ms, 1);
    }
    QCOMPARE(reader.records.size(), std::size_t{1});
    QVERIFY(reader.hasFound(topic, 2));
    QCOMPARE(reader->statistics().lag, 9);
    QVERIFY(reader.pollUntil([&] { return reader.records.size() >= 10; }));

    const BusStatistics statistics = reader->statistics();
    QVERIFY(statistics.connection.state == ConnectionChange::State::Up);
    QCOMPARE(statistics.topicsRead, 1);
    QCOMPARE(statistics.partitionsRead, 2);
    QCOMPARE(statistics.recordsRead, 10);
    QCOMPARE(statistics.bytesRead, 10 * std::int64_t{7});
    QCOMPARE(statistics.lag, 0);
}

void BusConformance::lostBrokerIsReportedAndNothingIsLostOrDoubled()
{
    const std::string topic = topicName();
    makeTopic(topic);
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    QVERIFY(bus.pollUntil([&] { return bus.isUp() && bus.hasFound(topic, 1); }));
    bus.deliver(valueRecord(topic, "before"));
    QVERIFY(bus.pollUntil([&] { return bus.records.size() == 1; }));

    const Instant lostAt = clock().now();
    interrupt();
    QVERIFY(bus.pollUntil([&] { return !bus.isUp(); }, 5s));
    const ConnectionChange down = bus.eventsOf<ConnectionChange>().back();
    QVERIFY(down.state == ConnectionChange::State::Down);
    QVERIFY2(down.reason.find("no broker answers at ") == 0, down.reason.c_str());
    QVERIFY(down.since >= lostAt - 1s && down.since <= clock().now());
    QCOMPARE(bus->statistics().connection.reason, down.reason);

    for (ProduceToken token = 1; token <= 20; ++token) {
        bus->produce(valueRecord(topic, "during " + std::to_string(token)), token);
    }
    QCOMPARE(bus->statistics().inFlight, 20);
    bus.poll(0ms);
    QCOMPARE(bus.reportCount(1), std::size_t{0});

    restore();
    QVERIFY(bus.pollUntil([&] { return bus.isUp(); }));
    QVERIFY(bus.pollUntil([&] { return bus->statistics().inFlight == 0; }));
    bus.deliver(valueRecord(topic, "after"));
    QVERIFY(bus.pollUntil([&] { return bus.values().back() == "after"; }));

    std::vector<std::string> wanted{"before"};
    for (ProduceToken token = 1; token <= 20; ++token) {
        QCOMPARE(bus.reportCount(token), std::size_t{1});
        wanted.push_back("during " + std::to_string(token));
    }
    wanted.emplace_back("after");
    QCOMPARE(bus.values(), wanted);
    QVERIFY(bus.eventsOf<TailGap>().empty());
    QVERIFY(bus.eventsOf<ConnectionChange>().back().reason.empty());
}

void BusConformance::probeWhileTheBrokerIsAwayProvesNothing()
{
    makeTopic(topicName());
    BusClient bus = client();
    bus->startTail(tailOf(StartAt::Beginning));
    QVERIFY(bus.pollUntil([&] { return bus.isUp() && bus.hasFound(topicName(), 1); }));
    interrupt();
    QVERIFY(bus.pollUntil([&] { return !bus.isUp(); }, 5s));
    const Instant whileAway = instantBetween();
    bus->probe();
    bus.poll(50ms);
    QVERIFY(bus.eventsOf<CaughtUp>().empty());
    restore();
    QVERIFY(bus.pollUntil([&] { return bus.isUp(); }));
    const Instant afterwards = clock().now();
    QVERIFY(bus.proveCaughtUp());
    const Instant asOf = bus.eventsOf<CaughtUp>().front().asOf;
    QVERIFY(asOf > whileAway);
    QVERIFY(asOf >= afterwards);
}

}  // namespace otto::test
