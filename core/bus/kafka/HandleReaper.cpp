// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/HandleReaper.h"

#include "core/base/Log.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace otto::kafka {

namespace {

constexpr auto kPatience = std::chrono::seconds{5};

}  // namespace

void HandleReaper::end(ClientHandle client)
{
    if (!client) {
        return;
    }
    // Those that ended meanwhile cost nothing to join.
    const auto isOver = [](Ending& ending) {
        if (ending.done.wait_for(std::chrono::seconds::zero()) != std::future_status::ready) {
            return false;
        }
        ending.thread.join();
        return true;
    };
    m_endings.erase(std::remove_if(m_endings.begin(), m_endings.end(), isOver), m_endings.end());

    std::packaged_task<void()> task([client = std::move(client)]() mutable { client.reset(); });
    std::future<void> done = task.get_future();
    m_endings.push_back({std::thread(std::move(task)), std::move(done)});
}

HandleReaper::~HandleReaper()
{
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (Ending& ending : m_endings) {
        if (ending.done.wait_until(deadline) == std::future_status::ready) {
            ending.thread.join();
        } else {
            log(LogLevel::Warning, "kafka",
                "a Kafka client did not end in time and is left behind");
            ending.thread.detach();
        }
    }
}

}  // namespace otto::kafka
