// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/bus/Bus.h"
#include "core/bus/capture/CaptureFormat.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace otto {

struct CaptureWriterOptions
{
    CaptureOrigin origin;
    /// What came is handed to the file after so long at most.
    Duration flushEvery{500};
    /// What may wait for the disk, before compression.
    std::size_t backlogBytesMax = std::size_t{64} << 20U;
    /// When the disk does not keep up: wait for it; or end the capture there, so that whoever
    /// appends is never held up.
    bool waitsForDisk = false;
    /// Of zstd.
    int level = 1;
};

struct CaptureWriterStatistics
{
    /// In the file or on their way.
    std::uint64_t records = 0;
    std::uint64_t bytesWritten = 0;
    /// Records that no capture can hold, see CaptureWriter::append().
    std::uint64_t leftOut = 0;
    /// Why the capture ended early; what came before is whole in the file.
    std::optional<Error> failure;
};

/// Writes one capture file: blocks are only ever appended, so that whatever happens to the program
/// all that was written stays readable. Owns file and a thread that compresses and writes.
///
/// append() and close() are called by one thread, statistics() by any.
class CaptureWriter
{
public:
    /// Errors: FILE_EXISTS (nothing is overwritten), FILE.
    static Result<std::unique_ptr<CaptureWriter>> create(const std::string& path,
                                                         CaptureWriterOptions options);
    /// Closes.
    ~CaptureWriter();
    CaptureWriter(const CaptureWriter&) = delete;
    CaptureWriter& operator=(const CaptureWriter&) = delete;

    /// `arrival` is when they were read, by the clock of whoever read them. Records without a place
    /// (negative partition or offset), of more than 16 MiB or with more than 65,536 headers are
    /// left out and counted. Does nothing after a failure or close().
    void append(std::span<const Record> records, Instant arrival);
    void append(const CaughtUp& proof, Instant arrival);
    void append(const TailGap& gap, Instant arrival);

    /// Writes what is left and the index, waits until the disk has it. The failure if there was
    /// one. Idempotent.
    Status close();

    [[nodiscard]] CaptureWriterStatistics statistics() const;

private:
    struct State;
    explicit CaptureWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace otto
