// SPDX-License-Identifier: Apache-2.0
#include "tests/capture/CaptureSamples.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace otto;
using namespace otto::test;

/// What a writer writes, a reader reads.
class tst_CaptureWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingOfARecordComesBack();
    void manyBlocksComeBackInOrder();
    void proofsAndGapsKeepTheirPlace();
    void recordsThatNoCaptureHoldsAreCounted();
    void aRecordOfMoreThanABlockHasOneOfItsOwn();
    void anEmptyCaptureIsWhole();
    void nothingIsOverwritten();
    void whatCameIsInTheFileWithinASecondWithoutClosing();
    void arrivalsOutsideTheCalendarAreKeptReadable();
    void timeIsFoundByTheIndex();
    void timeIsFoundWithoutTheIndex();
    void onlyTheOwnerMayReadTheFile();
    void aFolderThatIsNotThereIsNamed();

private:
    std::string path(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    std::unique_ptr<CaptureWriter> writer(const std::string& file,
                                          CaptureWriterOptions options = writerOptions())
    {
        auto made = CaptureWriter::create(file, std::move(options));
        return made ? std::move(*made) : nullptr;
    }
    void timeIsFound(const std::string& file);

    QTemporaryDir m_folder;
};

void tst_CaptureWriter::everythingOfARecordComesBack()
{
    const auto written = writer(path("odd"));
    const std::vector<Record> records = oddRecords();
    written->append(records, kArrival);
    QVERIFY(written->close());
    const CaptureRead read = readCapture(path("odd"));
    QVERIFY(read.records == records);
    QVERIFY(read.damage.empty());
    QVERIFY(read.summary.hasIndex);
    QCOMPARE(read.summary.records, std::uint64_t{records.size()});
    QCOMPARE(read.summary.origin.env, std::string("qa"));
    QCOMPARE(read.summary.origin.program, std::string("tests 1.0"));
    QCOMPARE(read.summary.arrivalFirst.ms, kArrival.ms);
}

void tst_CaptureWriter::manyBlocksComeBackInOrder()
{
    const auto written = writer(path("many"));
    const std::vector<Record> records = plainRecords(30'000);
    for (std::size_t i = 0; i < records.size(); i += 1000)
        written->append(std::span(records).subspan(i, 1000), Instant{kArrival.ms + 10});
    QVERIFY(written->close());
    QVERIFY(written->close());
    const CaptureRead read = readCapture(path("many"));
    QVERIFY(read.records == records);
    QVERIFY(read.damage.empty());
    QVERIFY(read.summary.blocks >= 10);
    QCOMPARE(std::uint64_t(bytesOf(path("many")).size()), written->statistics().bytesWritten);
    QVERIFY(written->statistics().bytesWritten < 30'000 * 100);
}

void tst_CaptureWriter::proofsAndGapsKeepTheirPlace()
{
    const auto written = writer(path("marks"));
    const std::vector<Record> records = plainRecords(5);
    const TailGap gap{{"pc.qa.pmt.fct.cpr.Lost", 2}, 10, 25, "deleted by retention"};
    written->append(std::span(records).first(2), kArrival);
    written->append(CaughtUp{kArrival - Duration{3}}, kArrival + Duration{5});
    written->append(gap, kArrival + Duration{6});
    written->append(std::span(records).last(3), kArrival + Duration{7});
    written->append(CaughtUp{kArrival + Duration{7}}, kArrival + Duration{8});
    QVERIFY(written->close());
    const CaptureRead read = readCapture(path("marks"));
    QVERIFY(read.records == records);
    QCOMPARE(read.marks.size(), std::size_t{3});
    QCOMPARE(read.marks[0].recordsBefore, std::size_t{2});
    QCOMPARE(std::get<CaughtUp>(read.marks[0].event).asOf.ms, kArrival.ms - 3);
    QCOMPARE(read.marks[0].arrival.ms, kArrival.ms + 5);
    const TailGap& gapRead = std::get<TailGap>(read.marks[1].event);
    QVERIFY(gapRead.at == gap.at);
    QCOMPARE(gapRead.expectedOffset, gap.expectedOffset);
    QCOMPARE(gapRead.resumedAt, gap.resumedAt);
    QCOMPARE(gapRead.reason, gap.reason);
    QCOMPARE(read.marks[2].recordsBefore, std::size_t{5});
}

void tst_CaptureWriter::recordsThatNoCaptureHoldsAreCounted()
{
    const auto written = writer(path("left out"));
    std::vector<Record> records = plainRecords(6);
    records[0].partition = -1;
    records[1].offset = -1;
    records[2].value = std::string(17U << 20U, 'x');
    records[3].headers.resize(65'537);
    records[4].topic = std::string(1025, 't');
    written->append(records, kArrival);
    QVERIFY(written->close());
    QCOMPARE(written->statistics().leftOut, std::uint64_t{5});
    const CaptureRead read = readCapture(path("left out"));
    QCOMPARE(read.records.size(), std::size_t{1});
    QVERIFY(read.records[0] == records[5]);
}

void tst_CaptureWriter::aRecordOfMoreThanABlockHasOneOfItsOwn()
{
    const auto written = writer(path("large"));
    std::vector<Record> records = plainRecords(4);
    std::string large;
    for (std::uint32_t i = 0, word = 1; i < 3'000'000;
         ++i, word = word * 1'664'525U + 1'013'904'223U)
        large.push_back(static_cast<char>(word >> 24U));
    records[1].value = large;
    records[2].value = std::string(15U << 20U, 'y');
    written->append(records, kArrival);
    QVERIFY(written->close());
    const CaptureRead read = readCapture(path("large"));
    QVERIFY(read.records == records);
    QVERIFY(read.damage.empty());
    QCOMPARE(read.summary.blocks, std::uint64_t{4});
}

void tst_CaptureWriter::anEmptyCaptureIsWhole()
{
    const auto written = writer(path("empty"));
    QVERIFY(written->close());
    const CaptureRead read = readCapture(path("empty"));
    QVERIFY(read.records.empty());
    QVERIFY(read.damage.empty());
    QVERIFY(read.summary.hasIndex);
}

void tst_CaptureWriter::nothingIsOverwritten()
{
    writeBytes(path("there"), "precious");
    const auto made = CaptureWriter::create(path("there"), writerOptions());
    QVERIFY(!made);
    QCOMPARE(made.error().code, std::string("FILE_EXISTS"));
    QVERIFY(made.error().text.find(path("there")) != std::string::npos);
    QCOMPARE(bytesOf(path("there")), std::string("precious"));
}

void tst_CaptureWriter::whatCameIsInTheFileWithinASecondWithoutClosing()
{
    const auto written = writer(path("open"));
    const std::vector<Record> records = plainRecords(3);
    written->append(records, kArrival);
    // As a crash would leave it.
    QTRY_VERIFY_WITH_TIMEOUT(readCapture(path("open")).records == records, 1000);
    const CaptureRead read = readCapture(path("open"));
    QVERIFY(!read.summary.hasIndex);
    QVERIFY(read.damage.empty());
    QCOMPARE(read.summary.records, std::uint64_t{3});
}

void tst_CaptureWriter::arrivalsOutsideTheCalendarAreKeptReadable()
{
    const auto written = writer(path("clock"));
    const std::vector<Record> records = plainRecords(2);
    written->append(std::span(records).first(1), Instant{INT64_MAX});
    written->append(CaughtUp{Instant{INT64_MIN}}, kArrival);
    written->append(std::span(records).last(1), kArrival);
    QVERIFY(written->close());
    const CaptureRead read = readCapture(path("clock"));
    QVERIFY(read.records == records);
    QVERIFY(read.damage.empty());
}

void tst_CaptureWriter::timeIsFound(const std::string& file)
{
    const std::vector<Record> records = plainRecords(20'000);
    auto reader = CaptureReader::open(file);
    QVERIFY(reader);
    const Instant from{kArrival.ms + 15'000'000};
    const Instant to{kArrival.ms + 15'010'000};
    (*reader)->seek(from, to);
    QVERIFY((*reader)->position() > (*reader)->summary().fileBytes / 2);
    const CaptureRead read = readRest(**reader);
    QCOMPARE(read.records.size(), std::size_t{10});
    QVERIFY(read.records.front() == records[15'000]);
    QVERIFY(read.records.back() == records[15'009]);
    // Of a torn index no record is lost.
    for (const CaptureDamage& damage : read.damage)
        QCOMPARE(damage.recordsLost, std::optional<std::uint64_t>(0));
    (*reader)->seek(Instant{kArrival.ms + 20'000'000}, Instant{INT64_MAX});
    QVERIFY(readRest(**reader).records.empty());
    (*reader)->rewind();
    QCOMPARE(readRest(**reader).records.size(), records.size());
}

void tst_CaptureWriter::timeIsFoundByTheIndex()
{
    const auto written = writer(path("times"));
    written->append(plainRecords(20'000), kArrival);
    QVERIFY(written->close());
    QVERIFY(readCapture(path("times")).summary.hasIndex);
    timeIsFound(path("times"));
}

void tst_CaptureWriter::timeIsFoundWithoutTheIndex()
{
    const std::string whole = bytesOf(path("times"));
    writeBytes(path("torn"), whole.substr(0, whole.size() - 1));
    QVERIFY(!readCapture(path("torn")).summary.hasIndex);
    timeIsFound(path("torn"));
}

void tst_CaptureWriter::onlyTheOwnerMayReadTheFile()
{
    const auto written = writer(path("mode"));
    QVERIFY(written->close());
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    const QFileInfo about(QString::fromStdString(path("mode")));
    QVERIFY((about.permissions() & others) == QFile::Permissions());
}

void tst_CaptureWriter::aFolderThatIsNotThereIsNamed()
{
    const auto made = CaptureWriter::create(path("no/such/folder"), writerOptions());
    QVERIFY(!made);
    QCOMPARE(made.error().code, std::string("FILE"));
    QVERIFY2(made.error().text.find("No such file") != std::string::npos,
             made.error().text.c_str());
}

QTEST_APPLESS_MAIN(tst_CaptureWriter)
#include "tst_CaptureWriter.moc"
