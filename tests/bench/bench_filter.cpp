// SPDX-License-Identifier: Apache-2.0
// How long a filter takes over the records of the stream, without a window: first page (as many
// matches as fill a screen, or the end of the scan when there are fewer), whole scan, and what one
// frame's new rows cost. Median of 7, and the longest.
//   otto_bench_filter [RECORDS]
#include "core/filter/FilterWorker.h"
#include "tests/bench/Row.h"
#include "tests/support/ui/SampleViews.h"
#include "ui/screens/stream/StreamFields.h"
#include "ui/screens/stream/StreamRing.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>

using namespace otto;
using namespace otto::test;

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int kRepetitions = 7;
constexpr std::size_t kPage = 60;
constexpr int kFrameRows = 200;

struct Line
{
    const char* what;
    std::string text;
};

struct Run
{
    double firstPage = 0;
    double all = 0;
    double frame = 0;
    std::size_t matches = 0;
    std::uint64_t scanned = 0;
};

class Bench
{
public:
    explicit Bench(int records)
        : m_worker([this] {
              const std::lock_guard lock(m_mutex);
              m_isAwake = true;
              m_changed.notify_all();
          })
    {
        const int step = 50'000;
        for (int n = 0; n < records; n += step)
            m_ring.append(made(std::min(step, records - n), n));
    }

    Run run(const std::string& line)
    {
        const FilterContext context{sampleNow(), 0, "op-1"};
        const auto filter = RowFilter::compile(line, streamSchema(), context);
        if (!filter) {
            std::printf("%s: %s\n", line.c_str(), filter.error().front().message.c_str());
            std::exit(1);
        }
        Run out;
        const Clock::time_point start = Clock::now();
        m_worker.start(*filter, context, nullptr, m_ring.slicesFromEnd());
        for (bool isOver = false; !isOver;) {
            const FilterWorker::Results results = await();
            for (const JudgedSlice& judged : results.slices)
                out.matches += judged.matches.size();
            isOver = results.progress.state != ScanState::Scanning;
            const double now = Milliseconds(Clock::now() - start).count();
            if (out.firstPage == 0 && (isOver || out.matches >= kPage))
                out.firstPage = now;
            out.all = now;
            out.scanned = results.progress.scanned;
        }
        StreamRing frame;
        const auto slices = frame.append(made(kFrameRows, 0));
        const Clock::time_point before = Clock::now();
        m_worker.add(slices.front());
        await();
        out.frame = Milliseconds(Clock::now() - before).count();
        return out;
    }

private:
    std::vector<StreamRecord> made(int count, int first)
    {
        std::vector<StreamRecord> records;
        for (const StreamRow& row : sampleStreamRows(count, first)) {
            records.emplace_back(row);
            records.back().sequence = ++m_sequence;
        }
        return records;
    }

    FilterWorker::Results await()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isAwake; });
        m_isAwake = false;
        lock.unlock();
        return m_worker.take();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isAwake = false;
    std::uint64_t m_sequence = 0;
    StreamRing m_ring;
    FilterWorker m_worker;
};

double median(std::array<double, kRepetitions> times)
{
    std::sort(times.begin(), times.end());
    return times[kRepetitions / 2];
}

}  // namespace

int main(int argc, char** argv)
{
    const int records = argc > 1 ? std::atoi(argv[1]) : 1'000'000;
    Bench bench(records);
    const std::array<Line, 8> lines{{
        {"a common pill", "status:FAILED"},
        {"a word", "zelle"},
        {"a word that is nowhere", "nosuchword"},
        {"three words", "zelle payment failed"},
        {"an id that is nowhere", "payment:PMT-NONE"},
        {"amount and system", "amount:>100 -system:recon"},
        {"CEL", "size > 200 && message.startsWith('Payment') && class != 'Journal'"},
        {"regular expression", "message.matches('Pay.*Failed$') && correlation.matches('[0-9]+')"},
    }};
    std::printf("%d records, %d repetitions\n", records, kRepetitions);
    for (const Line& line : lines) {
        std::array<double, kRepetitions> first{};
        std::array<double, kRepetitions> all{};
        std::array<double, kRepetitions> frame{};
        Run last;
        for (std::size_t i = 0; i < kRepetitions; ++i) {
            last = bench.run(line.text);
            first[i] = last.firstPage;
            all[i] = last.all;
            frame[i] = last.frame;
        }
        bench::printRow(std::string("filter: ") + line.what + ", first page", "ms",
                        {first.begin(), first.end()});
        std::printf("%-24s first page %7.1f ms (max %7.1f) | all %7.1f ms (max %7.1f), %5.1f "
                    "ns a row | %d new rows %5.2f ms | %zu match\n",
                    line.what, median(first), *std::max_element(first.begin(), first.end()),
                    median(all), *std::max_element(all.begin(), all.end()),
                    median(all) * 1e6 / static_cast<double>(last.scanned), kFrameRows,
                    median(frame), last.matches);
    }
    return 0;
}
