// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/kafka/KafkaHandles.h"

#include <future>
#include <thread>
#include <vector>

namespace otto::kafka {

/// Ends librdkafka clients on threads of their own, because rd_kafka_destroy() can block for a long
/// time or, with a topic deleted meanwhile, for ever (librdkafka #4724, fixed after 2.0.2). The
/// destructor waits for all of them a few seconds and then lets go of what still hangs.
///
/// Thread: its owner's.
class HandleReaper
{
public:
    HandleReaper() = default;
    HandleReaper(const HandleReaper&) = delete;
    HandleReaper& operator=(const HandleReaper&) = delete;
    ~HandleReaper();

    /// @pre no queue, topic or message of the client is left, and none of its callbacks can reach
    /// what may be gone by then.
    void end(ClientHandle client);

private:
    struct Ending
    {
        std::thread thread;
        std::future<void> done;
    };

    std::vector<Ending> m_endings;
};

}  // namespace otto::kafka
