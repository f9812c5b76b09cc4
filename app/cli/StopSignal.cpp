// SPDX-License-Identifier: Apache-2.0
#include "app/cli/StopSignal.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace otto {
namespace {

std::atomic<bool> g_isStopRequested{false};
/// Readable for ever once a signal came: the handler closes the writing end.
std::array<int, 2> g_stopPipe{-1, -1};
static_assert(std::atomic<bool>::is_always_lock_free, "set inside a signal handler");

void onStopSignal(int signal)
{
    // Only what POSIX allows in a handler.
    if (!g_isStopRequested.exchange(true))
        ::close(g_stopPipe[1]);
    std::signal(signal, SIG_DFL);
}

}  // namespace

void catchStopSignals()
{
    if (::pipe2(g_stopPipe.data(), O_CLOEXEC) != 0)
        std::abort();
    std::signal(SIGINT, onStopSignal);
    std::signal(SIGTERM, onStopSignal);
    std::signal(SIGPIPE, SIG_IGN);
}

bool isStopRequested()
{
    return g_isStopRequested;
}

bool waitForStop(Duration atMost)
{
    pollfd waited{g_stopPipe[0], POLLIN, 0};
    ::poll(&waited, 1, static_cast<int>(atMost.count()));
    return isStopRequested();
}

}  // namespace otto
