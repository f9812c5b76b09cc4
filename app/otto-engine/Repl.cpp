// SPDX-License-Identifier: Apache-2.0
#include "app/otto-engine/Repl.h"

#include "core/port/json/RequestJson.h"
#include "core/port/json/ResponseJson.h"

#include <algorithm>
#include <utility>

namespace otto {

Repl::Repl(ConsolePort& port, Principal who) : m_port(port), m_who(std::move(who)) {}

void Repl::open()
{
    m_isOpen = true;
    pass();
}

void Repl::request(std::string_view line)
{
    if (line.find_first_not_of(" \t\r") == std::string_view::npos)
        return;
    RequestLine read = parseRequest(line);
    Asked asked;
    asked.idJson = std::move(read.idJson);
    asked.who = m_who;
    if (read.operatorId)
        asked.who.operatorId = *read.operatorId;
    if (read.request)
        asked.waiting = std::move(*read.request);
    else
        asked.reply = responseJson(read.request.error(), asked.idJson);
    m_asked.push_back(std::move(asked));
    pass();
}

void Repl::pass()
{
    for (Asked& asked : m_asked) {
        if (!asked.waiting)
            continue;
        if (!m_isOpen && !std::holds_alternative<StatsQuery>(*asked.waiting))
            return;
        asked.ticket = m_port.submit(*std::exchange(asked.waiting, std::nullopt), asked.who);
    }
}

void Repl::apply(const Delta& delta)
{
    for (const Reply& reply : delta.replies) {
        const auto asked = std::find_if(m_asked.begin(), m_asked.end(), [&](const Asked& one) {
            return !one.waiting && !one.reply && one.ticket == reply.ticket;
        });
        if (asked != m_asked.end())
            asked->reply = responseJson(reply.response, asked->idJson);
    }
}

std::vector<std::string> Repl::takeReplies()
{
    std::vector<std::string> ready;
    while (!m_asked.empty() && m_asked.front().reply) {
        ready.push_back(std::move(*m_asked.front().reply));
        m_asked.pop_front();
    }
    return ready;
}

}  // namespace otto
