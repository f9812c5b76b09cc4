// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/capture/CaptureBus.h"
#include "core/bus/capture/CaptureReader.h"
#include "core/bus/capture/CaptureRecorder.h"
#include "core/port/CapturePort.h"

#include <memory>
#include <optional>
#include <string>

namespace otto {

/// What is the same in every capture that this run of the program writes.
struct CaptureSource
{
    std::string env;
    std::string program;
    Instant historyFrom;
};

CaptureWriterOptions captureWriterOptions(const std::string& env, const std::string& program,
                                          Instant now);

/// Saves captures for the console: a recorder beside the engine, with a client of its own.
class SavingCaptures final : public CapturePort
{
public:
    /// The clock outlives it, and what `connect` uses.
    SavingCaptures(CaptureSource source, CaptureRecorder::Connect connect, const Clock& clock);

    [[nodiscard]] std::optional<CaptureShown> shown() const override { return std::nullopt; }
    [[nodiscard]] Instant historyFrom() const override { return m_source.historyFrom; }
    void save(const std::string& file, bool keepsOn) override;
    void stop() override;
    [[nodiscard]] CaptureSaving saving() const override;
    /// What was saved last, to its end; empty when nothing was.
    [[nodiscard]] std::string savedFile() const;

private:
    const CaptureSource m_source;
    const CaptureRecorder::Connect m_connect;
    const Clock& m_clock;
    std::string m_file;
    bool m_keepsOn = false;
    std::unique_ptr<CaptureRecorder> m_recorder;
};

/// A capture that is open.
class ShownCapture final : public CapturePort
{
public:
    ShownCapture(std::string path, std::string env, const CaptureSummary& summary,
                 std::shared_ptr<const CaptureProgress> progress);

    /// `This is a capture of qa, made from 2026-03-02T15:00:00.000Z to ...: nothing can be ...`
    [[nodiscard]] std::string readOnlyText() const;

    [[nodiscard]] std::optional<CaptureShown> shown() const override;
    [[nodiscard]] Instant historyFrom() const override { return m_shown.from; }
    /// A file is copied, not captured again.
    void save(const std::string&, bool) override {}
    void stop() override {}
    [[nodiscard]] CaptureSaving saving() const override { return {}; }

private:
    CaptureShown m_shown;
    const std::shared_ptr<const CaptureProgress> m_progress;
};

}  // namespace otto
