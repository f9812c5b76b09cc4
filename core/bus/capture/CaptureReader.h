// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/bus/capture/CaptureBlock.h"
#include "core/bus/capture/CaptureDamage.h"
#include "core/bus/capture/CaptureFormat.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace otto {

/// What a capture says it holds, before any record was read.
struct CaptureSummary
{
    /// Env is that of the file's header; empty when that is damaged.
    CaptureOrigin origin;
    std::uint64_t fileBytes = 0;
    std::uint64_t blocks = 0;
    std::uint64_t records = 0;
    /// Of the record timestamps and of the arrivals at the writer; both 0 when there is none.
    Instant timestampFirst;
    Instant timestampLast;
    Instant arrivalFirst;
    Instant arrivalLast;
    /// Its writer came to its end, and the index is whole. Otherwise it was made by looking for
    /// blocks.
    bool hasIndex = false;
};

/// Reads a capture file block by block, in the order in which it was written. The file may be of
/// any content, and may still be written: what is there when a call is made is read.
///
///     CaptureBlock block;
///     while (reader->next(block))
///         for (const CapturedRecord& record : block.records())
///
/// Holds one block at a time: 16 MiB at most, whatever the file says. One thread.
class CaptureReader
{
public:
    /// Reads header and index. Errors: FILE; NO_CAPTURE (another kind of file, or too short for a
    /// header); CAPTURE_VERSION. A damaged file is no error: damage() says what is not whole.
    static Result<std::unique_ptr<CaptureReader>> open(const std::string& path);
    ~CaptureReader();
    CaptureReader(const CaptureReader&) = delete;
    CaptureReader& operator=(const CaptureReader&) = delete;

    [[nodiscard]] const std::string& path() const;
    [[nodiscard]] const CaptureSummary& summary() const;

    /// The next whole block that may hold a record of the range; false at the end. Marks come with
    /// the blocks that are read.
    bool next(CaptureBlock& block);

    /// From the first record on again.
    void rewind();
    /// Only records with `from` <= timestamp < `to`, from the first block that may hold one on.
    void seek(Instant from, Instant to);

    /// What was found not to be whole so far, in the order of the file; complete when next() has
    /// said false after rewind(). After 1000 places the last one covers the rest.
    [[nodiscard]] const std::vector<CaptureDamage>& damage() const;
    /// Bytes of the file that next() has passed.
    [[nodiscard]] std::uint64_t position() const;

private:
    struct State;
    explicit CaptureReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace otto
