// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaDiscovery.h"

#include <QTest>

#include <map>

namespace otto::test {

using kafka::KafkaDiscovery;
using kafka::OffsetQuery;
using kafka::SurveyedTopic;
using kafka::Topology;

namespace {

constexpr Instant kLookbackFrom{1'772'442'000'000};

TailOptions tailOf(std::map<std::string, StartAt> starts)
{
    return {[starts = std::move(starts)](std::string_view topic) {
                const auto found = starts.find(std::string(topic));
                return found == starts.end() ? StartAt::Ignore : found->second;
            },
            kLookbackFrom};
}

Topology topologyOf(std::vector<SurveyedTopic> topics)
{
    return {{}, 1, std::move(topics), 0};
}

/// `topic/partition` of all queries, with their start.
std::map<std::string, std::optional<std::int64_t>> startsOf(const KafkaDiscovery::Step& step)
{
    std::map<std::string, std::optional<std::int64_t>> starts;
    for (const OffsetQuery& query : step.queries) {
        starts.emplace(query.at.topic + "/" + std::to_string(query.at.partition), query.start);
    }
    return starts;
}

using Starts = std::map<std::string, std::optional<std::int64_t>>;

void readAll(KafkaDiscovery& discovery, const KafkaDiscovery::Step& step)
{
    for (const OffsetQuery& query : step.queries) {
        discovery.noteReading(query.at);
    }
}

}  // namespace

class tst_KafkaDiscovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void topicsBeginWhereTheyAreWanted();
    void whatIsReadIsOnlyAskedForItsEnd();
    void topicThatAppearsLaterIsReadWhole();
    void partitionThatAppearsLaterIsReadWhole();
    void partitionWithoutLeaderWaitsAndNothingIsProven();
    void topicInTheMakingForbidsAProofOnlyWhenItIsWanted();
    void topicIsToldWhenAllOfItIsRead();
    void topicIsGoneWhenMissedTwice();
    void topicThatComesBackIsReadWhole();
    void lookbackBeforeKafkaIsTheBeginningOfTime();
};

void tst_KafkaDiscovery::topicsBeginWhereTheyAreWanted()
{
    KafkaDiscovery discovery(
        tailOf({{"a", StartAt::Beginning}, {"b", StartAt::Lookback}, {"c", StartAt::End}}));
    const auto step = discovery.observe(
        topologyOf({{"a", 2, {}}, {"b", 1, {}}, {"c", 1, {}}, {"ignored", 4, {}}}));
    QVERIFY(step.isWhole);
    QVERIFY((startsOf(step)
             == Starts{{"a/0", OffsetQuery::kEarliest},
                       {"a/1", OffsetQuery::kEarliest},
                       {"b/0", kLookbackFrom.ms},
                       {"c/0", OffsetQuery::kLatest}}));
}

void tst_KafkaDiscovery::whatIsReadIsOnlyAskedForItsEnd()
{
    KafkaDiscovery discovery(tailOf({{"a", StartAt::Beginning}}));
    readAll(discovery, discovery.observe(topologyOf({{"a", 2, {}}})));
    const auto step = discovery.observe(topologyOf({{"a", 2, {}}}));
    QVERIFY(step.isWhole);
    QVERIFY((startsOf(step) == Starts{{"a/0", std::nullopt}, {"a/1", std::nullopt}}));
}

void tst_KafkaDiscovery::topicThatAppearsLaterIsReadWhole()
{
    KafkaDiscovery discovery(tailOf({{"a", StartAt::End}, {"b", StartAt::Lookback}}));
    discovery.observe(topologyOf({}));
    const auto step = discovery.observe(topologyOf({{"a", 1, {}}, {"b", 1, {}}}));
    QVERIFY((startsOf(step) == Starts{{"a/0", OffsetQuery::kEarliest}, {"b/0", kLookbackFrom.ms}}));
}

void tst_KafkaDiscovery::partitionThatAppearsLaterIsReadWhole()
{
    KafkaDiscovery discovery(tailOf({{"a", StartAt::End}}));
    readAll(discovery, discovery.observe(topologyOf({{"a", 1, {}}})));
    discovery.takeFound();
    const auto step = discovery.observe(topologyOf({{"a", 2, {}}}));
    QVERIFY((startsOf(step) == Starts{{"a/0", std::nullopt}, {"a/1", OffsetQuery::kEarliest}}));
}

void tst_KafkaDiscovery::partitionWithoutLeaderWaitsAndNothingIsProven()
{
    KafkaDiscovery discovery(tailOf({{"a", StartAt::Beginning}}));
    const auto step = discovery.observe(topologyOf({{"a", 3, {1}}}));
    QVERIFY(!step.isWhole);
    QVERIFY((startsOf(step)
             == Starts{{"a/0", OffsetQuery::kEarliest}, {"a/2", OffsetQuery::kEarliest}}));
}

void tst_KafkaDiscovery::topicInTheMakingForbidsAProofOnlyWhenItIsWanted()
{
    KafkaDiscovery discovery(tailOf({{"a", StartAt::Beginning}}));
    QVERIFY(discovery.observe(topologyOf({{"ignored", 0, {}}})).isWhole);
    QVERIFY(!discovery.observe(topologyOf({{"a", 0, {}}})).isWhole);
    QVERIFY(discovery.observe(topologyOf({{"a", 1, {}}})).isWhole);
}

void tst_KafkaDiscovery::topicIsToldWhenAllOfItIsRead()
{
    KafkaDiscovery discovery(tailOf({{"a", StartAt::Beginning}}));
    discovery.observe(topologyOf({{"a", 2, {}}}));
    discovery.noteReading({"a", 0});
    QVERIFY(discovery.takeFound().empty());
    discovery.noteReading({"a", 1});
    const std::vector<TopicSpec> found = discovery.takeFound();
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].name, std::string("a"));
    QCOMPARE(found[0].partitions, 2);
    QVERIFY(discovery.takeFound().empty());
    QCOMPARE(discovery.topicsRead(), 1);
}

void tst_KafkaDiscovery::topicIsGoneWhenMissedTwice()
{
    KafkaDiscovery discovery(tailOf({{"a", StartAt::Beginning}, {"b", StartAt::Beginning}}));
    readAll(discovery, discovery.observe(topologyOf({{"a", 1, {}}, {"b", 1, {}}})));
    const auto once = discovery.observe(topologyOf({{"b", 1, {}}}));
    QVERIFY(once.gone.empty());
    QVERIFY(!once.isWhole);
    const auto twice = discovery.observe(topologyOf({{"b", 1, {}}}));
    QCOMPARE(twice.gone, std::vector<std::string>{"a"});
    QVERIFY(discovery.observe(topologyOf({{"b", 1, {}}})).isWhole);
    QCOMPARE(discovery.topicsRead(), 1);
}

void tst_KafkaDiscovery::topicThatComesBackIsReadWhole()
{
    KafkaDiscovery discovery(tailOf({{"a", StartAt::End}}));
    readAll(discovery, discovery.observe(topologyOf({{"a", 1, {}}})));
    discovery.observe(topologyOf({}));
    discovery.observe(topologyOf({}));
    const auto step = discovery.observe(topologyOf({{"a", 1, {}}}));
    QVERIFY((startsOf(step) == Starts{{"a/0", OffsetQuery::kEarliest}}));
}

void tst_KafkaDiscovery::lookbackBeforeKafkaIsTheBeginningOfTime()
{
    KafkaDiscovery discovery(
        {[](std::string_view) { return StartAt::Lookback; }, Instant{-62'000'000}});
    const auto step = discovery.observe(topologyOf({{"a", 1, {}}}));
    QVERIFY((startsOf(step) == Starts{{"a/0", 0}}));
}

}  // namespace otto::test

QTEST_APPLESS_MAIN(otto::test::tst_KafkaDiscovery)
#include "tst_KafkaDiscovery.moc"
