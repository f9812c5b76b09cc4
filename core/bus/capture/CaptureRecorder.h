// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/bus/Bus.h"
#include "core/bus/capture/CaptureWriter.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace otto {

struct CaptureRecorderOptions
{
    std::string path;
    CaptureWriterOptions writer;
    /// What is read, and from where on.
    TailOptions tail;
    /// Goes on until stop(). Otherwise it ends by itself when everything was read that the broker
    /// held when the first proof was asked for.
    bool keepsOn = false;
};

struct CaptureRecorderState
{
    enum class Phase { Running, Saved, Failed };
    Phase phase = Phase::Running;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
    std::uint64_t leftOut = 0;
    /// Everything that the broker held at the beginning is in the file.
    bool hasHistory = false;
    /// Why there is no broker; empty when there is.
    std::string waitsFor;
    /// When Failed. What was written stays.
    std::optional<Error> failure;
};

/// Reads a broker through a client of its own, on a thread of its own, into a capture file.
/// state() and stop() may be called by any thread; neither waits for disk or broker.
class CaptureRecorder
{
public:
    /// Makes the bus on the recorder's thread, where it is used.
    using Connect = std::function<Result<std::unique_ptr<Bus>>()>;

    /// Starts. `clock` outlives it. Whether the file can be made, state() says.
    CaptureRecorder(Connect connect, const Clock& clock, CaptureRecorderOptions options);
    /// Stops and waits.
    ~CaptureRecorder();
    CaptureRecorder(const CaptureRecorder&) = delete;
    CaptureRecorder& operator=(const CaptureRecorder&) = delete;

    void stop();
    [[nodiscard]] CaptureRecorderState state() const;

private:
    struct Work;
    const std::unique_ptr<Work> m_work;
};

}  // namespace otto
