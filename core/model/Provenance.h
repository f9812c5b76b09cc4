// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Time.h"

#include <compare>
#include <cstdint>

namespace otto {

/// Where an assertion came from. `topic` indexes the owner's table of topic names.
struct Provenance
{
    MessageId id;
    /// Event time of the message.
    Instant time;
    Instant arrivedAt;
    std::uint16_t topic = 0;
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    bool isAnswer = false;
};

/// Orders the assertions of one source about one payment: its version first, then time, then id.
/// The greatest wins whatever the order of arrival, so that state is a function of the set of
/// messages (design 3.8).
struct AssertionKey
{
    std::uint32_t version = 0;
    Instant time;
    MessageId id;

    friend auto operator<=>(const AssertionKey&, const AssertionKey&) = default;
};

/// Keeps the assertion with the greatest key.
template <typename T>
struct Latest
{
    bool isSet = false;
    AssertionKey key;
    T value{};
    Provenance from;

    /// True when `next` won.
    bool offer(const AssertionKey& nextKey, T next, const Provenance& nextFrom)
    {
        if (isSet && nextKey <= key) {
            return false;
        }
        isSet = true;
        key = nextKey;
        value = std::move(next);
        from = nextFrom;
        return true;
    }
    explicit operator bool() const { return isSet; }
};

}  // namespace otto
