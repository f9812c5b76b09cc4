// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/port/ConsolePort.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// A desk without a window: JSON requests in, JSON replies out, one a line, replies in the order of
/// the requests whatever order the engine answers in. One thread.
///
/// Until open() requests wait, so that a script that asks at once is not told about a half-read
/// history. Only Stats passes, as long as nothing waits before it.
class Repl
{
public:
    /// `who` is the program's operator; a request may name another, its role stays.
    Repl(ConsolePort& port, Principal who);

    /// Lets requests through from now on.
    void open();
    /// Blank lines are ignored.
    void request(std::string_view line);
    void apply(const Delta& delta);
    /// The replies that are ready, without line ends.
    std::vector<std::string> takeReplies();
    /// Every request was answered and its reply taken.
    [[nodiscard]] bool isIdle() const { return m_asked.empty(); }

private:
    struct Asked
    {
        std::string idJson;
        /// Not handed to the engine yet.
        std::optional<Request> waiting;
        Principal who;
        Ticket ticket = 0;
        std::optional<std::string> reply;
    };

    void pass();

    ConsolePort& m_port;
    const Principal m_who;
    bool m_isOpen = false;
    std::deque<Asked> m_asked;
};

}  // namespace otto
