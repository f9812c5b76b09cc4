// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"
#include "core/contract/Message.h"
#include "core/sim/Agenda.h"

namespace otto {

/// What one system is about to publish, in order of time. A record leaves at its time, not when it
/// was written: latency, late facts and reordering are nothing else.
class SourceOutbox
{
public:
    enum class Mode { Binary, Structured };

    explicit SourceOutbox(Mode mode) : m_mode(mode) {}

    void publish(Instant due, const Message& message);
    void publishRaw(Instant due, OutgoingRecord record) { m_parcels.enter(due, std::move(record)); }

    std::optional<OutgoingRecord> take(Instant now) { return m_parcels.take(now); }
    [[nodiscard]] std::optional<Instant> nextDue() const { return m_parcels.nextDue(); }
    [[nodiscard]] std::size_t size() const { return m_parcels.size(); }

private:
    const Mode m_mode;
    Agenda<OutgoingRecord> m_parcels;
};

}  // namespace otto
