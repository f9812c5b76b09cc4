// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/contract/Envelope.h"
#include "core/contract/Facts.h"
#include "core/model/GapProfile.h"

#include <array>
#include <optional>

namespace otto {

/// A source's feed as a whole. Order-insensitive: only maxima over event times and their set.
struct Feed
{
    /// Latest event time of any fact, heartbeat included.
    std::optional<Instant> heardAt;
    MessageId heardId;
    /// From its latest heartbeat; silence can be judged only once this is known.
    std::optional<Duration> heartbeatEvery;
    Instant heartbeatAt;
    GapProfile gaps;

    void hear(Instant time, const MessageId& id)
    {
        gaps.hear(time);
        if (!heardAt || time > *heardAt || (time == *heardAt && id > heardId)) {
            heardAt = time;
            heardId = id;
        }
    }
    void heartbeat(Instant time, Duration every)
    {
        // A source that promises nonsense promises nothing.
        constexpr Duration kShortest{100};
        constexpr Duration kLongest = std::chrono::hours{24};
        if (every < kShortest || every > kLongest) {
            return;
        }
        if (!heartbeatEvery || time >= heartbeatAt) {
            heartbeatAt = time;
            heartbeatEvery = every;
        }
    }
    /// Silence is longer than three heartbeats at `now`: nothing is proven any more. OT22 may wait
    /// longer, where such gaps are usual.
    [[nodiscard]] bool isSilent(Instant now) const
    {
        return heardAt && heartbeatEvery && now - *heardAt > 3 * *heartbeatEvery;
    }
};

using FeedTable = std::array<Feed, kSystemCount>;

}  // namespace otto
