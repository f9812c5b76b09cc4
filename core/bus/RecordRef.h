// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace otto {

/// Where a record is kept: Kafka is the archive (design 3.9).
struct RecordRef
{
    std::string topic;
    std::int32_t partition = -1;
    std::int64_t offset = -1;

    [[nodiscard]] bool isSet() const { return offset >= 0; }
    friend auto operator<=>(const RecordRef&, const RecordRef&) = default;
};

}  // namespace otto
