// SPDX-License-Identifier: Apache-2.0
#include "app/cli/StopSignal.h"

#include <atomic>
#include <csignal>

namespace otto {
namespace {

std::atomic<bool> g_stopRequested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set inside a signal handler");

void onStopSignal(int signal)
{
    g_stopRequested = true;
    std::signal(signal, SIG_DFL);
}

}  // namespace

void catchStopSignals()
{
    std::signal(SIGINT, onStopSignal);
    std::signal(SIGTERM, onStopSignal);
    std::signal(SIGPIPE, SIG_IGN);
}

bool isStopRequested()
{
    return g_stopRequested;
}

}  // namespace otto
