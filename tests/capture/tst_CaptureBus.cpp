// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureBus.h"
#include "core/bus/capture/CaptureRecorder.h"
#include "core/bus/capture/CapturingBus.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "tests/capture/CaptureSamples.h"

#include <QTemporaryDir>
#include <QTest>

using namespace otto;
using namespace otto::test;

/// From a bus into a file, and from a file as a bus.
class tst_CaptureBus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsReadThroughABusIsCaptured();
    void theReplayGivesRecordsProofsAndGapsInOrder();
    void theClockFollowsTheArrivalsAndStandsAtTheEnd();
    void theEndIsProvenOnce();
    void ignoredTopicsAreLeftOut();
    void nothingIsSent();
    void wakeEndsAWait();
    void damageIsInTheProgress();
    void theRecorderEndsWithWhatTheBrokerHeld();
    void theRecorderGoesOnUntilItIsStopped();
    void theRecorderRefusesAnExistingFile();
    void theRecorderSaysWhyThereIsNoBus();

private:
    struct Polled
    {
        std::vector<Record> records;
        std::vector<BusEvent> events;
    };
    std::unique_ptr<CaptureBus> replay();
    static TailOptions all()
    {
        return {[](std::string_view) { return StartAt::Beginning; }, {}};
    }
    void produce(int count);
    CaptureRecorder::Connect connect()
    {
        return [this]() -> Result<std::unique_ptr<Bus>> {
            return std::make_unique<EmbeddedBus>(m_broker);
        };
    }
    CaptureRecorderOptions recorderOptions(bool keepsOn) const
    {
        return {m_path, writerOptions(), all(), keepsOn};
    }

    QTemporaryDir m_folder;
    std::string m_path;
    ManualClock m_clock{kArrival};
    std::shared_ptr<EmbeddedBroker> m_broker;
    std::shared_ptr<CaptureProgress> m_progress;
};

void tst_CaptureBus::init()
{
    m_path = m_folder.filePath("capture").toStdString();
    std::remove(m_path.c_str());
    m_clock.set(kArrival);
    m_broker = std::make_shared<EmbeddedBroker>(m_clock);
    const std::vector<TopicSpec> topics{{"a", 3, {}}, {"b", 1, {}}};
    QVERIFY(m_broker->createTopics(topics));
}

void tst_CaptureBus::produce(int count)
{
    for (int i = 0; i < count; ++i) {
        OutgoingRecord record{i % 3 == 0 ? "b" : "a", {}, "k" + std::to_string(i), {}, "v"};
        QVERIFY(m_broker->append(std::move(record)));
    }
}

std::unique_ptr<CaptureBus> tst_CaptureBus::replay()
{
    auto reader = CaptureReader::open(m_path);
    if (!reader)
        return nullptr;
    m_clock.set((*reader)->summary().arrivalFirst);
    m_progress = std::make_shared<CaptureProgress>();
    return std::make_unique<CaptureBus>(std::move(*reader), m_clock, m_progress);
}

void tst_CaptureBus::whatIsReadThroughABusIsCaptured()
{
    auto writer = CaptureWriter::create(m_path, writerOptions());
    QVERIFY(writer);
    CapturingBus bus(std::make_unique<EmbeddedBus>(m_broker), **writer, m_clock);
    bus.startTail(all());
    produce(20);
    Polled polled;
    // What lies in the vectors already is not captured again.
    bus.poll(Duration::zero(), 5, polled.records, polled.events);
    m_clock.advance(Duration{100});
    bus.poll(Duration::zero(), 100, polled.records, polled.events);
    bus.probe();
    bus.poll(Duration::zero(), 100, polled.records, polled.events);
    QCOMPARE(polled.records.size(), std::size_t{20});
    QVERIFY((*writer)->close());
    const CaptureRead read = readCapture(m_path);
    QVERIFY(read.records == polled.records);
    QCOMPARE(read.marks.size(), std::size_t{1});
    QCOMPARE(read.marks[0].recordsBefore, std::size_t{20});
    QCOMPARE(std::get<CaughtUp>(read.marks[0].event).asOf.ms, kArrival.ms + 100);
    QCOMPARE(read.summary.arrivalFirst.ms, kArrival.ms);
    QCOMPARE(read.summary.arrivalLast.ms, kArrival.ms + 100);
}

void tst_CaptureBus::theReplayGivesRecordsProofsAndGapsInOrder()
{
    const std::vector<Record> records = plainRecords(100);
    auto writer = CaptureWriter::create(m_path, writerOptions());
    (*writer)->append(std::span(records).first(60), kArrival);
    (*writer)->append(CaughtUp{kArrival}, kArrival);
    (*writer)->append(TailGap{{"a", 1}, 3, 9, "retention"}, kArrival);
    (*writer)->append(std::span(records).last(40), kArrival + Duration{50});
    QVERIFY((*writer)->close());
    const auto bus = replay();
    bus->startTail(all());
    std::vector<Record> seen;
    std::vector<std::size_t> proofsAfter;
    std::vector<std::size_t> gapsAfter;
    for (int i = 0; i < 40; ++i) {
        Polled polled;
        bus->poll(Duration::zero(), 7, polled.records, polled.events);
        QVERIFY(polled.records.size() <= 7);
        seen.insert(seen.end(), polled.records.begin(), polled.records.end());
        for (const BusEvent& event : polled.events) {
            if (std::holds_alternative<CaughtUp>(event))
                proofsAfter.push_back(seen.size());
            if (std::holds_alternative<TailGap>(event))
                gapsAfter.push_back(seen.size());
        }
    }
    QVERIFY(seen == records);
    QVERIFY(proofsAfter == (std::vector<std::size_t>{60, 100}));
    QVERIFY(gapsAfter == std::vector<std::size_t>{60});
    QCOMPARE(bus->statistics().recordsRead, std::int64_t{100});
    QCOMPARE(bus->statistics().lag, std::int64_t{0});
    QCOMPARE(bus->statistics().topicsRead, std::int64_t{3});
}

void tst_CaptureBus::theClockFollowsTheArrivalsAndStandsAtTheEnd()
{
    const std::vector<Record> records = plainRecords(3);
    auto writer = CaptureWriter::create(m_path, writerOptions());
    for (int i = 0; i < 3; ++i)
        (*writer)->append(std::span(records).subspan(static_cast<std::size_t>(i), 1),
                          kArrival + Duration{i * 60'000});
    QVERIFY((*writer)->close());
    const auto bus = replay();
    bus->startTail(all());
    for (int i = 0; i < 3; ++i) {
        Polled polled;
        bus->poll(Duration::zero(), 1, polled.records, polled.events);
        QCOMPARE(m_clock.now().ms, kArrival.ms + i * 60'000);
    }
    Polled polled;
    bus->poll(Duration::zero(), 1, polled.records, polled.events);
    const Instant end = kArrival + Duration{120'000} + CaptureBus::kAfterEnd;
    QCOMPARE(m_clock.now().ms, end.ms);
    QCOMPARE(std::get<CaughtUp>(polled.events.back()).asOf.ms, end.ms);
    bus->poll(Duration{1}, 1, polled.records, polled.events);
    QCOMPARE(m_clock.now().ms, end.ms);
}

void tst_CaptureBus::theEndIsProvenOnce()
{
    auto writer = CaptureWriter::create(m_path, writerOptions());
    QVERIFY((*writer)->close());
    const auto bus = replay();
    Polled polled;
    // Before the tail begins nothing comes.
    bus->poll(Duration::zero(), 10, polled.records, polled.events);
    QVERIFY(polled.events.empty());
    bus->startTail(all());
    for (int i = 0; i < 3; ++i) {
        bus->probe();
        bus->poll(Duration::zero(), 10, polled.records, polled.events);
    }
    QCOMPARE(polled.events.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<ConnectionChange>(polled.events[0]));
    QVERIFY(std::holds_alternative<CaughtUp>(polled.events[1]));
    QVERIFY(m_progress->view().isAtEnd);
}

void tst_CaptureBus::ignoredTopicsAreLeftOut()
{
    writeCapture(m_path, {plainRecords(30)});
    const auto bus = replay();
    bus->startTail({[](std::string_view topic) {
                        return topic.ends_with("0") ? StartAt::Ignore : StartAt::End;
                    },
                    kArrival});
    Polled polled;
    bus->poll(Duration::zero(), 1000, polled.records, polled.events);
    QCOMPARE(polled.records.size(), std::size_t{20});
    QCOMPARE(m_progress->view().records, std::uint64_t{30});
}

void tst_CaptureBus::nothingIsSent()
{
    writeCapture(m_path, {plainRecords(1)});
    const auto bus = replay();
    bus->startTail(all());
    bus->produce({"a", {}, "k", {}, "v"}, 42);
    Polled polled;
    bus->poll(Duration::zero(), 10, polled.records, polled.events);
    bool isReported = false;
    for (const BusEvent& event : polled.events) {
        if (const auto* report = std::get_if<DeliveryReport>(&event)) {
            QCOMPARE(report->token, ProduceToken{42});
            QVERIFY(report->outcome == DeliveryReport::Outcome::Failed);
            QVERIFY(report->reason.find("capture") != std::string::npos);
            isReported = true;
        }
    }
    QVERIFY(isReported);
    QVERIFY(!bus->createTopics({}));
}

void tst_CaptureBus::wakeEndsAWait()
{
    writeCapture(m_path, {});
    const auto bus = replay();
    bus->startTail(all());
    Polled polled;
    bus->poll(Duration::zero(), 10, polled.records, polled.events);
    bus->wake();
    // Woken before it waits; without that the test would run into its time limit.
    bus->poll(Duration{3'600'000}, 10, polled.records, polled.events);
    QVERIFY(polled.records.empty());
}

void tst_CaptureBus::damageIsInTheProgress()
{
    writeCapture(m_path, {plainRecords(3), plainRecords(3)});
    std::string bytes = bytesOf(m_path);
    bytes[CaptureOrigin::kBytes + CaptureBlockHeader::kBytes + 50] ^= 1;
    writeBytes(m_path, bytes);
    const auto bus = replay();
    bus->startTail(all());
    Polled polled;
    for (int i = 0; i < 3; ++i)
        bus->poll(Duration::zero(), 100, polled.records, polled.events);
    QCOMPARE(polled.records.size(), std::size_t{3});
    QVERIFY2(m_progress->view().damage.find("3 records lost") != std::string::npos,
             m_progress->view().damage.c_str());
}

void tst_CaptureBus::theRecorderEndsWithWhatTheBrokerHeld()
{
    produce(5000);
    CaptureRecorder recorder(connect(), m_clock, recorderOptions(false));
    QTRY_VERIFY(recorder.state().phase == CaptureRecorderState::Phase::Saved);
    QVERIFY(recorder.state().hasHistory);
    QCOMPARE(recorder.state().records, std::uint64_t{5000});
    const CaptureRead read = readCapture(m_path);
    QCOMPARE(read.records.size(), std::size_t{5000});
    QVERIFY(read.summary.hasIndex);
    QCOMPARE(std::uint64_t(bytesOf(m_path).size()), recorder.state().bytes);
}

void tst_CaptureBus::theRecorderGoesOnUntilItIsStopped()
{
    produce(10);
    CaptureRecorder recorder(connect(), m_clock, recorderOptions(true));
    QTRY_VERIFY(recorder.state().hasHistory);
    produce(7);
    QTRY_COMPARE(recorder.state().records, std::uint64_t{17});
    QVERIFY(recorder.state().phase == CaptureRecorderState::Phase::Running);
    recorder.stop();
    QTRY_VERIFY(recorder.state().phase == CaptureRecorderState::Phase::Saved);
    QCOMPARE(readCapture(m_path).records.size(), std::size_t{17});
}

void tst_CaptureBus::theRecorderRefusesAnExistingFile()
{
    writeBytes(m_path, "precious");
    CaptureRecorder recorder(connect(), m_clock, recorderOptions(false));
    QTRY_VERIFY(recorder.state().phase == CaptureRecorderState::Phase::Failed);
    QCOMPARE(recorder.state().failure->code, std::string("FILE_EXISTS"));
    QCOMPARE(bytesOf(m_path), std::string("precious"));
}

void tst_CaptureBus::theRecorderSaysWhyThereIsNoBus()
{
    CaptureRecorder recorder(
        []() -> Result<std::unique_ptr<Bus>> { return fail("NO_BUS", "No such thing."); }, m_clock,
        recorderOptions(false));
    QTRY_VERIFY(recorder.state().phase == CaptureRecorderState::Phase::Failed);
    QCOMPARE(recorder.state().failure->text, std::string("No such thing."));
}

QTEST_GUILESS_MAIN(tst_CaptureBus)
#include "tst_CaptureBus.moc"
