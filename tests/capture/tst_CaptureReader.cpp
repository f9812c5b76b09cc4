// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/LittleEndian.h"
#include "tests/capture/CaptureSamples.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <zstd.h>

#include <algorithm>
#include <functional>

using namespace otto;
using namespace otto::test;

/// Captures that are not whole, and files that were never captures.
class tst_CaptureReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyChangedByteIsNoticedAndTheRestIsRead();
    void everyTruncationGivesTheWholeBlocks();
    void bytesTakenOutOrPutInCostTheirBlockOnly();
    void twoDamagedBlocksAreCountedApart();
    void aLostHeaderDoesNotLoseTheRecords();
    void blocksOfAnotherFileAreNotRead();
    void repeatedBlocksAreReadOnce();
    void otherFilesAreRefused_data();
    void otherFilesAreRefused();
    void anotherVersionIsNamed();
    void impossibleBlocksAreRefused_data();
    void impossibleBlocksAreRefused();
    void aBombIsRefusedWithoutMakingRoom();
    void impossibleEntriesAreRefused_data();
    void impossibleEntriesAreRefused();
    void aLyingIndexIsNotBelieved();
    void aFileOfTornHeadersIsReadInLinearTime();
    void damageIsSaidInOneSentence();

private:
    void writeBlock(CaptureBlockHeader header, const std::string& payload);

    QTemporaryDir m_folder;
    std::string m_path;
    std::vector<std::vector<Record>> m_blocks;
    std::string m_whole;
};

void tst_CaptureReader::init()
{
    m_path = m_folder.filePath("capture").toStdString();
    std::remove(m_path.c_str());
    const std::vector<Record> records = oddRecords();
    m_blocks = {{records.begin(), records.begin() + 2},
                {records.begin() + 2, records.begin() + 3},
                {records.begin() + 3, records.begin() + 5},
                {records.begin() + 5, records.end()}};
    writeCapture(m_path, m_blocks);
    m_whole = bytesOf(m_path);
    QVERIFY(readCapture(m_path).records == records);
    QVERIFY(readCapture(m_path).damage.empty());
}

namespace {

/// Where the blocks begin; the index's last, then the trailer's.
std::vector<std::size_t> startsOf(const std::string& bytes)
{
    std::vector<std::size_t> starts{CaptureOrigin::kBytes};
    while (starts.back() + CaptureBlockHeader::kBytes < bytes.size()) {
        const auto header = CaptureBlockHeader::decode(
            std::string_view(bytes).substr(starts.back(), CaptureBlockHeader::kBytes), kFileId);
        starts.push_back(starts.back() + CaptureBlockHeader::kBytes + header->storedBytes);
    }
    return starts;
}

std::vector<Record> joined(const std::vector<std::vector<Record>>& blocks, std::size_t without)
{
    std::vector<Record> records;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (i != without)
            records.insert(records.end(), blocks[i].begin(), blocks[i].end());
    }
    return records;
}

constexpr std::size_t kNone = 1000;

}  // namespace

void tst_CaptureReader::everyChangedByteIsNoticedAndTheRestIsRead()
{
    const std::vector<std::size_t> starts = startsOf(m_whole);
    QCOMPARE(starts.size(), std::size_t{6});
    for (std::size_t at = 0; at < m_whole.size(); ++at) {
        for (const unsigned change : {0x01U, 0x80U, 0xFFU}) {
            std::string bytes = m_whole;
            bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ change);
            writeBytes(m_path, bytes);
            auto reader = CaptureReader::open(m_path);
            QVERIFY2(reader, qPrintable(QString::number(at)));
            const CaptureRead read = readRest(**reader);
            const auto next = std::upper_bound(starts.begin(), starts.end(), at);
            const auto block = static_cast<std::size_t>(next - starts.begin()) - 1;
            const bool isInBlock = at >= starts.front() && block < m_blocks.size();
            const std::size_t lost = isInBlock ? m_blocks[block].size() : 0;
            QVERIFY2(read.records == joined(m_blocks, isInBlock ? block : kNone),
                     qPrintable(QString::number(at)));
            QVERIFY2(read.damage.size() == 1,
                     (std::to_string(at) + ": " + captureDamageText(read.damage)).c_str());
            QVERIFY(read.damage[0].from <= at && at < read.damage[0].to);
            QCOMPARE(read.damage[0].recordsLost, std::optional<std::uint64_t>(lost));
            QCOMPARE(read.damage[0].blocksLost, std::optional<std::uint64_t>(isInBlock ? 1 : 0));
        }
    }
}

void tst_CaptureReader::everyTruncationGivesTheWholeBlocks()
{
    const std::vector<std::size_t> starts = startsOf(m_whole);
    for (std::size_t size = 0; size < m_whole.size(); ++size) {
        writeBytes(m_path, m_whole.substr(0, size));
        auto reader = CaptureReader::open(m_path);
        QCOMPARE(reader.has_value(), size >= CaptureOrigin::kBytes);
        if (!reader) {
            QCOMPARE(reader.error().code, std::string("NO_CAPTURE"));
            continue;
        }
        const CaptureRead read = readRest(**reader);
        std::vector<Record> whole;
        for (std::size_t i = 0; i < m_blocks.size() && starts[i + 1] <= size; ++i)
            whole.insert(whole.end(), m_blocks[i].begin(), m_blocks[i].end());
        QVERIFY2(read.records == whole, qPrintable(QString::number(size)));
        QVERIFY(!read.summary.hasIndex);
        // Between two blocks nothing is torn: the writer may not have come further. After the
        // index its trailer is missing.
        const bool isBetween =
            size != starts.back() && std::find(starts.begin(), starts.end(), size) != starts.end();
        QCOMPARE(read.damage.empty(), isBetween);
        if (!isBetween) {
            QVERIFY2(read.damage.size() == 1,
                     (std::to_string(size) + ": " + captureDamageText(read.damage)).c_str());
            QCOMPARE(read.damage[0].to, std::uint64_t{size});
        }
    }
}

void tst_CaptureReader::bytesTakenOutOrPutInCostTheirBlockOnly()
{
    const std::vector<std::size_t> starts = startsOf(m_whole);
    for (const std::size_t count : {std::size_t{1}, std::size_t{50}}) {
        const std::size_t at = starts[1] + CaptureBlockHeader::kBytes + 5;
        writeBytes(m_path, m_whole.substr(0, at) + m_whole.substr(at + count));
        CaptureRead read = readCapture(m_path);
        QVERIFY(read.records == joined(m_blocks, 1));
        QCOMPARE(read.damage[0].recordsLost, std::optional<std::uint64_t>(1));
        writeBytes(m_path, m_whole.substr(0, at) + std::string(count, 'z') + m_whole.substr(at));
        read = readCapture(m_path);
        QVERIFY(read.records == joined(m_blocks, 1));
        QCOMPARE(read.damage[0].recordsLost, std::optional<std::uint64_t>(1));
    }
}

void tst_CaptureReader::twoDamagedBlocksAreCountedApart()
{
    const std::vector<std::size_t> starts = startsOf(m_whole);
    std::string bytes = m_whole;
    bytes[starts[0] + 20] ^= 1;
    bytes[starts[2] + 100] ^= 1;
    writeBytes(m_path, bytes);
    const CaptureRead read = readCapture(m_path);
    QCOMPARE(read.records.size(), std::size_t{2});
    QCOMPARE(read.damage.size(), std::size_t{2});
    QCOMPARE(read.damage[0].recordsLost, std::optional<std::uint64_t>(2));
    QCOMPARE(read.damage[1].recordsLost, std::optional<std::uint64_t>(2));
    QCOMPARE(read.damage[1].from, std::uint64_t{starts[2]});
    QCOMPARE(read.damage[1].to, std::uint64_t{starts[3]});
}

void tst_CaptureReader::aLostHeaderDoesNotLoseTheRecords()
{
    writeBytes(m_path,
               std::string(CaptureOrigin::kBytes, '\0') + m_whole.substr(CaptureOrigin::kBytes));
    const CaptureRead read = readCapture(m_path);
    QVERIFY(read.records == joined(m_blocks, kNone));
    QCOMPARE(read.damage.size(), std::size_t{1});
    QCOMPARE(read.damage[0].to, std::uint64_t{CaptureOrigin::kBytes});
    QCOMPARE(read.summary.origin.env, std::string());
}

void tst_CaptureReader::blocksOfAnotherFileAreNotRead()
{
    const std::string other = m_folder.filePath("other").toStdString();
    CaptureWriterOptions options = writerOptions();
    options.origin.fileId = 99;
    std::remove(other.c_str());
    writeCapture(other, m_blocks, options);
    writeBytes(m_path, m_whole + bytesOf(other));
    const CaptureRead read = readCapture(m_path);
    QVERIFY(read.records == joined(m_blocks, kNone));
    QCOMPARE(read.damage.size(), std::size_t{1});
    QCOMPARE(read.damage[0].recordsLost, std::optional<std::uint64_t>(0));
}

void tst_CaptureReader::repeatedBlocksAreReadOnce()
{
    const std::vector<std::size_t> starts = startsOf(m_whole);
    const std::string first = m_whole.substr(starts[0], starts[1] - starts[0]);
    writeBytes(m_path, m_whole.substr(0, starts[1]) + first + m_whole.substr(starts[1]));
    const CaptureRead read = readCapture(m_path);
    QVERIFY(read.records == joined(m_blocks, kNone));
    QVERIFY(!read.damage.empty());
    QCOMPARE(read.damage[0].from, std::uint64_t{starts[1]});
}

void tst_CaptureReader::otherFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << QByteArray("hello");
    QTest::newRow("text") << QByteArray(100'000, 'x');
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(500, 'p');
}

void tst_CaptureReader::otherFilesAreRefused()
{
    QFETCH(const QByteArray, bytes);
    writeBytes(m_path, bytes.toStdString());
    const auto reader = CaptureReader::open(m_path);
    QVERIFY(!reader);
    QCOMPARE(reader.error().code, std::string("NO_CAPTURE"));
    QVERIFY(reader.error().text.find("is no capture file") != std::string::npos);
    QCOMPARE(CaptureReader::open(m_folder.path().toStdString()).error().code, std::string("FILE"));
    QCOMPARE(CaptureReader::open(m_path + ".none").error().code, std::string("FILE"));
}

void tst_CaptureReader::anotherVersionIsNamed()
{
    std::string origin = m_whole.substr(0, CaptureOrigin::kBytes);
    origin[8] = 7;
    LittleEndianWriter sealed;
    sealed.raw(std::string_view(origin).substr(0, CaptureOrigin::kBytes - 8));
    sealed.u64(captureChecksum(sealed.bytes()));
    writeBytes(m_path, sealed.take() + m_whole.substr(CaptureOrigin::kBytes));
    const auto reader = CaptureReader::open(m_path);
    QVERIFY(!reader);
    QCOMPARE(reader.error().code, std::string("CAPTURE_VERSION"));
    QVERIFY(reader.error().text.find("version 7") != std::string::npos);
}

void tst_CaptureReader::writeBlock(CaptureBlockHeader header, const std::string& payload)
{
    header.fileId = kFileId;
    header.payloadChecksum = captureChecksum(payload);
    writeBytes(m_path, m_whole.substr(0, CaptureOrigin::kBytes) + header.encode() + payload);
}

void tst_CaptureReader::impossibleBlocksAreRefused_data()
{
    using Change = std::function<void(CaptureBlockHeader&)>;
    QTest::addColumn<Change>("change");
    QTest::newRow("huge payload") << Change([](auto& h) { h.storedBytes = 0xFFFFFFFF; });
    QTest::newRow("huge plain size") << Change([](auto& h) {
        h.plainBytes = 0xFFFFFFFF;
        h.codec = CaptureCodec::Zstd;
    });
    QTest::newRow("many records in a large block") << Change([](auto& h) {
        h.plainBytes = 2U << 20U;
        h.content.records = 2;
        h.codec = CaptureCodec::Zstd;
    });
    QTest::newRow("more records than bytes")
        << Change([](auto& h) { h.content.records = 0xFFFFFFFF; });
    QTest::newRow("other kind") << Change([](auto& h) { h.kind = CaptureBlockKind{9}; });
    QTest::newRow("other codec") << Change([](auto& h) { h.codec = CaptureCodec{9}; });
    QTest::newRow("arrival without a calendar")
        << Change([](auto& h) { h.content.arrivalLast = Instant{INT64_MAX}; });
    QTest::newRow("other times") << Change([](auto& h) { h.content.timestampLast += Duration{1}; });
    QTest::newRow("other count") << Change([](auto& h) { h.content.records = 2; });
    QTest::newRow("compressed it is not") << Change([](auto& h) { h.codec = CaptureCodec::Zstd; });
}

void tst_CaptureReader::impossibleBlocksAreRefused()
{
    QFETCH(const std::function<void(CaptureBlockHeader&)>, change);
    CaptureBlockEncoder encoder;
    encoder.add(plainRecords(1)[0], kArrival);
    CaptureBlockHeader header;
    header.content = encoder.content();
    const std::string payload = encoder.take();
    header.plainBytes = header.storedBytes = static_cast<std::uint32_t>(payload.size());
    writeBlock(header, payload);
    QCOMPARE(readCapture(m_path).records.size(), std::size_t{1});
    change(header);
    writeBlock(header, payload);
    const CaptureRead read = readCapture(m_path);
    QVERIFY(read.records.empty());
    QCOMPARE(read.damage.size(), std::size_t{1});
    QCOMPARE(read.damage[0].from, std::uint64_t{CaptureOrigin::kBytes});
    QCOMPARE(read.damage[0].to, std::uint64_t{bytesOf(m_path).size()});
}

void tst_CaptureReader::aBombIsRefusedWithoutMakingRoom()
{
    // 256 MiB of zeros in 8 KiB; the header says as much as it may.
    const std::string zeros(256U << 20U, '\0');
    std::string packed(ZSTD_compressBound(zeros.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), zeros.data(), zeros.size(), 1));
    CaptureBlockHeader header;
    header.codec = CaptureCodec::Zstd;
    header.storedBytes = static_cast<std::uint32_t>(packed.size());
    header.plainBytes = kCaptureBlockBytesMax;
    header.content.records = 1;
    writeBlock(header, packed);
    const CaptureRead read = readCapture(m_path);
    QVERIFY(read.records.empty());
    QCOMPARE(read.damage.size(), std::size_t{1});
    QVERIFY2(read.damage[0].reason.find("does not decompress") != std::string::npos,
             read.damage[0].reason.c_str());
}

void tst_CaptureReader::impossibleEntriesAreRefused_data()
{
    QTest::addColumn<QByteArray>("payload");
    const QByteArray topic("\x01\x01t", 3);
    const auto row = [&](const char* name, const QByteArray& payload) {
        QTest::newRow(name) << payload;
    };
    row("unknown entry", QByteArray("\x09", 1));
    row("unknown topic", QByteArray("\x02\x00\x00\x00\x00\x00\x00\x00\x00", 9));
    row("negative partition",
        topic + QByteArray("\x02\x00\x00\xff\xff\xff\xff\x0f\x00\x00\x00\x00\x00", 13));
    row("negative offset", topic + QByteArray("\x02\x00\x00\x00\x01\x00\x00\x00\x00", 9));
    row("endless number", topic + QByteArray("\x02", 1) + QByteArray(12, '\xff'));
    row("key beyond the block", topic + QByteArray("\x02\x00\x00\x00\x00\x00\xff\x7f\x00\x00", 10));
    row("billions of headers",
        topic + QByteArray("\x02\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff\x0f\x00", 13));
    row("value missing", topic + QByteArray("\x02\x00\x00\x00\x00\x00\x00\x00", 8));
    row("topic beyond the block", QByteArray("\x01\xff\x7ftopic", 8));
    row("gap without end", topic + QByteArray("\x04\x00\x00\x00\x05", 5));
}

void tst_CaptureReader::impossibleEntriesAreRefused()
{
    QFETCH(const QByteArray, payload);
    CaptureBlockHeader header;
    header.plainBytes = header.storedBytes = static_cast<std::uint32_t>(payload.size());
    header.content.records = payload.size() >= 9 ? 1 : 0;
    header.content.timestampFirst = header.content.timestampLast = Instant{0};
    if (header.content.records == 0)
        header.content = CaptureContent{};
    writeBlock(header, payload.toStdString());
    const CaptureRead read = readCapture(m_path);
    QVERIFY(read.records.empty());
    QCOMPARE(read.damage.size(), std::size_t{1});
    QVERIFY2(read.damage[0].reason.find("does not hold") != std::string::npos,
             read.damage[0].reason.c_str());
}

void tst_CaptureReader::aLyingIndexIsNotBelieved()
{
    const std::vector<std::size_t> starts = startsOf(m_whole);
    // Whole by its checksums, but the first block is said to begin inside the second.
    std::vector<CaptureBlockPlace> places(1);
    places[0].at = starts[1] + 10;
    places[0].content.records = 1000;
    places[0].content.timestampFirst = Instant{0};
    places[0].content.timestampLast = Instant{5000};
    const std::string payload = encodeCaptureIndex(places);
    CaptureBlockHeader header;
    header.fileId = kFileId;
    header.kind = CaptureBlockKind::Index;
    header.plainBytes = header.storedBytes = static_cast<std::uint32_t>(payload.size());
    header.payloadChecksum = captureChecksum(payload);
    header.blocksBefore = m_blocks.size();
    header.recordsBefore = 6;
    writeBytes(m_path, m_whole.substr(0, starts[4]) + header.encode() + payload
                           + CaptureTrailer{kFileId, starts[4]}.encode());
    auto reader = CaptureReader::open(m_path);
    QVERIFY(reader);
    QVERIFY(readRest(**reader).records == joined(m_blocks, kNone));
    (*reader)->seek(Instant{1000}, Instant{1001});
    QVERIFY(readRest(**reader).records.empty());
    QVERIFY(!(*reader)->damage().empty());
}

void tst_CaptureReader::aFileOfTornHeadersIsReadInLinearTime()
{
    // 30,000 headers, each with a payload of a MiB that overlaps all others and fits none.
    CaptureBlockHeader header;
    header.fileId = kFileId;
    header.plainBytes = header.storedBytes = kCaptureBlockBytes;
    std::string bytes = m_whole.substr(0, CaptureOrigin::kBytes);
    for (std::uint64_t i = 0; i < 30'000; ++i) {
        header.blocksBefore = i;
        bytes += header.encode() + "z";
    }
    writeBytes(m_path, bytes);
    QElapsedTimer elapsed;
    elapsed.start();
    const CaptureRead read = readCapture(m_path);
    QVERIFY(read.records.empty());
    QVERIFY(!read.damage.empty() && read.damage.size() <= 1000);
    QVERIFY2(elapsed.elapsed() < 10'000, qPrintable(QString::number(elapsed.elapsed())));
}

void tst_CaptureReader::damageIsSaidInOneSentence()
{
    QCOMPARE(captureDamageText({}), std::string());
    QCOMPARE(
        captureDamageText({{128, 400, 1, 25, "the checksum of a block does not fit"}}),
        std::string("The capture is damaged (25 records lost, everything else was read): bytes "
                    "128 to 400: the checksum of a block does not fit; 1 block with 25 "
                    "records lost."));
    const CaptureDamage torn{128, 400, {}, {}, "no whole block follows"};
    QVERIFY(captureDamageText({torn}).find("at least 0 records lost") != std::string::npos);
    QVERIFY(captureDamageText(std::vector<CaptureDamage>(9, torn)).find("4 further places")
            != std::string::npos);
}

QTEST_APPLESS_MAIN(tst_CaptureReader)
#include "tst_CaptureReader.moc"
