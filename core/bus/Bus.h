// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/bus/Record.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace otto {

struct TopicSpec
{
    std::string name;
    std::int32_t partitions = 1;
    /// Broker-side settings such as `retention.ms`.
    std::map<std::string, std::string> config;
};

/// Where the tail of a topic begins.
enum class StartAt {
    Ignore,     ///< not read at all
    Beginning,  ///< the oldest record the broker still holds
    Lookback,   ///< the first record at or after TailOptions::lookbackFrom
    /// Only what comes from now on. A topic or partition that appears after the tail has begun is
    /// read from its beginning: all of it came from now on.
    End,
};

struct TailOptions
{
    /// Asked once per topic name, also for topics that appear later. Called on the polling thread.
    std::function<StartAt(std::string_view topic)> startAt;
    /// Record timestamp from which StartAt::Lookback reads.
    Instant lookbackFrom;
};

/// Chosen by the producer of a record to recognise its delivery report.
using ProduceToken = std::uint64_t;

/// The broker took the record (it is at partition/offset), or certainly did not, or nobody knows.
struct DeliveryReport
{
    enum class Outcome {
        Delivered,
        Failed,   ///< certainly not written
        Unknown,  ///< possibly written: the connection was lost after sending
    };
    ProduceToken token = 0;
    Outcome outcome = Outcome::Failed;
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    /// One sentence, empty when delivered.
    std::string reason;
};

struct ConnectionChange
{
    enum class State { Connecting, Up, Down };
    State state = State::Connecting;
    /// One sentence a person understands, such as "no broker answers at 127.0.0.1:9092 (connection
    /// refused)"; empty when up.
    std::string reason;
    Instant since;
};

/// Topics that the tail has begun to read (all their partitions), at first or discovered later;
/// once more with the new count when a topic gets more partitions. What is produced to a topic
/// after this event is read, whatever its StartAt.
struct TopicsFound
{
    std::vector<TopicSpec> topics;
};

/// Proof of completeness: every record that the broker held, in any partition read, when it was
/// asked at `asOf` has been handed out by poll() before this event. Comes only after probe(), never
/// while behind (reliability_performance.md 2.5; design 3.7).
struct CaughtUp
{
    Instant asOf;
};

/// A partition can no longer be read as promised (for example the start offset was deleted by
/// retention: records between were lost to this reader). Reading goes on at `resumedAt`.
struct TailGap
{
    TopicPartition at;
    std::int64_t expectedOffset = 0;
    std::int64_t resumedAt = 0;
    std::string reason;
};

using BusEvent = std::variant<DeliveryReport, ConnectionChange, TopicsFound, CaughtUp, TailGap>;

struct BusStatistics
{
    ConnectionChange connection;
    std::int64_t topicsRead = 0;
    std::int64_t partitionsRead = 0;
    std::int64_t recordsRead = 0;
    std::int64_t bytesRead = 0;
    std::int64_t recordsProduced = 0;
    /// Records produced whose delivery is not known yet.
    std::int64_t inFlight = 0;
    /// Records between the tail's position and the end offsets known last; -1 while unknown.
    std::int64_t lag = -1;
    /// Mean round trip to the broker over the last window; -1 where it has no meaning.
    std::int64_t roundTripUs = -1;
};

/// One client of one broker (cluster): a tail over whole topics without consumer groups, and a
/// producer with acks=all and idempotence.
///
/// Thread: every method is called by one thread, the client's owner, except wake(), which any
/// thread may call. No method throws. Only createTopics() may block, for at most 15 s.
class Bus
{
public:
    Bus() = default;
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;
    virtual ~Bus() = default;

    /// Makes the topics that do not exist yet; one that exists already is no error. Then waits
    /// some seconds at most until this client knows them, so that it can produce to them.
    virtual Status createTopics(std::span<const TopicSpec> topics) = 0;

    /// Begins to read. Called once. New topics are discovered while polling.
    virtual void startTail(TailOptions options) = 0;

    /// Appends what has come to `records` (in offset order within a partition, at most
    /// `maxRecords`) and to `events`. Waits at most `wait` when there is nothing; returns early on
    /// wake(). The records of a call come before its events.
    virtual void poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
                      std::vector<BusEvent>& events) = 0;

    /// Hands a record to the broker. The outcome comes as a DeliveryReport with that token, exactly
    /// once, whatever happens. Never blocks: a full queue is reported as Failed.
    virtual void produce(OutgoingRecord record, ProduceToken token) = 0;

    /// Asks for the end offsets of all partitions read; CaughtUp follows when they are reached. A
    /// probe while one is under way replaces nothing and is ignored. One that is under way when the
    /// connection is lost is dropped, and while it is Down none begins: ask again.
    virtual void probe() = 0;

    virtual void wake() = 0;

    /// Waits until everything produced has its delivery report or `wait` is over, without handing
    /// out records; reports come with the next poll().
    virtual void flush(Duration wait) = 0;

    [[nodiscard]] virtual BusStatistics statistics() const = 0;
};

}  // namespace otto
