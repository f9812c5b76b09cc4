// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/Bus.h"
#include "core/bus/capture/CaptureReader.h"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace otto {

/// How far the replay of a capture is; read by any thread.
class CaptureProgress
{
public:
    struct View
    {
        std::uint64_t records = 0;
        bool isAtEnd = false;
        /// captureDamageText() of what was found so far.
        std::string damage;
    };

    [[nodiscard]] View view() const;
    void set(View view);

private:
    mutable std::mutex m_mutex;
    View m_view;
};

/// A bus on a capture instead of a broker: hands out its records at their topics, partitions and
/// offsets, in the order in which they came and as fast as they are asked for. Time is theirs: each
/// poll() moves the clock to the arrival of the last entry handed out, and at the end it stands
/// still. Memory is that of one block, whatever the file's size; offsets may have holes.
///
/// Proofs come where they came when the capture was made (probe() does nothing), and one more at
/// the end: all that the capture holds was read. A capture begins where its writer began to read,
/// so every StartAt but Ignore means all of it. Nothing can be written: produce() is reported as
/// Failed.
///
/// Thread: as Bus says; the clock is moved by poll() only.
class CaptureBus final : public Bus
{
public:
    /// Beyond the last arrival, so that whatever is measured in time by the reader sees the end.
    static constexpr Duration kAfterEnd{1'000};

    /// The clock outlives the bus and should stand at the capture's first arrival.
    CaptureBus(std::unique_ptr<CaptureReader> reader, ManualClock& clock,
               std::shared_ptr<CaptureProgress> progress = std::make_shared<CaptureProgress>());

    /// Error CAPTURE: nothing can be written.
    Status createTopics(std::span<const TopicSpec> topics) override;
    void startTail(TailOptions options) override;
    void poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
              std::vector<BusEvent>& events) override;
    void produce(OutgoingRecord record, ProduceToken token) override;
    void probe() override {}
    void wake() override;
    void flush(Duration) override {}
    [[nodiscard]] BusStatistics statistics() const override;

private:
    void readOn(std::size_t maxRecords, std::vector<Record>& records);
    void handOut(const CapturedRecord& captured, std::vector<Record>& records);
    void noteTopic(const CapturedRecord& captured);
    void end();
    void moveClock(Instant to);
    void publishProgress();

    const std::unique_ptr<CaptureReader> m_reader;
    ManualClock& m_clock;
    const std::shared_ptr<CaptureProgress> m_progress;
    CaptureBlock m_block;
    std::size_t m_nextRecord = 0;
    std::size_t m_nextMark = 0;
    std::optional<TailOptions> m_tail;
    bool m_isAtEnd = false;
    std::vector<BusEvent> m_events;

    struct Topic
    {
        StartAt startAt = StartAt::Ignore;
        std::int32_t partitions = 0;
    };
    std::map<std::string, Topic, std::less<>> m_topics;
    ConnectionChange m_connection;
    std::uint64_t m_recordsPassed = 0;
    std::int64_t m_recordsRead = 0;
    std::int64_t m_bytesRead = 0;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isWoken = false;
};

}  // namespace otto
