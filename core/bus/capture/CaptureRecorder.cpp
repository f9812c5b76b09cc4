// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureRecorder.h"

#include "core/bus/capture/CapturingBus.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace otto {
namespace {

constexpr Duration kTurn{100};
constexpr std::size_t kRecordsPerTurn = 4096;

}  // namespace

struct CaptureRecorder::Work
{
    Work(Connect theConnect, const Clock& theClock, CaptureRecorderOptions theOptions)
        : connect(std::move(theConnect)), clock(theClock), options(std::move(theOptions))
    {
        options.writer.waitsForDisk = true;
    }

    void run();
    Status record();
    void note(const CaptureWriterStatistics& statistics, const std::vector<BusEvent>& events);

    Connect connect;
    const Clock& clock;
    CaptureRecorderOptions options;
    std::atomic<bool> isStopping{false};
    mutable std::mutex mutex;
    CaptureRecorderState state;
    std::thread thread;
};

CaptureRecorder::CaptureRecorder(Connect connect, const Clock& clock,
                                 CaptureRecorderOptions options)
    : m_work(std::make_unique<Work>(std::move(connect), clock, std::move(options)))
{
    m_work->thread = std::thread([work = m_work.get()] { work->run(); });
}

CaptureRecorder::~CaptureRecorder()
{
    stop();
    m_work->thread.join();
}

void CaptureRecorder::stop()
{
    m_work->isStopping.store(true);
}

CaptureRecorderState CaptureRecorder::state() const
{
    const std::scoped_lock lock(m_work->mutex);
    return m_work->state;
}

void CaptureRecorder::Work::run()
{
    const Status recorded = record();
    const std::scoped_lock lock(mutex);
    state.phase =
        recorded ? CaptureRecorderState::Phase::Saved : CaptureRecorderState::Phase::Failed;
    if (!recorded)
        state.failure = recorded.error();
}

void CaptureRecorder::Work::note(const CaptureWriterStatistics& statistics,
                                 const std::vector<BusEvent>& events)
{
    const std::scoped_lock lock(mutex);
    state.records = statistics.records;
    state.bytes = statistics.bytesWritten;
    state.leftOut = statistics.leftOut;
    for (const BusEvent& event : events) {
        if (std::holds_alternative<CaughtUp>(event))
            state.hasHistory = true;
        if (const auto* change = std::get_if<ConnectionChange>(&event))
            state.waitsFor = change->reason;
    }
}

Status CaptureRecorder::Work::record()
{
    auto writer = CaptureWriter::create(options.path, options.writer);
    if (!writer)
        return tl::unexpected(writer.error());
    Result<std::unique_ptr<Bus>> connected = connect();
    if (!connected)
        return tl::unexpected(connected.error());
    CapturingBus bus(std::move(*connected), **writer, clock);
    bus.startTail(options.tail);
    std::vector<Record> records;
    std::vector<BusEvent> events;
    bool isWhole = false;
    while (!isStopping && (options.keepsOn || !isWhole)) {
        bus.probe();
        records.clear();
        events.clear();
        bus.poll(kTurn, kRecordsPerTurn, records, events);
        note((*writer)->statistics(), events);
        isWhole = state.hasHistory;
        if ((*writer)->statistics().failure)
            break;
    }
    const Status closed = (*writer)->close();
    note((*writer)->statistics(), {});
    return closed;
}

}  // namespace otto
