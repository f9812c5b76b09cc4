// SPDX-License-Identifier: Apache-2.0
#include "ui/port/EngineClient.h"

#include <utility>

namespace otto {

EngineClient::EngineClient(ConsolePort& port, Principal principal, const Clock& clock,
                           QObject* parent)
    : QObject(parent),
      m_port(port),
      m_principal(std::move(principal)),
      m_clock(clock),
      m_lastDeltaAt(clock.now())
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(kFrameMs);
    connect(&m_timer, &QTimer::timeout, this, &EngineClient::tick);
}

void EngineClient::start()
{
    m_lastDeltaAt = m_clock.now();
    m_sinceTick.start();
    m_timer.start();
}

void EngineClient::setWindowVisible(bool visible)
{
    m_isVisible = visible;
    const int interval = visible ? kFrameMs : kHiddenFrameMs;
    if (m_timer.interval() == interval)
        return;
    m_timer.setInterval(interval);
    m_sinceTick.restart();
    if (!visible)
        m_unpainted = {};
}

void EngineClient::submit(Request request, Done done, QObject* context)
{
    const Ticket ticket = m_port.submit(std::move(request), m_principal);
    m_pending.emplace(ticket, Pending{std::move(done), context});
}

void EngineClient::tick()
{
    if (m_sinceTick.isValid())
        m_frames.late.add(std::max<qint64>(0, m_sinceTick.restart() - m_timer.interval()));
    QElapsedTimer work;
    work.start();
    if (const std::shared_ptr<const Delta> delta = m_port.poll()) {
        m_lastDeltaAt = m_clock.now();
        setStalled(false);
        applyDelta(*delta);
        m_frames.apply.add(work.elapsed());
    } else if (m_clock.now() - m_lastDeltaAt >= Duration(kStallMs)) {
        setStalled(true);
    }
}

void EngineClient::applyDelta(const Delta& delta)
{
    m_status = delta.status;
    m_hasStatus = true;
    // An older one that still waits for its picture is the worse case: it stays.
    if (!delta.streamRows.empty() && m_isVisible && m_unpainted.ms == 0)
        m_unpainted = delta.streamRows.back().arrivedAt;
    Q_EMIT statusChanged(m_status);
    Q_EMIT deltaApplied(delta);
    for (const Reply& reply : delta.replies) {
        const auto found = m_pending.find(reply.ticket);
        if (found == m_pending.end())
            continue;
        // Taken out first: the callback may submit again.
        const Pending pending = std::move(found->second);
        m_pending.erase(found);
        if (pending.context && pending.done)
            pending.done(reply.response);
    }
}

void EngineClient::setStalled(bool stalled)
{
    if (m_stalled == stalled)
        return;
    m_stalled = stalled;
    Q_EMIT stalledChanged(stalled);
}

void EngineClient::notePainted()
{
    if (m_unpainted.ms == 0)
        return;
    m_frames.eventToPixel.add(std::max<std::int64_t>(0, (m_clock.now() - m_unpainted).count()));
    m_unpainted = {};
}

}  // namespace otto
