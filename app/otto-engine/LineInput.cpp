// SPDX-License-Identifier: Apache-2.0
#include "app/otto-engine/LineInput.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace otto {

LineInput::LineInput(int descriptor, std::size_t lineMax)
    : m_descriptor(descriptor), m_lineMax(lineMax)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        std::abort();
    m_stopRead = ends[0];
    m_stopWrite = ends[1];
    m_thread = std::thread([this] { run(); });
}

LineInput::~LineInput()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    m_changed.notify_all();
    // A closed end is readable for ever.
    ::close(m_stopWrite);
    m_thread.join();
    ::close(m_stopRead);
}

void LineInput::wait(Duration atMost)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, atMost, [this] { return !m_lines.empty() || m_isAtEnd; });
}

std::vector<std::string> LineInput::take()
{
    std::vector<std::string> taken;
    {
        const std::lock_guard lock(m_mutex);
        taken.assign(std::make_move_iterator(m_lines.begin()),
                     std::make_move_iterator(m_lines.end()));
        m_lines.clear();
    }
    m_changed.notify_all();
    return taken;
}

bool LineInput::isAtEnd() const
{
    const std::lock_guard lock(m_mutex);
    return m_isAtEnd && m_lines.empty();
}

bool LineInput::waitForInput() const
{
    while (true) {
        std::array<pollfd, 2> waited{{{m_descriptor, POLLIN, 0}, {m_stopRead, POLLIN, 0}}};
        const int ready = ::poll(waited.data(), waited.size(), -1);
        if (ready < 0 && errno == EINTR)
            continue;
        return ready > 0 && waited[1].revents == 0;
    }
}

void LineInput::run()
{
    std::array<char, 65'536> buffer{};
    while (waitForInput()) {
        const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
        if (count < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (count <= 0)
            break;
        append({buffer.data(), static_cast<std::size_t>(count)});
    }
    if (!m_line.empty())
        finishLine();
    {
        const std::lock_guard lock(m_mutex);
        m_isAtEnd = true;
    }
    m_changed.notify_all();
}

void LineInput::append(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::string_view part = bytes.substr(0, end);
        const std::size_t room = m_lineMax + 1 - m_line.size();
        m_line += part.substr(0, room);
        if (end == std::string_view::npos)
            return;
        finishLine();
        bytes.remove_prefix(end + 1);
    }
}

void LineInput::finishLine()
{
    if (!m_line.empty() && m_line.back() == '\r')
        m_line.pop_back();
    std::string line = std::exchange(m_line, {});
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_lines.size() < kQueuedMax || m_isStopped; });
        m_lines.push_back(std::move(line));
    }
    m_changed.notify_all();
}

}  // namespace otto
