// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace otto {

/// Reads lines from a file descriptor on a thread of its own. Memory is bounded: of a line longer
/// than `lineMax` bytes only the first lineMax + 1 are kept, and while kQueuedMax lines wait no
/// more are read. The descriptor belongs to the caller; it is neither closed nor changed.
///
/// take(), wait() and isAtEnd() may be called by any one thread.
class LineInput
{
public:
    static constexpr std::size_t kQueuedMax = 1000;

    LineInput(int descriptor, std::size_t lineMax);
    /// Ends the thread, also when it waits for input.
    ~LineInput();
    LineInput(const LineInput&) = delete;
    LineInput& operator=(const LineInput&) = delete;

    /// Waits until there is a line or the end is reached, at most so long.
    void wait(Duration atMost);
    /// The lines that came, without their ends (LF or CRLF), in order.
    std::vector<std::string> take();
    /// No line is left and none will come.
    [[nodiscard]] bool isAtEnd() const;

private:
    void run();
    bool waitForInput() const;
    void append(std::string_view bytes);
    void finishLine();

    const int m_descriptor;
    const std::size_t m_lineMax;
    int m_stopRead = -1;
    int m_stopWrite = -1;
    /// Of the reading thread only.
    std::string m_line;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::string> m_lines;
    bool m_isAtEnd = false;
    bool m_isStopped = false;
    std::thread m_thread;
};

}  // namespace otto
