// SPDX-License-Identifier: Apache-2.0
#include "tests/capture/CaptureSamples.h"

#include "core/bus/capture/CaptureBlock.h"
#include "core/bus/capture/CaptureFile.h"
#include "core/bus/capture/CaptureFormat.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>

namespace otto::test {
namespace {

Record placed(std::string topic, std::int32_t partition, std::int64_t offset,
              std::int64_t timestamp)
{
    Record record;
    record.topic = std::move(topic);
    record.partition = partition;
    record.offset = offset;
    record.timestamp = Instant{timestamp};
    return record;
}

template <typename T>
T valueOf(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().text);
    return std::move(*result);
}

}  // namespace

std::vector<Record> oddRecords()
{
    constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
    std::string everyByte;
    for (int byte = 0; byte < 256; ++byte)
        everyByte.push_back(static_cast<char>(byte));
    CaptureBlockHeader header;
    // Whoever plants one in a message cannot know the file's id.
    header.fileId = kFileId + 1;
    std::vector<Record> records;
    records.push_back(placed("pc.qa.pmt.fct.cpr.PaymentAdded", 0, 0, 1000));
    records.push_back(placed("pc.qa.pmt.fct.cpr.PaymentAdded", 2, kMax, 1000));
    records.back().key = "";
    records.back().value = "";
    records.push_back(placed("t", std::numeric_limits<std::int32_t>::max(), 7, -1));
    records.back().key = everyByte;
    records.back().headers = {{"", ""}, {"same", "1"}, {"same", "2"}, {everyByte, everyByte}};
    records.back().value = everyByte + everyByte;
    records.push_back(placed("pc.qa.pmt.fct.cpr.PaymentAdded", 0, 1, kMax));
    records.back().key = "tombstone";
    records.push_back(placed("t", 0, 3, std::numeric_limits<std::int64_t>::min()));
    records.back().value = header.encode() + captureSync(header.fileId);
    records.push_back(placed("pc.qa.pmt.fct.cpr.PaymentAdded", 0, 1, kMax));
    return records;
}

std::vector<Record> plainRecords(std::size_t count)
{
    std::vector<Record> records;
    records.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto number = static_cast<std::int64_t>(i);
        Record record =
            placed("pc.qa.pmt.fct.cpr.Topic" + std::to_string(i % 3),
                   static_cast<std::int32_t>(i % 4), number / 12, kArrival.ms + number * 1000);
        record.key = "PMT-" + std::to_string(i * 7919 % 50'000);
        record.headers = {{"ce_id", "evt-" + std::to_string(i * 104'729)},
                          {"ce_source", "/pc/qa/cpr"},
                          {"ce_type", "pc.pmt.PaymentStatusChanged.v1"}};
        record.value = R"({"paymentId":")" + *record.key + R"(","status":"DEBIT_PENDING","n":)"
                       + std::to_string(i * 15'485'863) + R"(,"note":")" + std::string(200, 'x')
                       + "\"}";
        records.push_back(std::move(record));
    }
    return records;
}

CaptureWriterOptions writerOptions()
{
    CaptureWriterOptions options;
    options.origin.fileId = kFileId;
    options.origin.createdAt = kArrival;
    options.origin.env = "qa";
    options.origin.program = "tests 1.0";
    return options;
}

void writeCapture(const std::string& path, const std::vector<std::vector<Record>>& blocks,
                  const CaptureWriterOptions& options)
{
    // By the format's own parts: a writer decides by time and size where a block ends.
    CaptureFile file = valueOf(CaptureFile::create(path));
    std::string bytes = options.origin.encode();
    std::vector<CaptureBlockPlace> places;
    std::uint64_t recordsBefore = 0;
    const auto putBlock = [&](CaptureBlockKind kind, const std::string& payload,
                              const CaptureContent& content) {
        CaptureBlockHeader header;
        header.fileId = options.origin.fileId;
        header.kind = kind;
        header.plainBytes = header.storedBytes = static_cast<std::uint32_t>(payload.size());
        header.blocksBefore = places.size();
        header.recordsBefore = recordsBefore;
        header.content = content;
        header.payloadChecksum = captureChecksum(payload);
        bytes += header.encode() + payload;
    };
    for (const std::vector<Record>& records : blocks) {
        CaptureBlockEncoder encoder;
        for (const Record& record : records)
            encoder.add(record, kArrival);
        const CaptureContent content = encoder.content();
        const std::string payload = encoder.take();
        const std::uint64_t at = bytes.size();
        putBlock(CaptureBlockKind::Records, payload, content);
        places.push_back({at, static_cast<std::uint32_t>(payload.size()), recordsBefore, content});
        recordsBefore += records.size();
    }
    const std::uint64_t indexAt = bytes.size();
    CaptureContent none;
    none.arrivalFirst = none.arrivalLast = kArrival;
    putBlock(CaptureBlockKind::Index, encodeCaptureIndex(places), none);
    bytes += CaptureTrailer{options.origin.fileId, indexAt}.encode();
    if (const Status written = file.append(bytes); !written)
        throw std::runtime_error(written.error().text);
}

CaptureRead readRest(CaptureReader& reader)
{
    CaptureRead read;
    CaptureBlock block;
    while (reader.next(block)) {
        for (const CaptureMark& mark : block.marks()) {
            read.marks.push_back(mark);
            read.marks.back().recordsBefore += read.records.size();
        }
        for (const CapturedRecord& record : block.records())
            read.records.push_back(record.toRecord());
    }
    read.damage = reader.damage();
    read.summary = reader.summary();
    return read;
}

CaptureRead readCapture(const std::string& path)
{
    const auto reader = valueOf(CaptureReader::open(path));
    return readRest(*reader);
}

std::string bytesOf(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void writeBytes(const std::string& path, const std::string& bytes)
{
    // Made anew: some file systems wait for the disk when a file is cut and written again.
    std::remove(path.c_str());
    std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace otto::test
