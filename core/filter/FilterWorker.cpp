// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FilterWorker.h"

#include <utility>

namespace otto {

namespace {

using Clock = std::chrono::steady_clock;

/// A screen shows what was found so often.
constexpr std::chrono::milliseconds kWakeEvery{30};
/// Rows that fill a screen are worth showing at once.
constexpr std::size_t kFirstPage = 60;

}  // namespace

struct FilterWorker::Job
{
    std::uint64_t generation = 0;
    RowFilter filter;
    FilterContext context;
    Scope scope = nullptr;
    RowFilter::Scratch scratch;
    std::size_t found = 0;
    bool hasShown = false;
};

FilterWorker::FilterWorker(Wake wake) : m_wake(std::move(wake)), m_thread([this] { run(); }) {}

FilterWorker::~FilterWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        ++m_generation;
    }
    m_changed.notify_all();
    m_thread.join();
}

std::uint64_t FilterWorker::start(RowFilter filter, FilterContext context, Scope scope,
                                  std::deque<FilterSlice> slices)
{
    auto job = std::make_shared<Job>();
    job->filter = std::move(filter);
    job->context = std::move(context);
    job->scope = scope;
    // What the old scan still holds is freed after the lock.
    std::deque<FilterSlice> oldLive;
    Results old;
    const std::lock_guard lock(m_mutex);
    job->generation = ++m_generation;
    m_job = std::move(job);
    oldLive.swap(m_live);
    m_backlog.swap(slices);
    std::swap(m_results, old);
    m_results.progress.generation = m_generation;
    m_results.progress.state = m_backlog.empty() ? ScanState::Live : ScanState::Scanning;
    m_started = Clock::now();
    m_lastWake = m_started;
    m_changed.notify_all();
    return m_generation;
}

void FilterWorker::add(FilterSlice slice)
{
    const std::lock_guard lock(m_mutex);
    if (m_job == nullptr || m_results.progress.state == ScanState::Failed)
        return;
    m_live.push_back(std::move(slice));
    m_changed.notify_all();
}

void FilterWorker::stop()
{
    std::deque<FilterSlice> dropped;
    const std::lock_guard lock(m_mutex);
    if (m_results.progress.state != ScanState::Scanning)
        return;
    dropped.swap(m_backlog);
    m_results.progress.state = ScanState::Stopped;
    m_results.progress.took =
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - m_started);
}

void FilterWorker::clear()
{
    std::deque<FilterSlice> dropped;
    std::deque<FilterSlice> droppedLive;
    Results old;
    const std::lock_guard lock(m_mutex);
    ++m_generation;
    m_job.reset();
    dropped.swap(m_backlog);
    droppedLive.swap(m_live);
    std::swap(m_results, old);
    m_results.progress.generation = m_generation;
}

FilterWorker::Results FilterWorker::take()
{
    const std::lock_guard lock(m_mutex);
    Results out;
    out.progress = m_results.progress;
    out.slices.swap(m_results.slices);
    if (out.progress.state == ScanState::Scanning)
        out.progress.took =
            std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - m_started);
    m_isAwake = false;
    return out;
}

void FilterWorker::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] {
            return m_isEnding || (m_job != nullptr && (!m_live.empty() || !m_backlog.empty()));
        });
        if (m_isEnding)
            return;
        const bool isLive = !m_live.empty();
        std::deque<FilterSlice>& queue = isLive ? m_live : m_backlog;
        const FilterSlice slice = std::move(queue.front());
        queue.pop_front();
        const std::shared_ptr<Job> job = m_job;
        lock.unlock();
        judge(*job, slice, isLive);
        lock.lock();
    }
}

bool FilterWorker::judge(Job& job, const FilterSlice& slice, bool isLive)
{
    JudgedSlice judged;
    judged.slice = slice;
    judged.isLive = isLive;
    std::uint64_t unjudged = 0;
    std::string fault;
    for (std::size_t at = slice.begin; at < slice.end; ++at) {
        if (m_generation.load(std::memory_order_relaxed) != job.generation)
            return false;
        const void* row = slice.chunk->row(at);
        if (job.scope != nullptr && !job.scope(row))
            continue;
        switch (job.filter.judge(row, job.context, job.scratch)) {
        case FilterVerdict::Matches:
            judged.matches.push_back(static_cast<std::uint32_t>(at));
            break;
        case FilterVerdict::Differs: break;
        case FilterVerdict::Unjudged:
            if (unjudged++ == 0)
                fault = job.scratch.fault;
            break;
        case FilterVerdict::TooCostly: {
            const std::lock_guard lock(m_mutex);
            if (m_generation != job.generation)
                return false;
            m_live.clear();
            m_backlog.clear();
            m_results.progress.state = ScanState::Failed;
            m_results.progress.fault = job.scratch.fault;
            wakeIfDue(job, true);
            return false;
        }
        }
    }
    report(job, std::move(judged), unjudged, fault);
    return true;
}

void FilterWorker::report(Job& job, JudgedSlice&& judged, std::uint64_t unjudged,
                          const std::string& fault)
{
    const std::lock_guard lock(m_mutex);
    if (m_generation != job.generation)
        return;
    ScanProgress& progress = m_results.progress;
    progress.scanned += judged.slice.end - judged.slice.begin;
    progress.unjudged += unjudged;
    if (progress.fault.empty())
        progress.fault = fault;
    job.found += judged.matches.size();
    const bool isLive = judged.isLive;
    m_results.slices.push_back(std::move(judged));
    const Clock::time_point now = Clock::now();
    const bool isDone = progress.state == ScanState::Scanning && m_backlog.empty();
    if (isDone) {
        progress.state = ScanState::Live;
        progress.took = std::chrono::duration_cast<std::chrono::microseconds>(now - m_started);
    }
    const bool isFirstPage = !job.hasShown && job.found >= kFirstPage;
    wakeIfDue(job, isDone || isFirstPage || isLive || now - m_lastWake >= kWakeEvery);
}

void FilterWorker::wakeIfDue(Job& job, bool isDue)
{
    if (!isDue || m_isAwake)
        return;
    m_isAwake = true;
    job.hasShown = true;
    m_lastWake = Clock::now();
    m_wake();
}

}  // namespace otto
