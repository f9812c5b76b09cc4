// SPDX-License-Identifier: Apache-2.0
#include "app/session/SessionCapture.h"

#include "core/contract/Excerpt.h"
#include "core/engine/Engine.h"

#include <random>
#include <utility>

namespace otto {
namespace {

/// Reads as an engine of that environment does.
TailOptions tailOf(const CaptureSource& source)
{
    EngineOptions options;
    options.env = source.env;
    const auto engine = std::make_shared<const Engine>(options);
    return {[engine](std::string_view topic) { return engine->startAt(topic); },
            source.historyFrom};
}

}  // namespace

CaptureWriterOptions captureWriterOptions(const std::string& env, const std::string& program,
                                          Instant now)
{
    std::random_device random;
    CaptureWriterOptions options;
    options.origin = {std::uint64_t{random()} << 32U | random(), now, env, program};
    return options;
}

SavingCaptures::SavingCaptures(CaptureSource source, CaptureRecorder::Connect connect,
                               const Clock& clock)
    : m_source(std::move(source)), m_connect(std::move(connect)), m_clock(clock)
{}

void SavingCaptures::save(const std::string& file, bool keepsOn)
{
    m_file = file;
    m_keepsOn = keepsOn;
    CaptureRecorderOptions options;
    options.path = file;
    options.writer = captureWriterOptions(m_source.env, m_source.program, m_clock.now());
    options.tail = tailOf(m_source);
    options.keepsOn = keepsOn;
    m_recorder = std::make_unique<CaptureRecorder>(m_connect, m_clock, std::move(options));
}

void SavingCaptures::stop()
{
    if (m_recorder)
        m_recorder->stop();
}

CaptureSaving SavingCaptures::saving() const
{
    CaptureSaving saving;
    if (!m_recorder)
        return saving;
    const CaptureRecorderState state = m_recorder->state();
    switch (state.phase) {
    case CaptureRecorderState::Phase::Running: saving.state = CaptureSaving::State::Running; break;
    case CaptureRecorderState::Phase::Saved: saving.state = CaptureSaving::State::Saved; break;
    case CaptureRecorderState::Phase::Failed: saving.state = CaptureSaving::State::Failed; break;
    }
    saving.file = m_file;
    saving.keepsOn = m_keepsOn;
    saving.hasHistory = state.hasHistory;
    saving.records = state.records;
    saving.bytes = state.bytes;
    saving.leftOut = state.leftOut;
    saving.reason = state.failure ? state.failure->text : state.waitsFor;
    return saving;
}

std::string SavingCaptures::savedFile() const
{
    return saving().state == CaptureSaving::State::Saved ? m_file : std::string();
}

ShownCapture::ShownCapture(std::string path, std::string env, const CaptureSummary& summary,
                           std::shared_ptr<const CaptureProgress> progress)
    : m_progress(std::move(progress))
{
    m_shown.file = printable(path.substr(path.rfind('/') + 1));
    m_shown.env = std::move(env);
    m_shown.from = summary.arrivalFirst;
    m_shown.to = summary.arrivalLast;
    m_shown.records = summary.records;
    m_shown.isClosed = summary.hasIndex;
}

std::string ShownCapture::readOnlyText() const
{
    return "This is a capture of " + m_shown.env + ", made from " + m_shown.from.text() + " to "
           + m_shown.to.text()
           + ": it shows what was known at its end; nothing can be asked or sent.";
}

std::optional<CaptureShown> ShownCapture::shown() const
{
    CaptureShown shown = m_shown;
    const CaptureProgress::View view = m_progress->view();
    shown.recordsRead = view.records;
    shown.isAllRead = view.isAtEnd;
    shown.damage = view.damage;
    return shown;
}

}  // namespace otto
