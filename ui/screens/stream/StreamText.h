// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/stream/StreamRecord.h"

#include <array>
#include <string_view>

// Shown texts of a record that are computed rather than kept, without allocating: the filter looks
// through 200,000 of them.

namespace otto {

struct StreamShortText
{
    std::array<char, 40> bytes{};
    std::size_t length = 0;

    std::string_view view() const { return {bytes.data(), length}; }
};

/// "3:918273".
StreamShortText positionBytes(const StreamRecord& record);
/// "14:02:10.123" in the console's clock mode. GUI thread only.
StreamShortText timeBytes(std::int64_t epochMs);
/// The same of milliseconds that are in the clock's zone already. Any thread.
StreamShortText clockBytes(std::int64_t shownMs);
/// "Refused", "Duplicate", "Unknown name"; empty when there is nothing to say.
std::string_view stateWordBytes(const StreamRecord& record);

}  // namespace otto
