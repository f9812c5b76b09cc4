// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/port/ConsolePort.h"
#include "ui/port/FrameStatistics.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <unordered_map>
#include <variant>

namespace otto {

/// The console's end of the door to the engine and the only user of ConsolePort: pulls one merged
/// delta a frame and hands out replies. GUI thread only. Does not own port and clock, which outlive
/// it. The operator who asks is fixed here, so that no screen can submit in another's name.
class EngineClient : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Response& response)>;

    static constexpr int kFrameMs = 33;
    /// Frame interval while nobody can see the window.
    static constexpr int kHiddenFrameMs = 1000;
    /// A running engine publishes several times a second; silence this long means that it hangs.
    static constexpr qint64 kStallMs = 5000;

    EngineClient(ConsolePort& port, Principal principal, const Clock& clock,
                 QObject* parent = nullptr);

    /// Starts the frame timer. Without it nothing happens but by tick().
    void start();
    void setWindowVisible(bool visible);

    /// Sends a request. `done` is called once on the GUI thread, in a later frame, with the
    /// response of the request's type or Error; it is dropped when `context` has been destroyed by
    /// then.
    void submit(Request request, Done done, QObject* context);

    /// The same with the response already taken apart.
    template <typename Q>
    void ask(Q request, QObject* context,
             std::function<void(const typename Q::Response&)> onResponse,
             std::function<void(const Error&)> onError)
    {
        submit(
            Request(std::move(request)),
            [onResponse = std::move(onResponse), onError = std::move(onError)](const Response& r) {
                if (const auto* value = std::get_if<typename Q::Response>(&r))
                    onResponse(*value);
                else if (const auto* error = std::get_if<Error>(&r))
                    onError(*error);
                else
                    onError(Error{"WRONG_RESPONSE", "The engine answered something else."});
            },
            context);
    }

    /// One frame: polls, emits, calls back. The frame timer calls it; tests may.
    void tick();

    /// The window has just been painted; closes the event-to-pixel measurement of the last frame.
    void notePainted();

    const Principal& principal() const { return m_principal; }
    /// Whether the first delta came.
    bool hasStatus() const { return m_hasStatus; }
    const EngineStatus& status() const { return m_status; }
    /// The engine's time as of the last delta: what ages and deadlines on screen are drawn for.
    Instant now() const { return m_status.now; }
    bool isStalled() const { return m_stalled; }
    /// Desk time of the last delta, or of construction before the first.
    Instant lastDeltaAt() const { return m_lastDeltaAt; }
    std::size_t requestsUnderWay() const { return m_pending.size(); }
    const FrameStatistics& frames() const { return m_frames; }

Q_SIGNALS:
    /// All that changed. Emitted before the delta's replies are handed out, so that a callback
    /// finds the screens up to date.
    void deltaApplied(const otto::Delta& delta);
    void statusChanged(const otto::EngineStatus& status);
    /// The engine fell silent for kStallMs, or is back.
    void stalledChanged(bool stalled);

private:
    struct Pending
    {
        Done done;
        QPointer<QObject> context;
    };

    void applyDelta(const Delta& delta);
    void setStalled(bool stalled);

    ConsolePort& m_port;
    const Principal m_principal;
    const Clock& m_clock;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    std::unordered_map<Ticket, Pending> m_pending;
    EngineStatus m_status;
    bool m_hasStatus = false;
    bool m_stalled = false;
    bool m_isVisible = true;
    Instant m_lastDeltaAt;
    /// Arrival of the newest record of the first delta that is not painted yet; 0 when all are.
    Instant m_unpainted;
    FrameStatistics m_frames;
};

}  // namespace otto
