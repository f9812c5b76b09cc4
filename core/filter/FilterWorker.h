// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/RowFilter.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace otto {

/// Rows that do not change while anyone has a FilterSlice of them.
class FilterChunk
{
public:
    virtual ~FilterChunk() = default;
    /// Any thread; `at` is within a slice that was handed out.
    [[nodiscard]] virtual const void* row(std::size_t at) const = 0;
};

/// Rows [begin, end) of a chunk.
struct FilterSlice
{
    std::shared_ptr<const FilterChunk> chunk;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// What became of the rows of one slice.
struct JudgedSlice
{
    FilterSlice slice;
    /// Those that match, ascending.
    std::vector<std::uint32_t> matches;
    bool isLive = false;
};

enum class ScanState : std::uint8_t {
    Scanning,
    /// All rows there were are judged; new ones are as they come.
    Live,
    /// Given up by stop(); new rows are judged still.
    Stopped,
    /// A row was TooCostly: nothing more is judged.
    Failed,
};

struct ScanProgress
{
    std::uint64_t generation = 0;
    ScanState state = ScanState::Live;
    /// Rows judged, new ones included.
    std::uint64_t scanned = 0;
    /// Rows for which the expression was an error, and the first such error.
    std::uint64_t unjudged = 0;
    std::string fault;
    /// From start() to the end of the scan, or to now; new rows do not count.
    std::chrono::microseconds took{0};
};

/// Judges rows on a thread of its own, so that nothing an expression does can hold up the screen.
/// One filter at a time: a new one replaces what is going on at once, and nothing of the old one
/// comes out of take() any more. All functions belong to the owner's thread.
class FilterWorker
{
public:
    /// Results wait: called on the worker's thread, once until the next take(). It must not call
    /// the worker.
    using Wake = std::function<void()>;
    /// Rows it is false for count as scanned and never match.
    using Scope = bool (*)(const void* row);

    explicit FilterWorker(Wake wake);
    ~FilterWorker();
    FilterWorker(const FilterWorker&) = delete;
    FilterWorker& operator=(const FilterWorker&) = delete;

    /// The slices are judged in their order; returns the generation of the scan.
    std::uint64_t start(RowFilter filter, FilterContext context, Scope scope,
                        std::deque<FilterSlice> slices);
    /// Rows that came since: judged before what is left of the scan.
    void add(FilterSlice slice);
    /// Gives up what is left of the scan.
    void stop();
    /// Gives up everything: until the next start() there is nothing to judge.
    void clear();

    struct Results
    {
        ScanProgress progress;
        std::vector<JudgedSlice> slices;
    };
    /// What was judged since the last call.
    Results take();

private:
    struct Job;

    void run();
    /// False when the job is not the present one any more.
    bool judge(Job& job, const FilterSlice& slice, bool isLive);
    void report(Job& job, JudgedSlice&& judged, std::uint64_t unjudged, const std::string& fault);
    void wakeIfDue(Job& job, bool isDue);

    const Wake m_wake;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    /// Of the present job; a scan compares it row by row.
    std::atomic<std::uint64_t> m_generation{0};
    std::shared_ptr<Job> m_job;
    std::deque<FilterSlice> m_live;
    std::deque<FilterSlice> m_backlog;
    Results m_results;
    std::chrono::steady_clock::time_point m_started;
    std::chrono::steady_clock::time_point m_lastWake;
    bool m_isAwake = false;
    bool m_isEnding = false;
    std::thread m_thread;
};

}  // namespace otto
