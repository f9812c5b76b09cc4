// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/ConsolePort.h"

#include <memory>
#include <utility>
#include <vector>

namespace otto::test {

/// A door whose other side is the test: it sees what is submitted and says what poll() gives.
class FakePort final : public ConsolePort
{
public:
    struct Submitted
    {
        Ticket ticket = 0;
        Request request;
        Principal who;
    };

    Ticket submit(Request request, Principal who) override
    {
        submitted.push_back({++m_lastTicket, std::move(request), std::move(who)});
        return m_lastTicket;
    }

    std::shared_ptr<const Delta> poll() override { return std::exchange(next, nullptr); }

    /// The next poll() gives this reply.
    void answer(Ticket ticket, Response response)
    {
        if (!next)
            next = std::make_shared<Delta>();
        next->replies.push_back({ticket, std::move(response)});
    }

    std::vector<Submitted> submitted;
    std::shared_ptr<Delta> next;

private:
    Ticket m_lastTicket = 0;
};

}  // namespace otto::test
