// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace otto {

/// The capture file that a console shows instead of a broker.
struct CaptureShown
{
    /// Name without folder.
    std::string file;
    std::string env;
    /// When the first and the last record arrived at whoever made the capture.
    Instant from;
    Instant to;
    std::uint64_t records = 0;
    std::uint64_t recordsRead = 0;
    bool isAllRead = false;
    /// False when its writer did not come to its end: what it read last may be missing.
    bool isClosed = true;
    /// One sentence that says what of the file is damaged; empty when nothing, as far as it was
    /// read.
    std::string damage;
};

/// A capture that is being saved, or the last one that was.
struct CaptureSaving
{
    enum class State { None, Running, Saved, Failed };
    State state = State::None;
    std::string file;
    bool keepsOn = false;
    /// All that the broker held when it began is in the file.
    bool hasHistory = false;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
    /// Records that were too large for a capture.
    std::uint64_t leftOut = 0;
    /// Why it failed, or what it waits for; one sentence.
    std::string reason;
};

/// The console's door to capture files. Nothing waits for a disk or a broker; all methods are
/// called by one thread, the console's.
class CapturePort
{
public:
    virtual ~CapturePort() = default;

    /// Absent: the console is at a broker.
    [[nodiscard]] virtual std::optional<CaptureShown> shown() const = 0;

    /// From when on facts are read into a capture; Otto's own records are read whole.
    [[nodiscard]] virtual Instant historyFrom() const = 0;

    /// Begins to save all that this desk reads: from historyFrom() up to now and, with `keepsOn`,
    /// on until stop(). An existing file is refused. @pre none is being saved; no capture is shown
    virtual void save(const std::string& file, bool keepsOn) = 0;
    /// Ends what is being saved; saving() says when it is whole.
    virtual void stop() = 0;
    [[nodiscard]] virtual CaptureSaving saving() const = 0;
};

}  // namespace otto
