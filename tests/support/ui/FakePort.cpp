// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/FakePort.h"

#include <utility>

namespace otto::test {

Ticket FakePort::submit(Request request, Principal who)
{
    m_submitted.push_back(Submitted{++m_nextTicket, std::move(request), std::move(who)});
    return m_nextTicket;
}

std::shared_ptr<const Delta> FakePort::poll()
{
    if (m_deltas.empty())
        return nullptr;
    auto delta = std::make_shared<const Delta>(std::move(m_deltas.front()));
    m_deltas.pop_front();
    return delta;
}

void FakePort::push(Delta delta)
{
    delta.status = m_status;
    m_deltas.push_back(std::move(delta));
}

void FakePort::reply(Ticket ticket, Response response)
{
    Delta delta;
    delta.replies.push_back(Reply{ticket, std::move(response)});
    push(std::move(delta));
}

}  // namespace otto::test
