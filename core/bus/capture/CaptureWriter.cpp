// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureWriter.h"

#include "core/bus/capture/CaptureBlock.h"
#include "core/bus/capture/CaptureFile.h"

#include <zstd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace otto {
namespace {

using Steady = std::chrono::steady_clock;

struct PlainBlock
{
    std::string payload;
    CaptureContent content;
};

struct FreeCompression
{
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

/// Of a proof or a gap, encoded; its reason is cut to kReasonMax.
constexpr std::size_t kReasonMax = 1000;
constexpr std::size_t kEventBytesMax = kCaptureTopicMax + kReasonMax + 100;

bool isPlaced(const TopicPartition& at)
{
    return at.partition >= 0 && at.topic.size() <= kCaptureTopicMax;
}

/// Inside what arrivals may be, also when a clock is not.
Instant arrivalOf(Instant at)
{
    return isCaptureArrival(at) ? at : Instant{0};
}

/// The file and its blocks; only the writer's thread touches it after construction.
class BlockFile
{
public:
    BlockFile(CaptureFile file, std::uint64_t fileId, std::uint64_t size, int level)
        : m_file(std::move(file)), m_fileId(fileId), m_size(size), m_context(ZSTD_createCCtx())
    {
        ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_compressionLevel, level);
    }

    [[nodiscard]] std::uint64_t size() const { return m_size; }

    Status write(const PlainBlock& block)
    {
        CaptureBlockHeader header = headerOf(CaptureBlockKind::Records, block.content);
        if (Status written = put(header, block.payload); !written)
            return written;
        m_places.push_back({m_size - CaptureBlockHeader::kBytes - header.storedBytes,
                            header.storedBytes, m_records, block.content});
        m_records += block.content.records;
        return {};
    }

    Status finish()
    {
        const std::string index = encodeCaptureIndex(m_places);
        const std::uint64_t indexAt = m_size;
        // Beyond a third of a terabyte there is none; readers make their own then.
        if (index.size() <= kCaptureBlockBytesMax) {
            CaptureContent content;
            if (!m_places.empty()) {
                content.arrivalFirst = m_places.front().content.arrivalFirst;
                content.arrivalLast = m_places.back().content.arrivalLast;
            }
            CaptureBlockHeader header = headerOf(CaptureBlockKind::Index, content);
            if (Status written = put(header, index); !written)
                return written;
            if (Status written = putBytes(CaptureTrailer{m_fileId, indexAt}.encode()); !written)
                return written;
        }
        return m_file.sync();
    }

private:
    [[nodiscard]] CaptureBlockHeader headerOf(CaptureBlockKind kind,
                                              const CaptureContent& content) const
    {
        CaptureBlockHeader header;
        header.fileId = m_fileId;
        header.kind = kind;
        header.blocksBefore = m_places.size();
        header.recordsBefore = m_records;
        header.content = content;
        return header;
    }

    Status put(CaptureBlockHeader& header, const std::string& payload)
    {
        m_packed.resize(ZSTD_compressBound(payload.size()));
        const std::size_t packed = ZSTD_compress2(m_context.get(), m_packed.data(), m_packed.size(),
                                                  payload.data(), payload.size());
        std::string_view stored = payload;
        if (ZSTD_isError(packed) == 0 && packed < payload.size()) {
            stored = std::string_view(m_packed).substr(0, packed);
            header.codec = CaptureCodec::Zstd;
        }
        header.plainBytes = static_cast<std::uint32_t>(payload.size());
        header.storedBytes = static_cast<std::uint32_t>(stored.size());
        header.payloadChecksum = captureChecksum(stored);
        return putBytes(header.encode() + std::string(stored));
    }

    /// All of it or nothing: a part that was written is cut off again.
    Status putBytes(std::string_view bytes)
    {
        if (Status written = m_file.append(bytes); !written) {
            std::ignore = m_file.truncate(m_size);
            return written;
        }
        m_size += bytes.size();
        return {};
    }

    CaptureFile m_file;
    const std::uint64_t m_fileId;
    std::uint64_t m_size;
    std::uint64_t m_records = 0;
    std::vector<CaptureBlockPlace> m_places;
    std::unique_ptr<ZSTD_CCtx, FreeCompression> m_context;
    std::string m_packed;
};

}  // namespace

struct CaptureWriter::State
{
    State(CaptureFile newFile, CaptureWriterOptions theOptions)
        : options(std::move(theOptions)),
          file(std::move(newFile), options.origin.fileId, CaptureOrigin::kBytes, options.level)
    {
        statistics.bytesWritten = file.size();
    }

    void run();
    std::optional<PlainBlock> nextBlock();
    void closeBlock();
    bool waitForRoom(std::unique_lock<std::mutex>& lock);
    void appendRecord(const Record& record, Instant arrival);
    template <typename Event>
    void appendEvent(const Event& event, Instant arrival);
    void failWith(Error error);
    [[nodiscard]] bool isOver() const { return isClosing || statistics.failure.has_value(); }
    void noteFirstEntry();

    const CaptureWriterOptions options;
    BlockFile file;

    /// Guards everything below.
    mutable std::mutex mutex;
    std::condition_variable changed;
    CaptureBlockEncoder encoder;
    Steady::time_point encoderSince;
    std::deque<PlainBlock> queue;
    std::size_t queuedBytes = 0;
    CaptureWriterStatistics statistics;
    bool isClosing = false;
    /// The file takes no more, or the disk fell behind and the queue is the last of it.
    bool isFileBroken = false;
    std::thread thread;
};

Result<std::unique_ptr<CaptureWriter>> CaptureWriter::create(const std::string& path,
                                                             CaptureWriterOptions options)
{
    Result<CaptureFile> file = CaptureFile::create(path);
    if (!file)
        return tl::unexpected(file.error());
    if (const Status written = file->append(options.origin.encode()); !written)
        return tl::unexpected(written.error());
    auto state = std::make_unique<State>(std::move(*file), std::move(options));
    State& running = *state;
    running.thread = std::thread([&running] { running.run(); });
    return std::unique_ptr<CaptureWriter>(new CaptureWriter(std::move(state)));
}

CaptureWriter::CaptureWriter(std::unique_ptr<State> state) : m_state(std::move(state)) {}

CaptureWriter::~CaptureWriter()
{
    std::ignore = close();
}

void CaptureWriter::State::failWith(Error error)
{
    if (!statistics.failure)
        statistics.failure = std::move(error);
    changed.notify_all();
}

void CaptureWriter::State::closeBlock()
{
    if (encoder.isEmpty())
        return;
    CaptureContent content = encoder.content();
    queue.push_back({encoder.take(), content});
    queuedBytes += queue.back().payload.size();
    changed.notify_all();
}

bool CaptureWriter::State::waitForRoom(std::unique_lock<std::mutex>& lock)
{
    if (queuedBytes < options.backlogBytesMax)
        return true;
    if (options.waitsForDisk) {
        changed.wait(lock, [this] { return queuedBytes < options.backlogBytesMax || isOver(); });
        return !isOver();
    }
    failWith({"CAPTURE_FELL_BEHIND",
              "The disk does not keep up with what is read; the capture ends here and is whole up "
              "to this point."});
    return false;
}

void CaptureWriter::State::noteFirstEntry()
{
    if (encoder.isEmpty()) {
        encoderSince = Steady::now();
        changed.notify_all();
    }
}

void CaptureWriter::State::appendRecord(const Record& record, Instant arrival)
{
    const std::size_t bytes = CaptureBlockEncoder::bytesAtMost(record);
    if (!isPlaced({record.topic, record.partition}) || record.offset < 0
        || bytes > kCaptureBlockBytesMax || record.headers.size() > kCaptureHeadersMax) {
        ++statistics.leftOut;
        return;
    }
    if (encoder.size() + bytes > kCaptureBlockBytes)
        closeBlock();
    noteFirstEntry();
    encoder.add(record, arrival);
    ++statistics.records;
    if (encoder.isFull())
        closeBlock();
}

void CaptureWriter::append(std::span<const Record> records, Instant arrival)
{
    State& s = *m_state;
    std::unique_lock lock(s.mutex);
    for (const Record& record : records) {
        if (s.isOver() || !s.waitForRoom(lock))
            return;
        s.appendRecord(record, arrivalOf(arrival));
    }
}

template <typename Event>
void CaptureWriter::State::appendEvent(const Event& event, Instant arrival)
{
    std::unique_lock lock(mutex);
    if (isOver() || !waitForRoom(lock))
        return;
    if (encoder.size() + kEventBytesMax > kCaptureBlockBytes)
        closeBlock();
    noteFirstEntry();
    encoder.add(event, arrivalOf(arrival));
    if (encoder.isFull())
        closeBlock();
}

void CaptureWriter::append(const CaughtUp& proof, Instant arrival)
{
    if (isCaptureArrival(proof.asOf))
        m_state->appendEvent(proof, arrival);
}

void CaptureWriter::append(const TailGap& gap, Instant arrival)
{
    if (!isPlaced(gap.at) || gap.expectedOffset < 0 || gap.resumedAt < 0)
        return;
    TailGap bounded = gap;
    bounded.reason.resize(std::min(bounded.reason.size(), kReasonMax));
    m_state->appendEvent(bounded, arrival);
}

std::optional<PlainBlock> CaptureWriter::State::nextBlock()
{
    std::unique_lock lock(mutex);
    while (queue.empty()) {
        if (isOver()) {
            closeBlock();
            if (queue.empty())
                return std::nullopt;
            break;
        }
        if (encoder.isEmpty()) {
            changed.wait(lock);
        } else if (changed.wait_until(lock, encoderSince + options.flushEvery)
                       == std::cv_status::timeout
                   && queue.empty()) {
            closeBlock();
        }
    }
    PlainBlock block = std::move(queue.front());
    queue.pop_front();
    return block;
}

void CaptureWriter::State::run()
{
    while (std::optional<PlainBlock> block = nextBlock()) {
        const Status written = isFileBroken ? Status() : file.write(*block);
        const std::scoped_lock lock(mutex);
        queuedBytes -= block->payload.size();
        statistics.bytesWritten = file.size();
        if (isFileBroken)
            statistics.records -= block->content.records;
        if (!written) {
            isFileBroken = true;
            statistics.records -= block->content.records;
            failWith(written.error());
        }
        changed.notify_all();
    }
    // After a failure too: what is there gets its index where the disk has room for it.
    const Status finished = file.finish();
    const std::scoped_lock lock(mutex);
    statistics.bytesWritten = file.size();
    if (!finished)
        failWith(finished.error());
}

Status CaptureWriter::close()
{
    State& s = *m_state;
    {
        const std::scoped_lock lock(s.mutex);
        s.isClosing = true;
        s.changed.notify_all();
    }
    if (s.thread.joinable())
        s.thread.join();
    const CaptureWriterStatistics ended = statistics();
    if (ended.failure)
        return tl::unexpected(*ended.failure);
    return {};
}

CaptureWriterStatistics CaptureWriter::statistics() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->statistics;
}

}  // namespace otto
