// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/port/ConsolePort.h"

#include <deque>
#include <memory>
#include <variant>
#include <vector>

namespace otto::test {

/// A door without an engine: records what was submitted; the test says what comes back. One thread.
class FakePort final : public ConsolePort
{
public:
    struct Submitted
    {
        Ticket ticket = 0;
        Request request;
        Principal who;
    };

    Ticket submit(Request request, Principal who) override;
    std::shared_ptr<const Delta> poll() override;

    /// Comes out of a later poll(), one a poll, in this order, with the status of this moment.
    void push(Delta delta = {});
    /// The status every delta pushed from now on carries.
    EngineStatus& status() { return m_status; }
    /// A reply in a delta of its own.
    void reply(Ticket ticket, Response response);

    const std::vector<Submitted>& submitted() const { return m_submitted; }
    void forgetSubmitted() { m_submitted.clear(); }

    /// The last submitted request of type Q, or null.
    template <typename Q>
    const Q* last(Ticket* ticket = nullptr) const
    {
        for (auto at = m_submitted.rbegin(); at != m_submitted.rend(); ++at) {
            if (const Q* found = std::get_if<Q>(&at->request)) {
                if (ticket != nullptr)
                    *ticket = at->ticket;
                return found;
            }
        }
        return nullptr;
    }
    template <typename Q>
    int count() const
    {
        int n = 0;
        for (const Submitted& s : m_submitted)
            n += std::holds_alternative<Q>(s.request) ? 1 : 0;
        return n;
    }

private:
    EngineStatus m_status;
    std::deque<Delta> m_deltas;
    std::vector<Submitted> m_submitted;
    Ticket m_nextTicket = 0;
};

}  // namespace otto::test
