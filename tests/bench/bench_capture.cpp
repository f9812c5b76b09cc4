// SPDX-License-Identifier: Apache-2.0
// How fast a capture is written and read, against zstd alone on the same bytes in blocks of the
// same size, in one run on one core each. Usage: otto_bench_capture FOLDER [records] [rounds]
#include "core/bus/capture/CaptureReader.h"
#include "core/bus/capture/CaptureWriter.h"
#include "tests/bench/Row.h"

#include <zstd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace otto;

constexpr Instant kArrival{1'772'463'600'000};
constexpr std::size_t kBatch = 4096;

struct Load
{
    std::string path;
    std::size_t records = 1'000'000;
    int rounds = 7;
};

/// A fact as the simulated systems write it: five CloudEvents headers and a body, no two alike.
std::vector<Record> recordsOf(std::size_t count)
{
    std::vector<Record> records;
    records.reserve(count);
    std::uint64_t random = 88'172'645'463'325'252U;
    for (std::size_t i = 0; i < count; ++i) {
        random ^= random << 13U;
        random ^= random >> 7U;
        random ^= random << 17U;
        const std::string payment = "PMT-" + std::to_string(random % 1'000'000);
        Record record;
        record.topic = i % 2 == 0 ? "pc.qa.pmt.fct.cpr.PaymentAdded"
                                  : "pc.qa.pmt.fct.zelle.PaymentStatusChanged";
        record.partition = static_cast<std::int32_t>(random % 3);
        record.offset = static_cast<std::int64_t>(i / 3);
        record.timestamp = Instant{kArrival.ms + static_cast<std::int64_t>(i / 10)};
        record.key = payment;
        record.headers = {{"ce_id", std::to_string(random)},
                          {"ce_type", "pc.pmt.PaymentStatusChanged.v1"},
                          {"ce_source", "/pc/qa/zelle"},
                          {"ce_time", record.timestamp.text()},
                          {"ce_entityversion", std::to_string(random % 9)}};
        record.value = R"({"paymentId":")" + payment + R"(","status":"DEBIT_PENDING","amount":{)"
                       + R"("amount":")" + std::to_string(random % 100'000)
                       + R"(.00","currency":"USD"},"rail":"ZELLE","direction":"OUTBOUND",)"
                       + R"("networkReference":"ZN)" + std::to_string(random / 7) + "\"}";
        records.push_back(std::move(record));
    }
    return records;
}

struct Figure
{
    double seconds = 0;
    double spread = 0;
    std::vector<double> rounds;
};

double cpuSeconds(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Median and spread over the rounds.
Figure measure(int rounds, clockid_t clock, const std::function<void()>& work)
{
    std::vector<double> seconds;
    for (int round = 0; round < rounds; ++round) {
        const double begin = cpuSeconds(clock);
        work();
        seconds.push_back(cpuSeconds(clock) - begin);
    }
    std::sort(seconds.begin(), seconds.end());
    const double median = seconds[seconds.size() / 2];
    return {median, (seconds.back() - seconds.front()) / median, seconds};
}

[[noreturn]] void stop(const std::string& why)
{
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

std::uint64_t write(const Load& load, const std::vector<Record>& records)
{
    std::remove(load.path.c_str());
    CaptureWriterOptions options;
    options.origin = {42, kArrival, "qa", "bench"};
    options.waitsForDisk = true;
    auto writer = CaptureWriter::create(load.path, options);
    if (!writer)
        stop(writer.error().text);
    const std::span<const Record> all(records);
    for (std::size_t at = 0; at < all.size(); at += kBatch)
        (*writer)->append(all.subspan(at, std::min(kBatch, all.size() - at)), kArrival);
    if (const Status closed = (*writer)->close(); !closed)
        stop(closed.error().text);
    return (*writer)->statistics().bytesWritten;
}

std::size_t read(const Load& load, bool makesRecords)
{
    auto reader = CaptureReader::open(load.path);
    if (!reader)
        stop(reader.error().text);
    CaptureBlock block;
    std::size_t records = 0;
    std::size_t bytes = 0;
    while ((*reader)->next(block)) {
        records += block.records().size();
        for (const CapturedRecord& record : block.records())
            bytes += makesRecords ? record.toRecord().value->size() : record.value->size();
    }
    if (!(*reader)->damage().empty() || bytes == 0)
        stop("the capture is not whole");
    return records;
}

/// The payload bytes of the records, laid one after the other into blocks.
struct RawBlocks
{
    std::vector<std::string> plain;
    std::vector<std::string> packed;
    std::size_t bytes = 0;
};

RawBlocks rawBlocksOf(const std::vector<Record>& records)
{
    RawBlocks raw;
    std::string block;
    const auto closeBlock = [&] {
        raw.bytes += block.size();
        raw.plain.push_back(std::move(block));
        block.clear();
    };
    for (const Record& record : records) {
        block += *record.key + *record.value;
        for (const Header& header : record.headers)
            block += header.name + header.value;
        if (block.size() >= kCaptureBlockBytes)
            closeBlock();
    }
    closeBlock();
    raw.packed.resize(raw.plain.size());
    return raw;
}

void pack(RawBlocks& raw)
{
    ZSTD_CCtx* context = ZSTD_createCCtx();
    for (std::size_t i = 0; i < raw.plain.size(); ++i) {
        std::string& out = raw.packed[i];
        out.resize(ZSTD_compressBound(raw.plain[i].size()));
        out.resize(ZSTD_compressCCtx(context, out.data(), out.size(), raw.plain[i].data(),
                                     raw.plain[i].size(), CaptureWriterOptions{}.level));
    }
    ZSTD_freeCCtx(context);
}

void unpack(const RawBlocks& raw)
{
    ZSTD_DCtx* context = ZSTD_createDCtx();
    std::string out(2 * std::size_t{kCaptureBlockBytes}, '\0');
    for (const std::string& packed : raw.packed) {
        if (ZSTD_isError(
                ZSTD_decompressDCtx(context, out.data(), out.size(), packed.data(), packed.size()))
            != 0)
            stop("zstd");
    }
    ZSTD_freeDCtx(context);
}

void print(const char* what, const Figure& figure, std::size_t records, std::size_t bytes)
{
    std::vector<double> rates;
    std::transform(figure.rounds.begin(), figure.rounds.end(), std::back_inserter(rates),
                   [records](double seconds) { return static_cast<double>(records) / seconds; });
    bench::printRow(std::string("capture: ") + what, "records/s of CPU time", rates);
    std::printf("%-34s %8.2f M records/s %8.0f MB/s   spread %2.0f %%\n", what,
                static_cast<double>(records) / figure.seconds / 1e6,
                static_cast<double>(bytes) / figure.seconds / 1e6, figure.spread * 100);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc < 2)
        stop("usage: otto_bench_capture FOLDER [records] [rounds]");
    Load load;
    load.path = std::string(argv[1]) + "/bench.ottocap";
    load.records = argc > 2 ? std::stoul(argv[2]) : load.records;
    load.rounds = argc > 3 ? std::stoi(argv[3]) : load.rounds;
    const std::vector<Record> records = recordsOf(load.records);
    RawBlocks raw = rawBlocksOf(records);

    std::uint64_t fileBytes = 0;
    // The writer has a thread of its own, so the process counts; for what appends, its thread.
    const Figure written =
        measure(load.rounds, CLOCK_PROCESS_CPUTIME_ID, [&] { fileBytes = write(load, records); });
    const Figure appended =
        measure(load.rounds, CLOCK_THREAD_CPUTIME_ID, [&] { write(load, records); });
    std::size_t count = 0;
    const Figure viewed =
        measure(load.rounds, CLOCK_THREAD_CPUTIME_ID, [&] { count = read(load, false); });
    const Figure made =
        measure(load.rounds, CLOCK_THREAD_CPUTIME_ID, [&] { count = read(load, true); });
    if (count != records.size())
        stop("records are missing");
    const Figure packed = measure(load.rounds, CLOCK_THREAD_CPUTIME_ID, [&] { pack(raw); });
    const Figure unpacked = measure(load.rounds, CLOCK_THREAD_CPUTIME_ID, [&] { unpack(raw); });

    std::printf("%zu records of %zu bytes, median CPU time of %d rounds; file %.1f MB, %.1f %% of "
                "the bytes\n",
                records.size(), raw.bytes / records.size(), load.rounds,
                static_cast<double>(fileBytes) / 1e6,
                100.0 * static_cast<double>(fileBytes) / static_cast<double>(raw.bytes));
    print("write, all threads", written, count, raw.bytes);
    print("write, the appending thread", appended, count, raw.bytes);
    print("zstd alone, compress", packed, count, raw.bytes);
    print("read, records in place", viewed, count, raw.bytes);
    print("read, as Record values", made, count, raw.bytes);
    print("zstd alone, decompress", unpacked, count, raw.bytes);
    std::printf("of zstd alone: write %.2f, read %.2f\n", packed.seconds / written.seconds,
                unpacked.seconds / viewed.seconds);
    std::remove(load.path.c_str());
    return 0;
}
